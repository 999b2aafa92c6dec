// What a run of crash cases found, as a table with one line a point.
import { bound } from '../checking/check.mjs';

const kColumns = ['cases', 'accepted', 'delivered', 'lost', 'duplicates', 'phantoms', 'falseSuccesses', 'torn', 'repeats', 'unknown', 'parked'];
const kTitles = ['cases', 'accepted', 'taken', 'lost', 'double', 'phantom', 'false', 'torn', 'repeated', 'unknown', 'parked'];

export class CrashReport {
    #points = new Map();
    #cases = 0;

    add({ name, what }, found, recoveryMs) {
        const sums = this.#points.get(name) ?? { what, recoveryMs: 0, ...Object.fromEntries(kColumns.map((column) => [column, 0])) };
        sums.cases += 1;
        this.#cases += 1;
        for (const column of kColumns.slice(1)) sums[column] += Array.isArray(found[column]) ? found[column].length : found[column] ?? 0;
        sums.recoveryMs = Math.max(sums.recoveryMs, recoveryMs);
        this.#points.set(name, sums);
    }

    text() {
        const points = [...this.#points].sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1)));
        const line = (cells, recovery, what) => `${cells.map((cell) => String(cell).padStart(9)).join('')}${String(recovery).padStart(12)}  ${what}`;
        const lines = [`     ${line(kTitles, 'recovery s', 'the hub died at')}`];
        const total = Object.fromEntries(kColumns.map((column) => [column, 0]));
        let slowest = 0;
        for (const [name, sums] of points) {
            for (const column of kColumns) total[column] += sums[column];
            slowest = Math.max(slowest, sums.recoveryMs);
            lines.push(`${name.padEnd(5)}${line(kColumns.map((column) => sums[column]), (sums.recoveryMs / 1000).toFixed(1), sums.what)}`);
        }
        lines.push(`all  ${line(kColumns.map((column) => total[column]), (slowest / 1000).toFixed(1), '')}`);
        lines.push(`crashes: ${bound(this.#cases)}; messages: ${bound(Math.max(1, total.accepted))}`);
        return lines.join('\n');
    }
}
