// Owners: asking for a link by mail, registering a business with it, logging in, changing the profile, logging out; and
// that an owner is no member.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';
import { findNoTraces } from '../../support/traces.mjs';

const password = 'canary-Kotori-ga-3wa';
const profile = { company_name: 'canary 食堂', corporate_number: '8700110005901', name: 'canary はな', name_kana: 'かなりあ はな', tel: '06(7654)3210', consent_version: '2026-11' };
const mailedTokens = [];
let hub;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

const get = (path, headers = {}) => fetch(hub.url + path, { headers, redirect: 'manual' });
const post = (path, body, headers = {}) => fetch(hub.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: body && JSON.stringify(body), redirect: 'manual' });

async function linkFor(address) {
    assert.equal((await post('/api/v1/owners/provisional', { mail: address })).status, 202);
    const mail = await until('the mail arrives', async () => (await hub.mailsAbout(address))[0], 60_000);
    const text = JSON.stringify(mail).replaceAll('\\r\\n', '').replaceAll('=\\n', '');
    const [, token] = /owners\/register\/confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(text) ?? [];
    assert.ok(token, 'the mail holds a link to the owners\' page');
    mailedTokens.push(token);
    return token;
}

test('an owner registers with the mailed link, logs in, changes the profile and logs out', async () => {
    const address = 'canary.owner@example.jp';
    const token = await linkFor(address);
    assert.equal((await get(`/api/v1/users/provisional?token=${token}`)).status, 404, 'a link for an owner makes no member');
    assert.equal((await (await get(`/api/v1/owners/provisional?token=${token}`)).json()).mail, address);
    const registered = await post('/api/v1/owners', { token, password, ...profile });
    assert.equal(registered.status, 201, await registered.clone().text());
    const { owner_id } = await registered.json();
    assert.equal((await post('/api/v1/owners', { token, password, ...profile })).status, 409);

    assert.equal((await post('/api/v1/users/login', { mail: address, password })).status, 401, 'an owner is no member');
    const begun = await post('/api/v1/owners/login', { mail: address, password });
    assert.equal(begun.status, 200, await begun.clone().text());
    const { csrf_token, owner_id: logged_in } = await begun.json();
    assert.equal(logged_in, owner_id);
    const headers = { Cookie: begun.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': csrf_token };
    const own = await (await get('/api/v1/owners/me', headers)).json();
    assert.equal(own.name_kana, 'カナリア ハナ');
    assert.equal(own.tel, '06-7654-3210');
    assert.deepEqual(own.shops, []);
    const member = await get('/api/v1/users/me', headers);
    assert.equal(member.status, 403);
    assert.equal((await member.json()).code, 'accounts.forbidden');

    const changed = await post('/api/v1/owners/me', { ...profile, company_name: 'canary すずめ食堂' }, headers);
    assert.equal((await changed.json()).company_name, 'canary すずめ食堂');
    const wrong = await post('/api/v1/owners/me', { ...profile, tel: '1234567890', corporate_number: '123' }, headers);
    assert.equal(wrong.status, 400);
    assert.deepEqual((await wrong.json()).errors.map((each) => each.field ?? each.pointer).sort(), ['/corporate_number', '/tel']);
    assert.match(await (await get('/owners', headers)).text(), /すずめ食堂/);
    assert.equal((await post('/api/v1/logout', undefined, headers)).status, 200);
    await untilOver('the session', () => get('/api/v1/owners/me', { ...headers, Connection: 'close' }));
});

// Every row of every table in which a text occurs, as "table: row"; read as the owner of the database.
async function rowsWith(text) {
    const tables = await hub.ownerRows(`SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'hub')`);
    const one = (table) => `SELECT '${table}: ' || t::text FROM ${table} AS t WHERE t::text ILIKE '%${text}%'`;
    return hub.ownerRows(tables.map(one).join(' UNION ALL '));
}

test('an owner takes everything out and leaves: no table names the owner any more, and the shop stays', async () => {
    const address = 'canary.leaver@example.jp';
    const form = (path, fields, headers) => fetch(hub.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { Origin: hub.url, ...headers } });
    const { owner_id } = await (await post('/api/v1/owners', { token: await linkFor(address), password, ...profile, name: 'canary.name' })).json();
    const login = await post('/api/v1/owners/login', { mail: address, password });
    const headers = { Cookie: login.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': (await login.json()).csrf_token };
    const { items: [shop] } = await hub.shops({ limit: '1' });
    await hub.ownerSql(`INSERT INTO owner_shop (owner_id, shop_id) VALUES (${owner_id}, ${shop.shop_id});
        INSERT INTO shop_temp (owner_id, programme, name) VALUES (${owner_id}, 1, 'canary.application')`);
    assert.equal((await post('/api/v1/owners/me/second-step', { method: 'mail', password }, headers)).status, 200);

    const taken = await get('/api/v1/owners/me/export', headers);
    assert.equal(taken.headers.get('content-disposition'), 'attachment; filename="passport_own_data.json"');
    assert.equal(taken.headers.get('cache-control'), 'no-store');
    const all = await taken.json();
    assert.deepEqual([all.owner.mail, all.owner.shops.length, all.applications.length, all.sessions.length, all.links.length], [address, 1, 1, 1, 1]);
    // An address is kept sealed, with an alias and a colon before each copy.
    const [alias] = await hub.ownerRows(`SELECT split_part(mail, ':', 1) || ':' FROM owner WHERE owner_id = ${owner_id}`);
    assert.ok((await rowsWith(alias)).length > 2, 'the search finds what is there: the account, its link, a mail');

    assert.equal((await post('/api/v1/owners/me/leave', { password: 'not-that-one' }, headers)).status, 400);
    const page = await (await get('/owners/me/leave', headers)).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    assert.equal((await form('/owners/me/leave', { csrf, password }, { Cookie: headers.Cookie })).status, 400, 'not confirmed');
    const left = await form('/owners/me/leave', { csrf, password, confirm: '1' }, { Cookie: headers.Cookie });
    assert.equal(left.status, 200, await left.clone().text());
    assert.match(left.headers.get('set-cookie'), /Max-Age=0/);
    await until('a mail confirms it', async () => (await hub.mailsAbout(address)).length === 3, 60_000);
    assert.equal((await post('/api/v1/owners/login', { mail: address, password })).status, 401);
    await until('the session has ended in both workers', async () => {
        for (let ask = 0; ask < 6; ++ask)
            if ((await get('/api/v1/owners/me', { ...headers, Connection: 'close' })).status !== 401) return false;
        return true;
    }, 7_000);
    await until('the mails about it are through and purged', async () => {
        await hub.tool('purge');
        return (await rowsWith(alias)).length === 0;
    }, 30_000);
    for (const trace of ['canary.name', 'canary.application', 'canary.leaver']) assert.deepEqual(await rowsWith(trace), []);
    assert.equal((await get(`/api/v1/shops/${shop.shop_id}`)).status, 200, 'the shop is public and stays');
    assert.deepEqual(await hub.ownerRows(`SELECT count(*) FROM owner_shop WHERE shop_id = ${shop.shop_id}`), ['0']);
    assert.deepEqual(await hub.ownerRows(`SELECT count(*) FROM hub.audit WHERE action = 'owner.leave' AND object_id = '${owner_id}'`), ['1']);
});

test('the same address can be a member and an owner', async () => {
    const address = 'canary.both@example.jp';
    const owner = await linkFor(address);
    assert.equal((await post('/api/v1/owners', { token: owner, password, ...profile })).status, 201);
    assert.equal((await post('/api/v1/users/provisional', { mail: address })).status, 202);
    const mails = await until('the second mail arrives', async () => {
        const all = await hub.mailsAbout(address);
        return all.length === 2 && all;
    }, 60_000);
    assert.ok(mails.some((mail) => /パスポート】会員登録|登録を続けて/.test(JSON.stringify(mail)) || /register\/confirm/.test(JSON.stringify(mail))));
});

test('no address, password, name, company, number or telephone of an owner is in a log, a metric or a refusal', async () => {
    await findNoTraces(hub, ['canary', 'カナリア', '8700110005901', '06-7654-3210', '06(7654)3210', ...mailedTokens]);
});
