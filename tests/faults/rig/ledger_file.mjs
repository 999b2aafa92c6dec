// The sandbox's append-only file, in which each line was there before the call was answered.
import { closeSync, openSync, readSync } from 'node:fs';

export class LedgerFile {
    #path;
    #offset = 0;
    #rest = '';

    constructor(path) {
        this.#path = path;
    }

    // Those since the last time.
    newLines() {
        const file = openSync(this.#path, 'r');
        const room = Buffer.alloc(1 << 20);
        for (let length; (length = readSync(file, room, 0, room.length, this.#offset)) > 0; this.#offset += length)
            this.#rest += room.toString('latin1', 0, length);
        closeSync(file);
        const lines = this.#rest.split('\n');
        this.#rest = lines.pop();
        return lines;
    }
}
