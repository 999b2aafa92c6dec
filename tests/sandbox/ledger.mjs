// The append-only record of what the sandbox accepted. A line is written before the answer that it stands for leaves.
import { closeSync, createReadStream, existsSync, fstatSync, fsync, openSync, readSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EventEmitter } from 'node:events';

const MEMORY_ENTRIES = 5000;
const MEMORY_BYTES = 32 * 1024 * 1024;

export class Ledger extends EventEmitter {
  #file;
  #path;
  #recent = [];
  #recentBytes = 0;
  #lastSeq = 0;
  #syncWaiters = [];
  #syncing = false;

  // Opens or continues the file; numbering goes on where it stopped. Throws when the file cannot be written.
  static async open(path) {
    const ledger = new Ledger();
    ledger.setMaxListeners(0);
    ledger.#path = path;
    if (existsSync(path)) await ledger.#loadExisting();
    ledger.#file = openSync(path, 'a+', 0o600);
    ledger.#endTornLine();
    return ledger;
  }

  get lastSeq() {
    return this.#lastSeq;
  }

  // Writes one entry and returns it. The write is complete when this returns; sync() makes it survive a power cut.
  append(service, kind, details = {}) {
    const entry = { seq: this.#lastSeq + 1, time: new Date().toISOString(), service, kind, ...details };
    const line = Buffer.from(JSON.stringify(entry) + '\n');
    let written = 0;
    while (written < line.length) written += writeSync(this.#file, line, written);
    this.#lastSeq = entry.seq;
    this.#remember(entry, line.length);
    this.emit('entry', entry);
    return entry;
  }

  // Resolves when everything appended so far is on the disk. Callers that come together share one fsync.
  sync() {
    return new Promise((resolve, reject) => {
      this.#syncWaiters.push({ resolve, reject });
      if (!this.#syncing) this.#runSync();
    });
  }

  // Entries after `since`, oldest first, at most `limit`. `match` decides per entry.
  async read({ since = 0, limit = 1000, match = () => true } = {}) {
    const oldest = this.#recent.length ? this.#recent[0].entry.seq : this.#lastSeq + 1;
    if (since + 1 >= oldest) {
      return this.#recent
        .map((item) => item.entry)
        .filter((e) => e.seq > since && match(e))
        .slice(0, limit);
    }
    const found = [];
    for await (const entry of this.#fileEntries()) {
      if (entry.seq > since && match(entry)) found.push(entry);
      if (found.length >= limit) break;
    }
    return found;
  }

  // The newest entries that match, oldest first.
  newest(limit, match = () => true) {
    return this.#recent
      .map((item) => item.entry)
      .filter(match)
      .slice(-limit);
  }

  // Like read, but waits up to waitMs until at least `count` entries match. Returns what is there when time is up.
  async waitFor(query, { count, waitMs, signal }) {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const heard = this.#nextEntry(deadline - Date.now(), signal);
      const found = await this.read(query);
      if (found.length >= count || Date.now() >= deadline || signal.aborted) {
        heard.cancel();
        return found;
      }
      await heard.promise;
    }
  }

  close() {
    closeSync(this.#file);
  }

  #nextEntry(milliseconds, signal) {
    let finish;
    const promise = new Promise((resolve) => {
      finish = resolve;
    });
    const timer = setTimeout(finish, Math.max(0, milliseconds));
    this.once('entry', finish);
    signal.addEventListener('abort', finish, { once: true });
    const cancel = () => {
      clearTimeout(timer);
      this.off('entry', finish);
      signal.removeEventListener('abort', finish);
    };
    return { promise: promise.then(cancel), cancel };
  }

  #runSync() {
    const waiters = this.#syncWaiters.splice(0);
    this.#syncing = true;
    fsync(this.#file, (error) => {
      this.#syncing = false;
      for (const waiter of waiters) error ? waiter.reject(error) : waiter.resolve();
      if (this.#syncWaiters.length) this.#runSync();
    });
  }

  #remember(entry, bytes) {
    this.#recent.push({ entry, bytes });
    this.#recentBytes += bytes;
    while (this.#recent.length > 1 && (this.#recent.length > MEMORY_ENTRIES || this.#recentBytes > MEMORY_BYTES)) {
      this.#recentBytes -= this.#recent.shift().bytes;
    }
  }

  async #loadExisting() {
    for await (const entry of this.#fileEntries()) {
      this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
      this.#remember(entry, JSON.stringify(entry).length);
    }
  }

  async *#fileEntries() {
    const lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Infinity });
    for await (const line of lines) {
      const entry = parseLine(line);
      if (entry) yield entry;
    }
  }

  // A kill in the middle of a write leaves half a line: it is closed off, so that the next entry stands on its own.
  #endTornLine() {
    const size = fstatSync(this.#file).size;
    if (size === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#file, last, 0, 1, size - 1);
    if (last[0] !== 0x0a) writeSync(this.#file, '\n');
  }
}

function parseLine(line) {
  try {
    const entry = JSON.parse(line);
    return Number.isInteger(entry?.seq) ? entry : null;
  } catch {
    return null;
  }
}
