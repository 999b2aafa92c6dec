// When the sandbox's Geocoding was called, and whether it answered or a fault struck the call.
import { LedgerFile } from './ledger_file.mjs';

export class LookupLedger {
    #file;
    #calls = [];

    constructor(path) {
        this.#file = new LedgerFile(path);
    }

    // All calls so far, in order: {at, answered}; `at` in milliseconds.
    get calls() {
        for (const line of this.#file.newLines()) {
            if (!line.includes('"service":"geocoding"')) continue;
            const { kind, time } = JSON.parse(line);
            if (kind === 'request' || kind === 'fault') this.#calls.push({ at: Date.parse(time), answered: kind === 'request' });
        }
        return this.#calls;
    }
}
