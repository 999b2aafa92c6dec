// T16: a few messages kill whoever sends them or can never be sent; they are parked, all of them and no other, and the rest
// arrives.
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
    const entry = await rig.publish(kMessages, [kTypes.retry], { environment: { PASSPORT_HUB_TEST_POISON_EVERY: String(kPoisonEvery), PASSPORT_HUB_TEST_POISON_KINDS: 'crash' } });
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

test('T16: messages that no mail can be made of, and those that are refused for good, are parked after one attempt with their reason', { timeout: full ? 1_800_000 : 120_000 }, async () => {
    const kinds = ['address', 'oversized', 'encoding', 'shape'];
    const every = full ? 250 : 25;
    const refused = full ? 20 : 4;
    await rig.hub.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt', times: refused });
    const entry = await rig.publish(full ? 20_000 : 600, [kTypes.retry, kTypes.show],
        { environment: { PASSPORT_HUB_TEST_POISON_EVERY: String(every), PASSPORT_HUB_TEST_POISON_KINDS: kinds.join(' ') } });
    assert.equal(entry.outcome, 'accepted', entry.code);
    const poisonous = entry.names.filter((_, index) => (index + 1) % every === 0);
    const found = await settle(rig, 'T16, other kinds', [entry], { longestMs: full ? 1_500_000 : 90_000, trials: poisonous.length + refused, events: 'impossible messages' });
    const parked = found.rows.filter(({ state }) => state === 'parked');
    assert.equal(parked.length, poisonous.length + refused);
    assert.deepEqual(parked.filter(({ error }) => error === 'mail.invalid').map(({ name }) => name).sort(), poisonous.sort());
    for (const row of parked) assert.equal(row.attempts, 1, `${row.name}: ${row.error}`);
    assert.equal(found.rows.filter(({ state }) => state === 'sent' || state === 'unknown').length, entry.names.length - parked.length);
});
