// T19: SIGTERM while messages are being sent: all calls under way end, the hub leaves with 0 in time, nothing arrives twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { Seed } from '../rig/seed.mjs';

const kStops = full ? 100 : 6;
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
    const found = await settle(rig, `T19 (slowest stop ${Math.round(slowest)} ms)`, entries, { trials: kStops, events: 'stops' });
    assert.equal(found.delivered, found.accepted);
    assert.deepEqual(found.repeats, []);
    assert.deepEqual(found.unknown, []);
});
