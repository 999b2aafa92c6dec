// Owners: asking for a link by mail, registering a business with it, logging in, changing the profile, logging out; and
// that an owner is no member.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';

const password = 'canary-Kotori-ga-3wa';
const profile = { company_name: 'ことり食堂', corporate_number: '8700110005901', name: '鳥居 はな', name_kana: 'とりい はな', tel: '06(1234)5678', consent_version: '2026-11' };
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
    assert.equal(own.name_kana, 'トリイ ハナ');
    assert.equal(own.tel, '06-1234-5678');
    assert.deepEqual(own.shops, []);
    const member = await get('/api/v1/users/me', headers);
    assert.equal(member.status, 403);
    assert.equal((await member.json()).code, 'accounts.forbidden');

    const changed = await post('/api/v1/owners/me', { ...profile, company_name: 'すずめ食堂' }, headers);
    assert.equal((await changed.json()).company_name, 'すずめ食堂');
    const wrong = await post('/api/v1/owners/me', { ...profile, tel: '1234567890', corporate_number: '123' }, headers);
    assert.equal(wrong.status, 400);
    assert.deepEqual((await wrong.json()).errors.map((each) => each.field ?? each.pointer).sort(), ['/corporate_number', '/tel']);
    assert.match(await (await get('/owners', headers)).text(), /すずめ食堂/);
    assert.equal((await post('/api/v1/logout', undefined, headers)).status, 200);
    await untilOver('the session', () => get('/api/v1/owners/me', { ...headers, Connection: 'close' }));
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
