// What a part of the bench measures. A part says what it does next (step), notes figures, holds some against aims, and ends:
// tables for people, and exit code 1 when an aim is missed. tests/bench/run gets the same as JSON, in the file named by
// PASSPORT_HUB_BENCH_FIGURES. What nobody catches ends the part with 3: it could not run.
import { writeFileSync } from 'node:fs';

import { aimText, figureText, isMet, reachedText } from './report.mjs';

const file = process.env.PASSPORT_HUB_BENCH_FIGURES;
const besidesText = (besides) => Object.entries(besides).map(([name, value]) => `${name.replaceAll('_', ' ')} ${figureText(value)}`).join(', ');

// One line. A program that failed said why on standard error.
function problemOf(error) {
    const lines = (error?.stderr?.trim() || String(error?.message ?? error)).split('\n');
    return lines.find((line) => /\berror\b/i.test(line)) ?? lines[0];
}

export class Figures {
    #found;

    constructor(part) {
        this.#found = { part, ended: false, figures: [], aims: [] };
        process.once('uncaughtException', (error) => {
            this.#print();
            console.error(error?.stack ?? error);
            this.#found.problem = problemOf(error);
            this.#hand();
            process.exit(3);
        });
        this.#hand();
    }

    // On standard error, so that whoever waits knows for what.
    step(text) { console.error(`${this.#found.part}: ${text}`); }

    // `besides` are more figures of the same measurement, their units in their names: {p99_ms: 1.2}.
    note(what, value, unit = '', besides = {}) {
        this.#found.figures.push({ what, value, unit, ...besides });
        this.#hand();
    }

    // What wrk() of load.mjs found out.
    rate(what, { rate, p50, p99 }) { this.note(what, rate, '/s', { p50_ms: p50, p99_ms: p99 }); }

    // One of least, most and below is the aim; `spoiled` says why the figure counts for nothing ("3 errors"), if it does.
    aim(what, value, { unit = '', least, most, below, spoiled }) {
        const aim = { what, value, unit, least, most, below, spoiled: spoiled || undefined };
        this.#found.aims.push({ ...aim, met: isMet(aim) });
        this.#hand();
    }

    end() {
        this.#print();
        if (this.#found.aims.some(({ met }) => !met)) process.exitCode = 1;
        this.#found.ended = true;
        this.#hand();
    }

    #print() {
        const { figures, aims } = this.#found;
        if (figures.length > 0) console.log('| what | figure | besides |\n| --- | ---: | --- |');
        for (const { what, value, unit, ...besides } of figures) console.log(`| ${what} | ${figureText(value, unit)} | ${besidesText(besides)} |`);
        for (const aim of aims) console.log(`${aim.met ? 'met    ' : 'NOT MET'} ${aim.what}: ${reachedText(aim)}, aim ${aimText(aim)}`);
    }

    #hand() { if (file) writeFileSync(file, JSON.stringify(this.#found)); }
}
