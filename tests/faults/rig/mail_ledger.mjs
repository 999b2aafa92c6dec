// What the sandbox's mail server took, read from its append-only file: each line was there before the mail was answered.
import { closeSync, openSync, readSync } from 'node:fs';

export class MailLedger {
    #path;
    #offset = 0;
    #rest = '';
    #calls = [];
    #runs = new Map();
    #names = new Set();

    constructor(path) {
        this.#path = path;
    }

    // All mails so far of a run, in the order they were taken.
    of(run) {
        this.#read();
        return this.#runs.get(run) ?? [];
    }

    // When the server was called: mails it took, and calls that a fault struck. Milliseconds, in order.
    get calls() {
        this.#read();
        return this.#calls;
    }

    // How many different messages it took.
    get count() {
        this.#read();
        return this.#names.size;
    }

    #read() {
        const file = openSync(this.#path, 'r');
        const room = Buffer.alloc(1 << 20);
        for (let length; (length = readSync(file, room, 0, room.length, this.#offset)) > 0; this.#offset += length)
            this.#rest += room.toString('latin1', 0, length);
        closeSync(file);
        const lines = this.#rest.split('\n');
        this.#rest = lines.pop();
        for (const line of lines) this.#note(line);
    }

    #note(line) {
        if (line.includes('"kind":"fault"') && line.includes('"service":"smtp"')) this.#calls.push(Date.parse(JSON.parse(line).time));
        if (!line.includes('"kind":"mail"')) return;
        const entry = JSON.parse(line);
        // The first part of the recipient's address is the message's name: its run, "-" and a number.
        const name = entry.envelope.to[0].split('@')[0];
        const run = name.slice(0, name.lastIndexOf('-'));
        const taken = this.#runs.get(run) ?? [];
        this.#calls.push(Date.parse(entry.time));
        taken.push({ name, messageId: entry.message_id, at: Date.parse(entry.time) });
        this.#runs.set(run, taken);
        this.#names.add(name);
    }
}
