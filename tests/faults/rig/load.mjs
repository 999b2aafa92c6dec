// Many messages at once, and how fast they leave.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { bound, violations } from '../checking/check.mjs';
import { until } from './rig.mjs';
import { kTypes } from './routes.mjs';

const kBatch = 2_000;

// Routes for load: mails may wait for a connection to the mail server.
export const kLoadRoutes = { timeout_ms: 10_000, retry: { attempts: 1000, first_ms: 100, cap_ms: 1_000 } };

// Accepts so many messages; resolves to the client's ledger entries. All of them must have been accepted.
export async function accept(rig, count, types = [kTypes.retry, kTypes.show]) {
    const entries = [];
    for (let left = count; left > 0; left -= kBatch) {
        const entry = await rig.publish(Math.min(kBatch, left), types);
        assert.equal(entry.outcome, 'accepted', entry.code);
        entries.push(entry);
    }
    return entries;
}

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

    // Milliseconds from `start` until a window reaches this speed again.
    async backTo(speed, start, longestMs) {
        const window = await until(`${Math.round(speed)} mails a second again`,
            () => this.windows.find((each) => each.at - 500 >= start && each.speed >= speed), longestMs);
        return window.at - start;
    }

    stop() {
        clearInterval(this.#timer);
    }
}

// Waits until all is finished, checks it, and prints what was counted. Resolves to the findings.
export async function settle(rig, title, entries, { longestMs = 240_000, trials, events } = {}) {
    for (const { run } of entries) await rig.untilFinished(run, longestMs);
    const found = await rig.findings(entries);
    const counts = ['lost', 'duplicates', 'phantoms', 'falseSuccesses', 'torn', 'repeats', 'unknown', 'parked'].map((name) => `${name} ${found[name].length}`);
    console.log(`${title}: accepted ${found.accepted}, taken ${found.delivered}, ${counts.join(', ')}; ${bound(Math.max(1, found.accepted))}${trials ? `; ${events}: ${bound(trials)}` : ''}`);
    assert.deepEqual(violations(found), []);
    return found;
}

export { delay };
