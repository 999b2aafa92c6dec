// A member's life: registers, changes the profile, marks favourites, shows the card to a shop, takes everything out,
// leaves; and nothing that says who it was is left in any table.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';
import { findNoTraces } from '../../support/traces.mjs';

const password = 'canary-Kotori-ga-3wa';
let hub;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

const json = { 'Content-Type': 'application/json' };
const post = (path, body, headers = {}) => fetch(hub.url + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body), redirect: 'manual' });
const get = (path, headers = {}) => fetch(hub.url + path, { headers, redirect: 'manual' });
const form = (path, fields, headers = {}) => fetch(hub.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { Origin: hub.url, ...headers } });

async function newMember(address) {
    assert.equal((await post('/api/v1/users/provisional', { mail: address })).status, 202);
    const mail = await until(`a mail to ${address} arrives`, async () => (await hub.mailsAbout(address))[0], 60_000);
    const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(mail).replaceAll('\\r\\n', '').replaceAll('=\\n', ''));
    const registered = await post('/api/v1/users', { token, password, programme: 1, city: '東京都檜原村', children: [{ birth_year: 2023, birth_month: 4 }], genres: ['01'], consent_version: '2026-11' });
    assert.equal(registered.status, 201, await registered.clone().text());
    const { user_id } = await registered.json();
    const login = await post('/api/v1/users/login', { mail: address, password });
    assert.equal(login.status, 200);
    const cookie = login.headers.get('set-cookie').split(';')[0];
    const { csrf_token } = await login.json();
    return { user_id, Cookie: cookie, 'X-CSRF-Token': csrf_token };
}
// Members of the caller's headers without what is no header.
const headersOf = ({ user_id, ...headers }) => headers;

// Every row of every table in which a text occurs, as "table: row"; read as the owner.
async function rowsWith(text) {
    const tables = await hub.ownerRows(`SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'hub')`);
    const one = (table) => `SELECT '${table}: ' || t::text FROM ${table} AS t WHERE t::text ILIKE '%${text}%'`;
    return hub.ownerRows(tables.map(one).join(' UNION ALL '));
}

test('a member changes the profile, marks favourites and finds them again', async () => {
    const member = headersOf(await newMember('canary.life@example.jp'));
    const changed = await post('/api/v1/users/me', { programme: 1, postal_code: '5300001', children: [{ birth_year: 2024, birth_month: 2 }], notices_paused: true, consent_version: '2026-11' }, member);
    assert.equal(changed.status, 200, await changed.clone().text());
    const me = await (await get('/api/v1/users/me', member)).json();
    assert.deepEqual(me.children, [{ birth_year: 2024, birth_month: 2 }]);
    assert.equal(me.notices_paused, true);
    assert.equal(me.city, '');

    const { items: shops } = await hub.shops({ limit: '4' });
    for (const { shop_id } of shops)
        assert.deepEqual(await (await post('/api/v1/favorites', { shop_id, favorite: true }, member)).json(), { shop_id, favorite: true });
    const first = await (await get('/api/v1/favorites?limit=2', member)).json();
    assert.deepEqual(first.items.map(({ shop_id }) => shop_id), [shops[3].shop_id, shops[2].shop_id]);
    assert.equal(first.items[0].shop.name, shops[3].name);
    await post('/api/v1/favorites', { shop_id: shops[2].shop_id, favorite: false }, member);
    const second = await (await get(`/api/v1/favorites?limit=2&cursor=${first.next_cursor}`, member)).json();
    assert.deepEqual(second.items.map(({ shop_id }) => shop_id), [shops[1].shop_id, shops[0].shop_id]);
    assert.equal(second.next_cursor, null);
    assert.equal((await post('/api/v1/favorites', { shop_id: 999_999_999, favorite: true }, member)).status, 404);
    assert.equal((await post('/api/v1/favorites', { shop_id: 1, favorite: true }, { Cookie: member.Cookie })).status, 403, 'without its proof');
    assert.equal((await post('/api/v1/favorites', { shop_id: 1, favorite: true })).status, 401);
});

test('the pages do the same without JavaScript', async () => {
    const member = await newMember('canary.pages@example.jp');
    const { items: [shop] } = await hub.shops({ limit: '1' });
    const visitor = await (await get(`/shops/${shop.shop_id}`)).text();
    assert.ok(visitor.includes(`/login?next=/shops/${shop.shop_id}`));
    const back = await form('/login', { mail: 'canary.pages@example.jp', password, next: `/shops/${shop.shop_id}` });
    assert.equal(back.headers.get('location'), `/shops/${shop.shop_id}`);
    const page = await (await get(`/shops/${shop.shop_id}`, { Cookie: member.Cookie })).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    const set = await form(`/shops/${shop.shop_id}/favorite`, { csrf, favorite: '1' }, { Cookie: member.Cookie });
    assert.equal(set.headers.get('location'), `/shops/${shop.shop_id}#favorite`);
    assert.ok((await (await get('/me/favorites', { Cookie: member.Cookie })).text()).includes(shop.name));
    const profile = await (await get('/me/profile', { Cookie: member.Cookie })).text();
    assert.ok(profile.includes('東京都檜原村'));
    const saved = await form('/me/profile', { csrf, programme: '2', city: '堺市', consent_version: '2026-11' }, { Cookie: member.Cookie });
    assert.equal(saved.headers.get('location'), '/me?saved=1');
    assert.ok((await (await get('/me/card', { Cookie: member.Cookie })).text()).includes('<svg class="passport-card-code"'));
});

test('a shop checks the card with the public key alone, and a changed one is found', async () => {
    const member = headersOf(await newMember('canary.card@example.jp'));
    const card = await (await get('/api/v1/users/me/card', member)).json();
    assert.equal(card.state, 'valid');
    assert.equal(card.valid_until, '2042-03-31');
    assert.match(card.number, /^[0-9]{14}$/);
    assert.equal((await (await get('/api/v1/users/me/card', member)).json()).number, card.number);
    const { public_key } = await (await get('/api/v1/cards/key')).json();
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: public_key }, format: 'jwk' });
    const point = card.code.lastIndexOf('.');
    const signature = Buffer.from(card.code.slice(point + 1), 'base64url');
    assert.ok(verify(null, Buffer.from(card.code.slice(0, point)), key, signature));
    assert.deepEqual(await (await post('/api/v1/cards/check', { code: card.code })).json(),
        { state: 'valid', number: card.number, programme: 1, valid_until: '2042-03-31' });
    const forged = card.code.replace('.20420331.', '.20520331.');
    assert.deepEqual(await (await post('/api/v1/cards/check', { code: forged })).json(), { state: 'forged' });
    const page = await (await form('/verify', { code: card.code })).text();
    assert.ok(page.includes('使える会員証です'));
});

test('what a member has can be taken out, and after leaving no table names the member', async () => {
    const address = 'canary.leaver@example.jp';
    const member = await newMember(address);
    const headers = headersOf(member);
    const { items: [shop] } = await hub.shops({ limit: '1' });
    await post('/api/v1/favorites', { shop_id: shop.shop_id, favorite: true }, headers);
    const { number } = await (await get('/api/v1/users/me/card', headers)).json();
    const taken = await get('/api/v1/users/me/export', headers);
    assert.equal(taken.headers.get('content-disposition'), 'attachment; filename="passport_own_data.json"');
    assert.equal(taken.headers.get('cache-control'), 'no-store');
    const all = await taken.json();
    assert.equal(all.member.mail, address);
    assert.equal(all.card_number, number);
    assert.deepEqual(all.favorites.map(({ shop_id }) => shop_id), [shop.shop_id]);
    assert.equal(all.sessions.length, 1);
    assert.equal(all.links.length, 1);
    assert.equal(all.messages.length, 1);
    // An address is kept sealed, with an alias and a colon before each copy.
    const [alias] = await hub.ownerRows(`SELECT split_part(mail, ':', 1) || ':' FROM users WHERE user_id = ${member.user_id}`);
    assert.ok((await rowsWith(alias)).length > 2, 'the search finds what is there: the account, its link, a mail');

    assert.equal((await post('/api/v1/users/me/leave', { password: 'not-that-one' }, headers)).status, 400);
    const page = await (await get('/me/leave', headers)).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    assert.equal((await form('/me/leave', { csrf, password }, { Cookie: headers.Cookie })).status, 400, 'not confirmed');
    const left = await form('/me/leave', { csrf, password, confirm: '1' }, { Cookie: headers.Cookie });
    assert.equal(left.status, 200, await left.clone().text());
    assert.match(left.headers.get('set-cookie'), /Max-Age=0/);
    await until('a mail confirms it', async () => (await hub.mailsAbout(address)).length === 2, 60_000);
    assert.equal((await post('/api/v1/users/login', { mail: address, password })).status, 401);

    const looked = JSON.parse((await hub.tool('purge', '--dry-run', '--json')).stdout);
    assert.equal(looked.dry_run, true);
    assert.ok(looked.removed.addresses >= 1);
    await until('the mail about it is through and purged', async () => {
        await hub.tool('purge');
        return (await rowsWith(alias)).length === 0;
    }, 30_000);
    for (const trace of [number, alias, 'canary.leaver']) assert.deepEqual(await rowsWith(trace), []);
    assert.deepEqual(await hub.ownerRows(`SELECT count(*) FROM hub.audit WHERE action = 'member.leave' AND object_id = '${member.user_id}'`), ['1']);
});

test('the purge runs by itself every night and tells what it removed', async () => {
    const { schedules } = JSON.parse((await hub.tool('schedules', 'list', '--json')).stdout);
    const nightly = schedules.find(({ name }) => name === 'nightly_purge');
    assert.equal(nightly.type, 'purge.due');
    assert.match(nightly.next[0], /T18:30:00/);
    const soon = new Date(Date.now() + 1500).toISOString();
    assert.equal((await hub.toolWithAnyCode('schedules', 'set', 'purge_now', '--at', soon, '--type', 'purge.due', '--json')).code, 0);
    const run = await until('it has fired', async () => JSON.parse((await hub.tool('schedules', 'show', 'purge_now', '--json')).stdout).runs[0], 30_000);
    await hub.hasState(run.message_id, 'sent');
    const { deliveries: [delivery] } = await hub.message(run.message_id);
    assert.match(JSON.stringify(delivery), /links=\d+ sessions=\d+/);
    assert.match(readFileSync(hub.log, 'utf8'), /purge\.done/);
});

test('no address, password, place or card number of a member is in a log, a metric or a refusal', async () => {
    const numbers = await hub.ownerRows("SELECT card_number FROM users WHERE card_number <> ''");
    assert.ok(numbers.length > 0);
    await findNoTraces(hub, ['canary', '檜原村', ...numbers]);
});
