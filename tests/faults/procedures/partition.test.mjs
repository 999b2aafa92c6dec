// T25: one of two hubs is cut off, alive. From PostgreSQL, with its way to the mail server open: the other takes its rows over,
// and it sends nothing more once its sign of life has run out. From Redis or the mail server: the work is done all the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, until } from '../rig/rig.mjs';
import { RigPool } from '../rig/rig_pool.mjs';
import { Seed } from '../rig/seed.mjs';
import { TwoHubs } from '../rig/two_hubs.mjs';

// As many side by side; most of a cut is waiting.
const kPairs = full ? 4 : 1;
const kCuts = full ? 50 : 4;
const kTimeoutMs = 1_500;
// The sign of life is good for 4 s after it was last confirmed, a call lasts up to its route's time, and a connection to the
// mail server may just be being made.
const kLastCallMs = 4_000 + kTimeoutMs + 500;
// In the long form from 1 s to 2 min, the short ones as often as the long ones: as many between 1 and 11 s as from there on.
const lengthOf = (seed) => (full ? 1_000 * 120 ** seed.next() : kLastCallMs + 4_000);
const kLongestReturnMs = 120_000;

const pairs = new RigPool(() => TwoHubs.start({ ...kLoadRoutes, timeout_ms: kTimeoutMs }));
before(() => pairs.start(kPairs), { timeout: 300_000 });
after(() => pairs.stop(), { timeout: 60_000 });

// It is silent until its way to PostgreSQL is there again, and the other hub does all of the work meanwhile.
async function cutFromPostgresql({ rig, postgresql, calls }, run, lengthMs) {
    postgresql.partition();
    await delay(Math.min(lengthMs, kLastCallMs));
    if (lengthMs <= kLastCallMs) return;
    const after = calls();
    await delay(lengthMs - kLastCallMs);
    assert.equal(calls(), after, 'the hub that is cut off still sends');
    assert.ok(await rig.unfinished(run) > 0, 'there was nothing left to send: the silence proves nothing');
    await rig.hub.clearFaults();
    await rig.untilFinished(run, kLongestReturnMs);
    assert.equal(calls(), after, 'the hub that is cut off took part');
}

const cutFrom = (name) => async (pair, run, lengthMs) => {
    pair[name].partition();
    await delay(lengthMs);
};

const kWays = [
    { from: 'postgresql', cut: cutFromPostgresql },
    { from: 'redis', cut: cutFrom('redis') },
    { from: 'postgresql', cut: cutFromPostgresql },
    { from: 'mail', cut: cutFrom('mail') },
];

async function survives(pair, { from, cut }, lengthMs) {
    const { rig } = pair;
    await rig.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: 100, smtp_stage: 'final_dot' });
    const before = pair.calls();
    // More than both can send until the end of the cut.
    const entries = await accept(rig, 600 + Math.ceil(lengthMs / 25));
    const { run } = entries.at(-1);
    await until('the hub to be cut off sends', () => pair.calls() > before + 5, 60_000);
    await cut(pair, run, lengthMs);
    pair[from].heal();
    await rig.hub.clearFaults();
    await rig.untilFinished(run, kLongestReturnMs);
    await pair.bothHaveEntered();
    return entries;
}

describe('T25: a hub that is cut off', { concurrency: kPairs }, () => {
    for (let index = 0; index < kPairs; ++index) {
        test(`sends nothing without PostgreSQL, and the other finishes its work: pair ${index + 1}`, { timeout: full ? 14_000_000 : 400_000 }, () => pairs.use(async (pair) => {
            const seed = new Seed('T25');
            const entries = [];
            for (let cut = 0; cut < kCuts; ++cut) entries.push(...await survives(pair, kWays[cut % kWays.length], lengthOf(seed)));
            await settle(pair.rig, 'T25', entries, { trials: kCuts, events: 'cuts' });
        }));
    }
});
