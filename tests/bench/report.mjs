// What the bench says at its end: one table of all aims, or one JSON document.
import { cpus, loadavg, release, totalmem } from 'node:os';

// Few digits where they say nothing, enough beside an aim of a third.
const digits = (value) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 3);

// "20,000/s", "12.3 ms", "0.333"; a dash for what is no number.
export function figureText(value, unit = '') {
    if (!Number.isFinite(value)) return '–';
    const number = value.toLocaleString('en', { maximumFractionDigits: digits(value) });
    return unit && !unit.startsWith('/') ? `${number} ${unit}` : number + unit;
}

// The figure of an aim, and why it counts for nothing, if so.
export const reachedText = ({ value, unit, spoiled }) => figureText(value, unit) + (spoiled ? ` (${spoiled})` : '');

export function aimText({ least, most, below, unit }) {
    if (least !== undefined) return `≥ ${figureText(least, unit)}`;
    return most !== undefined ? `≤ ${figureText(most, unit)}` : `< ${figureText(below, unit)}`;
}

// `spoiled` says why a figure counts for nothing.
export function isMet({ value, least, most, below, spoiled }) {
    if (spoiled || !Number.isFinite(value)) return false;
    return least !== undefined ? value >= least : most !== undefined ? value <= most : value < below;
}

const cells = (...texts) => `| ${texts.map((text) => String(text).replaceAll('|', '\\|')).join(' | ')} |`;
const aimRow = (part, aim) => cells(part, aim.what, reachedText(aim), aimText(aim), aim.met ? 'met' : 'NOT MET');

// The aims of all parts as Markdown. An outcome: {part, ran, problem, seconds, figures, aims}.
export function aimsTable(outcomes, { quick }) {
    const lines = [quick ? 'The aims, in the quick form: too short and too few to be quoted\n' : 'The aims\n',
        cells('part', 'measured', 'figure', 'aim', 'met'), '| --- | --- | ---: | ---: | --- |'];
    for (const { part, ran, problem, aims } of outcomes) {
        for (const aim of aims) lines.push(aimRow(part, aim));
        if (!ran) lines.push(cells(part, `could not run${aims.length > 0 ? ' to its end' : ''}: ${problem}`, '–', '–', 'NOT RUN'));
    }
    return lines.join('\n');
}

// 3 when a part could not run, whatever the others reached.
export function exitCode(outcomes) {
    if (outcomes.some(({ ran }) => !ran)) return 3;
    return outcomes.some(({ aims }) => aims.some(({ met }) => !met)) ? 1 : 0;
}

// What the figures were measured on; load as /proc/loadavg has it.
export const machine = () => ({ cores: cpus().length, processor: cpus()[0]?.model ?? '', kernel: release(),
    memory_mebibytes: Math.round(totalmem() / 1024 ** 2), load: loadavg().map((load) => Number(load.toFixed(2))) });

// `after` is the load at the end.
export function machineText({ cores, processor, kernel, memory_mebibytes: memory, load }, after) {
    const text = `${cores} cores (${processor}), ${memory.toLocaleString('en')} MiB, Linux ${kernel}, load ${load.join(' ')} at the beginning, ${after.join(' ')} at the end`;
    return load[0] > cores / 2 ? `${text}\nThe machine was busy with something else before the bench began: the figures are lower than they could be.` : text;
}
