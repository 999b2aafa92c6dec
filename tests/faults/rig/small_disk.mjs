// A disk of 64 MiB of its own, which can be filled to the last byte and freed again. Only root can make one.
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class SmallDisk {
    // Belongs to whom `like` belongs to. Null where none can be made.
    static async make(like) {
        const directory = mkdtempSync(join(tmpdir(), 'hub-disk-'));
        try {
            await run('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', directory]);
        } catch {
            rmdirSync(directory);
            return null;
        }
        await run('chown', ['--reference', like, directory]);
        return new SmallDisk(directory);
    }

    constructor(directory) {
        this.directory = directory;
    }

    fill() {
        const filler = openSync(join(this.directory, 'filler'), 'a');
        try {
            for (let piece = 1 << 20; piece > 0;) {
                try {
                    if (writeSync(filler, Buffer.alloc(piece)) < piece) piece = Math.floor(piece / 2);
                } catch (error) {
                    if (error.code !== 'ENOSPC') throw error;
                    piece = Math.floor(piece / 2);
                }
            }
        } finally {
            closeSync(filler);
        }
    }

    get isFull() {
        return statfsSync(this.directory).bavail === 0;
    }

    free() {
        rmSync(join(this.directory, 'filler'), { force: true });
    }

    async remove() {
        await run('umount', ['-l', this.directory]);
        rmdirSync(this.directory);
    }
}
