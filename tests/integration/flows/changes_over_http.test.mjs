// What operators change over HTTP: parked messages are replayed, parked and dropped under a name, a reason and an
// Idempotency-Key, once however often they ask. And that a key of a member's change means one request and one answer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';

import { Callers } from '../../support/callers.mjs';
import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
let waiting;
before(async () => {
    hub = await RunningHub.start();
    waiting = await hub.applications();
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub.clearFaults());

const byOperator = { by: 'operator', reason: 'the mail server is mended' };
const stateOf = async (id) => (await hub.message(id)).deliveries[0].state;
const hasState = (id, state) => hub.hasState(id, state);

// {status, headers, text, body}
async function post(path, body, { key = randomUUID(), headers = {} } = {}) {
    const answer = await fetch(`${hub.operations}${path}`, {
        method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', Connection: 'close', ...(key ? { 'Idempotency-Key': key } : {}), ...headers } });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
}

async function parkedApproval() {
    const shop = waiting.shift();
    return { shop, id: await hub.parkedApproval(shop) };
}

test('a replay over HTTP brings the mail once, and its repeats get the same bytes from any worker', async () => {
    const { shop, id } = await parkedApproval();
    const key = randomUUID();
    const looked = await post(`/messages/${id}/replay`, { ...byOperator, dry_run: true });
    assert.equal(looked.status, 200, looked.text);
    assert.equal(looked.body.changed[0].from, 'parked');
    assert.equal(await stateOf(id), 'parked');

    const first = await post(`/messages/${id}/replay`, byOperator, { key });
    assert.equal(first.status, 200, first.text);
    await hasState(id, 'sent');
    // Ten connections: both workers are asked.
    for (let repeat = 0; repeat < 10; ++repeat) {
        const again = await post(`/messages/${id}/replay`, byOperator, { key: repeat % 2 ? key : `"${key}"` });
        assert.equal(again.status, 200);
        assert.equal(again.text, first.text);
        assert.equal(again.headers.get('idempotent-replayed'), 'true');
    }
    assert.equal((await hub.mailsAbout(shop.name)).length, 1);
    const replays = (await hub.message(id)).deliveries[0].events.filter((event) => event.person === 'operator');
    assert.deepEqual(replays.map((event) => event.detail), [byOperator.reason]);

    const other = await post(`/messages/${id}/replay`, { ...byOperator, reason: 'another' }, { key });
    assert.equal(other.status, 422, other.text);
    assert.equal((await post(`/messages/${id}/drop`, byOperator, { key })).status, 422);
    const sent = await post(`/messages/${id}/replay`, byOperator);
    assert.equal(sent.status, 409, sent.text);
    assert.match(sent.body.errors[0].problem, /never sent a second time/);
});

test('a replay can send a corrected payload', async () => {
    const { shop, id } = await parkedApproval();
    const data = (await hub.message(id)).data;
    const wrong = await post(`/messages/${id}/replay`, { ...byOperator, data: 'text' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, '/data']);
    const answer = await post(`/messages/${id}/replay`, { ...byOperator, data: { ...data, shop_name: '名前を直したお店' } });
    assert.equal(answer.status, 200, answer.text);
    await hasState(id, 'sent');
    assert.equal((await hub.mailsAbout('名前を直したお店')).length, 1);
    assert.equal((await hub.mailsAbout(shop.name)).length, 0);
});

test('what is wrong is named, in English, and changes nothing', async () => {
    const { id } = await parkedApproval();
    const wrong = await post(`/messages/${id}/replay`, { by: ' ', reson: 'x', per_second: 0 });
    assert.equal(wrong.status, 400);
    assert.match(wrong.headers.get('content-type'), /problem\+json/);
    assert.deepEqual(wrong.body.errors.map(({ field }) => field), ['/reason', '/per_second', '/reson']);
    const blank = await post(`/messages/${id}/replay`, { by: ' ', reason: '\u3000' });
    assert.deepEqual(blank.body.errors.map(({ field }) => field), ['/by', '/reason']);
    const stranger = await post(`/messages/${id}/replay`, { by: 'stranger', reason: 'x' });
    assert.equal(stranger.status, 403);
    assert.match(stranger.body.detail, /"stranger" may not replay/);
    assert.equal((await post('/messages/019a9b1e-0000-7000-8000-000000000001/park', byOperator)).status, 404);
    const keyless = await post(`/messages/${id}/replay`, byOperator, { key: null });
    assert.deepEqual([keyless.status, keyless.body.errors[0].field], [400, 'Idempotency-Key']);
    assert.equal((await post(`/messages/${id}/replay`, byOperator, { headers: { Origin: 'http://evil.example' } })).status, 403);
    assert.equal((await post(`/messages/${id}/replay`, byOperator, { headers: { 'Content-Type': 'text/plain' } })).status, 415);
    const everything = await post('/messages/replay', { ...byOperator, filter: {} });
    assert.deepEqual([everything.status, everything.body.errors[0].field], [400, '/filter']);
    const filter = await post('/messages/replay', { ...byOperator, filter: { shop: 'x', since: 'soon' } });
    assert.deepEqual(filter.body.errors.map(({ field }) => field), ['/filter/shop', '/filter/since']);
    assert.equal(await stateOf(id), 'parked');
});

test('many are replayed part by part, each part once', async () => {
    const more = await parkedApproval();
    const filter = { type: 'shop.approved', state: 'parked' };
    const looked = await post('/messages/replay', { ...byOperator, filter, dry_run: true });
    assert.ok(looked.body.matched >= 2, looked.text);
    let replayed = 0, next;
    do {
        const order = { ...byOperator, filter, limit: 1, per_second: 1000, ...(next ? { after: next } : {}) };
        const key = randomUUID();
        const part = await post('/messages/replay', order, { key });
        assert.equal(part.status, 200, part.text);
        assert.equal((await post('/messages/replay', order, { key })).text, part.text);
        replayed += part.body.replayed;
        next = part.body.next;
    } while (next);
    assert.equal(replayed, looked.body.matched);
    for (const { delivery } of looked.body.first) await hasState(String(delivery), 'sent');
    assert.equal((await hub.mailsAbout(more.shop.name)).length, 1);
});

test('what waits can be parked, and a dropped one stays dropped', async () => {
    const shop = waiting.shift();
    await hub.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'rcpt' });
    const { message_id: id } = JSON.parse((await hub.tool('shops', 'approve', String(shop.shop_temp_id), '--json')).stdout);
    await until('it is parked between two attempts', async () => (await post(`/messages/${id}/park`, byOperator)).status === 200, 60_000);
    assert.equal(await stateOf(id), 'parked');
    await hub.clearFaults();
    assert.equal((await post(`/messages/${id}/drop`, byOperator)).status, 200);
    assert.equal(await stateOf(id), 'failed');
    assert.equal((await post(`/messages/${id}/replay`, byOperator)).status, 409);
    assert.equal((await hub.mailsAbout(shop.name)).length, 0);
});

test('a key of a member means one request, whether it was done or refused', async (context) => {
    const callers = new Callers(hub);
    context.after(() => callers.close());
    const session = await callers.headers('member');
    const change = async (path, body, key) => {
        const answer = await fetch(`${hub.url}${path}`, { method: 'POST', body: JSON.stringify(body),
            headers: { 'Content-Type': 'application/json', Connection: 'close', 'Idempotency-Key': key, ...session } });
        return { status: answer.status, ...await answer.json() };
    };
    const [shop, other] = (await (await fetch(`${hub.url}/api/v1/shops?limit=2`)).json()).items.map((each) => each.shop_id);
    const favorite = (shop_id) => ({ shop_id, favorite: true });
    const member = (city) => ({ programme: 1, city, consent_version: '2026-11' });
    for (const [path, good, wrong, status] of [['/api/v1/favorites', favorite(shop), favorite(99_999_999), 404],
        ['/api/v1/users/me', member('大阪市北区'), member('大阪市きた区'), 400]]) {
        const [done, refused] = [randomUUID(), randomUUID()];
        assert.equal((await change(path, good, done)).status, 200);
        const reused = await change(path, wrong, done);
        assert.deepEqual([reused.status, reused.code], [422, 'idempotency_key.reused'], path);
        assert.equal((await change(path, good, done)).status, 200);
        const first = await change(path, wrong, refused);
        assert.equal(first.status, status);
        assert.equal((await change(path, good, refused)).status, 422);
        const again = await change(path, wrong, refused);
        assert.deepEqual({ ...again, trace_id: '' }, { ...first, trace_id: '' }, 'a refusal stays one, in its words');
    }
    assert.equal((await change('/api/v1/favorites', favorite(other), randomUUID())).status, 200);
});

test('the contract is served where it holds', async () => {
    const contract = await (await fetch(`${hub.operations}/api/openapi.json`)).json();
    assert.ok(contract.paths['/messages/{id}/replay'].post['x-idempotency-key']);
});
