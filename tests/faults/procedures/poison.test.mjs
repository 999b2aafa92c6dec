// T16: a few messages kill whoever sends them; they are parked, all of them and no other, and the rest arrives.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';

const kMessages = full ? 20_000 : 1_500;
const kPoisonEvery = full ? 1_000 : 500;

let rig;
before(async () => { rig = await Rig.start({ routes: { ...kLoadRoutes, timeout_ms: 2_000, max_crashes: 3 } }); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

test('T16: exactly the messages that kill workers are parked, after three crashes each, and no bystander', { timeout: full ? 3_600_000 : 300_000 }, async () => {
    const entry = await rig.publish(kMessages, [kTypes.retry], { environment: { PASSPORT_HUB_TEST_POISON_EVERY: String(kPoisonEvery) } });
    assert.equal(entry.outcome, 'accepted');
    const poisonous = entry.names.filter((_, index) => (index + 1) % kPoisonEvery === 0).sort();
    const found = await settle(rig, 'T16', [entry], { longestMs: full ? 3_000_000 : 200_000, trials: poisonous.length, events: 'poisonous messages' });
    assert.deepEqual(found.parked.sort(), poisonous);
    for (const row of found.rows.filter(({ state }) => state === 'parked')) {
        assert.equal(row.error, 'worker.crashed');
        assert.equal(row.crashes, 3);
    }
    assert.equal(found.delivered, kMessages - poisonous.length);
});
