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

// Mails per second in each of the last windows of half a second, for as long as it runs.
export class SpeedGauge {
    #timer;
    #last;
    windows = [];  // {at, speed}

    constructor(rig) {
        this.#last = { at: performance.now(), count: rig.mails.count };
        this.#timer = setInterval(() => {
            const now = { at: performance.now(), count: rig.mails.count };
            this.windows.push({ at: now.at, speed: (now.count - this.#last.count) * 1000 / (now.at - this.#last.at) });
            this.#last = now;
        }, 500);
    }

    median(since = 0) {
        const speeds = this.windows.filter(({ at }) => at >= since).map(({ speed }) => speed).sort((a, b) => a - b);
        return speeds.length ? speeds[Math.floor(speeds.length / 2)] : 0;
    }

    // Milliseconds from `start` until two seconds are over in which this speed was kept on average again.
    async backTo(speed, start, longestMs) {
        const fast = await until(`${Math.round(speed)} mails a second again`, () => {
            const since = this.windows.filter(({ at }) => at - 500 >= start);
            return since.find((_, end) => end >= 3 && mean(since.slice(end - 3, end + 1)) >= speed);
        }, longestMs);
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
