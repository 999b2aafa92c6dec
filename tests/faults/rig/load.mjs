// Many messages at once, and how fast they leave.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { bound, violations } from '../checking/check.mjs';
import { until } from './rig.mjs';
import { kTypes } from './routes.mjs';

const kBatch = 2_000;

// Routes for load: mails may wait for a connection to the mail server.
export const kLoadRoutes = { timeout_ms: 10_000, retry: { attempts: 1000, first_ms: 100, cap_ms: 1_000 } };

// Accepts so many messages by one bulk call; resolves to the client's ledger entries. All of them must have been accepted.
export async function accept(rig, count, types = [kTypes.retry, kTypes.show]) {
    const entries = await rig.publishInBulk(count, kBatch, types);
    for (const { outcome, code } of entries) assert.equal(outcome, 'accepted', code);
    return entries;
}

const mean = (windows) => windows.reduce((sum, { speed }) => sum + speed, 0) / windows.length;

// Mails per second in windows of half a second, for as long as it runs, from the first mail on.
export class SpeedGauge {
    #timer;
    #last;
    #windows = [];  // {at, speed, disturbed}
    #disturbed = false;

    constructor(rig) {
        this.#last = { at: performance.now(), count: rig.mails.count };
        this.#timer = setInterval(() => {
            const now = { at: performance.now(), count: rig.mails.count };
            const speed = (now.count - this.#last.count) * 1000 / (now.at - this.#last.at);
            if (speed > 0 || this.#windows.length > 0) this.#windows.push({ at: now.at, speed, disturbed: this.#disturbed });
            this.#last = now;
        }, 500);
    }

    // Waits for so many windows since the last disturbance.
    async calm(count) {
        const isCalm = () => this.#windows.length >= count && this.#windows.slice(-count).every(({ disturbed }) => !disturbed);
        await until('the sending is under way', isCalm, 60_000);
    }

    // The speed without disturbance. Of many windows: a few may by chance have been faster than what it can keep.
    get usual() {
        return mean(this.#windows.filter(({ disturbed }) => !disturbed).slice(-40));
    }

    // What is measured from now on is not usual, until the speed is back.
    disturb() {
        this.#disturbed = true;
    }

    // Milliseconds from now until two seconds are over in which this speed was kept on average again.
    async backTo(speed, longestMs) {
        const start = performance.now();
        const fast = await until(`${Math.round(speed)} mails a second again`, () => {
            const since = this.#windows.filter(({ at }) => at - 500 >= start);
            return since.find((_, end) => end >= 3 && mean(since.slice(end - 3, end + 1)) >= speed);
        }, longestMs);
        this.#disturbed = false;
        return fast.at - start;
    }

    stop() {
        clearInterval(this.#timer);
    }
}

// Waits until all is finished, checks it, and prints what was counted. Resolves to the findings.
export async function settle(rig, title, entries, { longestMs = 240_000, trials, events } = {}) {
    // The last ones first: while they wait, the others need not be asked after.
    for (const { run } of [...entries].reverse()) await rig.untilFinished(run, longestMs);
    const found = await rig.findings(entries);
    const counts = ['lost', 'duplicates', 'phantoms', 'falseSuccesses', 'torn', 'repeats', 'unknown', 'parked'].map((name) => `${name} ${found[name].length}`);
    console.log(`${title}: accepted ${found.accepted}, taken ${found.delivered}, ${counts.join(', ')}; ${bound(Math.max(1, found.accepted))}${trials ? `; ${events}: ${bound(trials)}` : ''}`);
    assert.deepEqual(violations(found), []);
    return found;
}

export { delay };
