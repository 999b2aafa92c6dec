// One session of psql as the database's owner, for looking at the rows; opened again after the server has gone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export class DatabaseConsole {
    #home;
    #port;
    #child = null;
    #queue = Promise.resolve();

    constructor(home, port) {
        this.#home = home;
        this.#port = port;
    }

    // The rows of a SELECT, as objects. One at a time; rejects when the server is away or the statement is wrong.
    rows(select) {
        const asked = this.#queue.then(() => this.#ask(`SELECT coalesce(json_agg(answer), '[]') FROM (${select}) AS answer;`));
        this.#queue = asked.catch(() => {});
        return asked.then(JSON.parse);
    }

    #open() {
        if (this.#child) return this.#child;
        const password = readFileSync(join(this.#home, 'secrets/database_owner_password'), 'utf8').trim();
        const child = spawn('psql', ['-XqtA', '-h', '127.0.0.1', '-p', String(this.#port), '-U', 'passport_owner', 'passport'],
            { env: { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '5' }, stdio: ['pipe', 'pipe', 'pipe'] });
        child.stdin.on('error', () => {});
        child.once('exit', () => { if (this.#child === child) this.#child = null; });
        this.#child = child;
        return child;
    }

    #ask(statement) {
        const child = this.#open();
        return new Promise((resolve, reject) => {
            let answer = '';
            let problem = '';
            const finish = (settle, value) => {
                child.stdout.off('data', hear);
                child.stderr.off('data', note);
                child.off('exit', end);
                settle(value);
            };
            const hear = (bytes) => {
                answer += bytes;
                if (!answer.endsWith('\u0003\n')) return;
                const text = answer.slice(0, -2).trim();
                if (text) finish(resolve, text);
                else this.close(), finish(reject, new Error(`no answer to ${statement}: ${problem}`));
            };
            const note = (bytes) => { problem += bytes; };
            const end = () => finish(reject, new Error(`psql ended: ${problem}`));
            child.stdout.on('data', hear);
            child.stderr.on('data', note);
            child.once('exit', end);
            child.stdin.write(`${statement}\n\\echo \u0003\n`);
        });
    }

    close() {
        this.#child?.kill('SIGKILL');
        this.#child = null;
    }
}
