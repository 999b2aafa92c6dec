// T19: SIGTERM while messages are being sent: all calls under way end, the hub leaves with 0 in time, nothing arrives twice.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { Seed } from '../rig/seed.mjs';

const kStops = full ? 200 : 6;
const kLongestMs = 15_000;

let rig;
before(async () => { rig = await Rig.start({ routes: kLoadRoutes }); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

test('T19: SIGTERM during load ends with 0 within 15 s, and every mail arrives exactly once', { timeout: full ? 3_600_000 : 300_000 }, async () => {
    const seed = new Seed('T19');
    await rig.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: 20, smtp_stage: 'final_dot' });
    const entries = [];
    let slowest = 0;
    for (let stop = 0; stop < kStops; ++stop) {
        const sent = rig.mails.count;
        entries.push(...await accept(rig, 400));
        await until('mails leave', () => rig.mails.count > sent + 10);
        await delay(seed.whole(0, 500));
        const started = performance.now();
        assert.equal(await rig.hub.stopServing('SIGTERM'), 0);
        const took = performance.now() - started;
        slowest = Math.max(slowest, took);
        assert.ok(took <= kLongestMs, `it took ${took} ms`);
        const afterwards = rig.mails.count;
        await delay(300);
        assert.equal(rig.mails.count, afterwards, 'a mail was sent after the end');
        rig.hub.launch(rig.workerCount);
        await rig.untilWhole();
    }
    await rig.hub.clearFaults();
    const found = await settle(rig, `T19 (slowest stop ${Math.round(slowest)} ms)`, entries, { trials: kStops, events: 'stops', longestMs: full ? 1_800_000 : 240_000 });
    const doubts = await rig.doubts();
    console.log(`T19: doubts ${doubts.length} ${doubts.slice(0, 5).map(({ code, ms }) => `${code} after ${ms} ms`).join(', ')}`);
    // A call may begin until half of its time is over. One that had all of it met a mail server that was silent for the other
    // half, on a machine that stood still: that is no stop's doing. Whatever ends a call sooner is.
    assert.deepEqual(doubts.filter(({ code, ms }) => code !== 'smtp.outcome_unknown' || ms < kLoadRoutes.timeout_ms), []);
    assert.ok(found.repeats.length + found.unknown.length <= doubts.length);
    assert.ok(found.delivered >= found.accepted - found.unknown.length);
});

// What is under way when a hub is told to stop, and cannot end: then the hub leaves all the same, and says what it left.
async function leavesInTime(rig, hinder, drainSeconds) {
    const { run } = await rig.publish(40, [kTypes.retry, kTypes.show]);
    await until('calls are under way', async () => (await rig.rows(run)).filter(({ state }) => state === 'sending').length > 5);
    await hinder();
    const started = performance.now();
    const ended = rig.hub.stopServing('SIGTERM');
    await until('readiness is off', async () => (await fetch(`${rig.hub.operations}/readyz`)).status === 503, 2_000);
    assert.equal(await ended, 0);
    const took = performance.now() - started;
    console.log(`T19, calls that do not end: the hub left after ${Math.round(took)} ms`);
    assert.ok(took <= drainSeconds * 1000 + 5_000, `it took ${took} ms`);
    return run;
}

describe('T19: what cannot end', () => {
    const drainSeconds = full ? 10 : 2;
    let stuck;
    before(async () => {
        stuck = await Rig.start({ routes: { ...kLoadRoutes, timeout_ms: 60_000 }, prepare: (hub) => {
            const path = join(hub.configuration, 'config/hub.json');
            writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), drain_seconds: drainSeconds }));
        } });
        await stuck.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: 50_000, smtp_stage: 'final_dot' });
    }, { timeout: 180_000 });
    after(async () => stuck?.stop(), { timeout: 60_000 });

    test('calls to a mail server that does not answer are logged, and what was only leased is handed back', { timeout: 60_000 }, async () => {
        const run = await leavesInTime(stuck, () => {}, drainSeconds);
        const rows = await stuck.rows(run);
        const left = rows.filter(({ state }) => state === 'sending');
        assert.ok(left.length > 0);
        assert.deepEqual(rows.filter(({ state }) => state !== 'sending' && state !== 'pending'), []);
        const log = readFileSync(join(stuck.hub.directory, 'hub.log'), 'utf8');
        assert.equal(log.split('"event":"delivery.under_way"').length - 1, left.length);
    });

    test('a database that does not answer holds nobody back', { timeout: 60_000 }, async () => {
        stuck.hub.launch(stuck.workerCount);
        await stuck.untilWhole();
        try {
            await leavesInTime(stuck, () => stuck.hub.service('freeze-postgresql'), drainSeconds);
        } finally {
            await stuck.hub.service('thaw-postgresql');
        }
    });
});
