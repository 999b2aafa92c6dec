// What the sandbox's mail server took.
import { LedgerFile } from './ledger_file.mjs';

export class MailLedger {
    #file;
    #calls = [];
    #runs = new Map();
    #names = new Set();

    constructor(path) {
        this.#file = new LedgerFile(path);
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
        for (const line of this.#file.newLines()) this.#note(line);
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
