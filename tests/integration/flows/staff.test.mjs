// Staff: the first administrator by command line, invitations by mail, the authenticator app, two steps of login, roles
// and what their change ends; by the API and, as a browser without JavaScript would, by the pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';
import { codeOf, currentStep, firstAdministrator, invitedBy, invitedToken, staffPassword, StaffPerson } from '../../support/staff_people.mjs';
import { findNoTraces } from '../../support/traces.mjs';

let hub;
let administrator;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

const form = (path, fields, headers = {}) => fetch(hub.url + path, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { Origin: hub.url, Connection: 'close', ...headers } });
const get = (path, cookie) => fetch(hub.url + path, { redirect: 'manual', headers: { Connection: 'close', ...(cookie && { Cookie: cookie }) } });
const audit = async (...options) => JSON.parse((await hub.tool('audit', 'show', '--values', '--json', ...options)).stdout);

test('the first administrator is invited by command line, and only while there is none', async () => {
    const wrong = await hub.toolWithAnyCode('staff', 'invite', '--mail', 'nobody', '--name', '', '--role', 'king', '--json');
    assert.equal(wrong.code, 2);
    assert.deepEqual(JSON.parse(wrong.stdout).error.fields.map((each) => each.field), ['--name', '--mail', '--role']);
    const viewer = await hub.toolWithAnyCode('staff', 'invite', '--mail', 'a@example.jp', '--name', 'A', '--role', 'viewer');
    assert.equal(viewer.code, 2);
    assert.match(viewer.stderr, /must be of the role administrator/);

    const printed = await hub.tool('staff', 'invite', '--mail', 'typo@example.jp', '--name', '最初 花子', '--print-link');
    assert.match(printed.stdout, /\/staff\/accept\?token=[A-Za-z0-9_-]{43}/);
    administrator = await firstAdministrator(hub, 'canary.first@example.jp');
    const [, oldToken] = /token=([A-Za-z0-9_-]{43})/.exec(printed.stdout);
    assert.equal((await administrator.call('GET', `/api/v1/staff/invitation?token=${oldToken}`)).status, 404, 'the link to the wrong address is void');

    const again = await hub.toolWithAnyCode('staff', 'invite', '--mail', 'b@example.jp', '--name', 'B');
    assert.equal(again.code, 2);
    assert.match(again.stderr, /administrators, and they invite, at \/staff\/accounts: 最初 花子/);
    const [only] = JSON.parse((await hub.tool('staff', 'list', '--json')).stdout);
    assert.equal(only.status, 'active');
    assert.ok(only.last_login_at);
});

test('a person who is invited sets a password and an authenticator app up, once', async () => {
    const invited = await administrator.as('POST', '/api/v1/staff', { mail: 'canary.viewer@example.jp', name: '閲覧 太郎', role: 'viewer' });
    assert.equal(invited.status, 202);
    const token = await invitedToken(hub, 'canary.viewer@example.jp');
    const person = new StaffPerson(hub, 'canary.viewer@example.jp');
    const invitation = await (await person.call('GET', `/api/v1/staff/invitation?token=${token}`)).json();
    assert.match(invitation.authenticator_uri, /^otpauth:\/\/totp\//);
    const accept = (more) => person.call('POST', '/api/v1/staff/invitation',
        { token, password: staffPassword, setup: invitation.setup, code: codeOf(invitation.typed_secret), ...more });
    const short = await accept({ password: 'elevenchars', code: '12345x' });
    assert.equal(short.status, 400);
    assert.deepEqual((await short.json()).errors.map((each) => each.field), ['/password']);
    const wrongCode = await accept({ code: codeOf(invitation.typed_secret, currentStep() - 20) });
    assert.deepEqual((await wrongCode.json()).errors.map((each) => each.field), ['/code']);
    const other = await (await person.call('GET', `/api/v1/staff/invitation?token=${token}`)).json();
    assert.equal((await accept({ setup: other.setup })).status, 400, 'the code is of another secret');
    const accepted = await accept({});
    assert.equal(accepted.status, 201);
    const codes = (await accepted.json()).recovery_codes;
    assert.equal(new Set(codes).size, 10);
    assert.equal((await accept({})).status, 409);
    const [record] = await audit('--action', 'staff.accept', '--actor', '閲覧 太郎');
    assert.equal(record.after, '{"status": "active"}');
});

const under = (key) => ({ 'Idempotency-Key': key });

test('whoever invites twice under one key mails once, and a key is made once and never shown again', async () => {
    const person = { mail: 'canary.once@example.jp', name: '一度 一郎', role: 'viewer' };
    const invite = (key, more = {}) => administrator.as('POST', '/api/v1/staff', { ...person, ...more }, under(key));
    const both = await Promise.all([invite('invite-1'), invite('invite-1')]);
    assert.deepEqual(both.map(({ status }) => status), [202, 202]);
    const [first, second] = await Promise.all(both.map((answer) => answer.json()));
    assert.deepEqual(first, second);
    assert.equal((await invite('invite-1', { name: '別の 人' })).status, 422);
    assert.equal((await invite('')).status, 400);
    const suspend = () => administrator.as('POST', `/api/v1/staff/${administrator.id}/suspension`, undefined, under('suspend-1'));
    const refused = await suspend();
    assert.equal(refused.status, 409);
    assert.equal((await (await suspend()).json()).detail, (await refused.json()).detail, 'a refusal stays one, in its words');

    const { staff } = await (await administrator.as('GET', '/api/v1/staff')).json();
    const { staff_id } = staff.find(({ mail }) => mail === person.mail);
    const old = await invitedToken(hub, person.mail);
    for (let times = 0; times < 3; ++times)
        assert.equal((await administrator.as('POST', `/api/v1/staff/${staff_id}/invitation`, undefined, under('again-1'))).status, 202);
    const token = await invitedToken(hub, person.mail, old);
    assert.equal((await administrator.call('GET', `/api/v1/staff/invitation?token=${token}`)).status, 200, 'the one new link is good');
    assert.equal((await hub.mailsAbout(person.mail)).length, 2);

    const wish = { name: 'once', scopes: ['audit:read'], days: 7 };
    const make = () => administrator.as('POST', '/api/v1/keys', wish, under('key-1'));
    assert.equal((await make()).status, 201);
    const again = await make();
    assert.equal(again.status, 409);
    const problem = await again.json();
    assert.equal(problem.code, 'idempotency_key.answer_not_kept');
    assert.match(problem.detail, /もう一度お返しすることはできません/);
    const { keys } = await (await administrator.as('GET', '/api/v1/keys')).json();
    assert.equal(keys.filter(({ name }) => name === wish.name).length, 1);
});

test('a form of staff that is sent twice does it once', async () => {
    const page = await (await get('/staff/accounts', administrator.cookie)).text();
    const hidden = (name) => new RegExp(`name="${name}" value="([0-9a-f]+)"`).exec(page)[1];
    const fields = { csrf: hidden('csrf'), once: hidden('once'), mail: 'canary.twice@example.jp', name: '二度 二郎', role: 'viewer' };
    const send = (more = {}) => form('/staff/accounts', { ...fields, ...more }, { Cookie: administrator.cookie });
    const sent = await Promise.all([send(), send()]);
    assert.deepEqual(sent.map((answer) => answer.headers.get('location')), Array(2).fill('/staff/accounts?done=invited'));
    await invitedToken(hub, fields.mail);
    assert.equal((await hub.mailsAbout(fields.mail)).length, 1);
    const other = await send({ mail: 'canary.third@example.jp' });
    assert.equal(other.status, 409);
    const shown = await other.text();
    assert.match(shown, /すでに別の内容で送信されています/);
    assert.notEqual(/name="once" value="([0-9a-f]+)"/.exec(shown)[1], fields.once, 'the form shown can be sent');
});

test('staff log in in two steps, a code counts once and so does a recovery code', async () => {
    const person = await invitedBy(administrator, 'canary.steps@example.jp', '二段 次郎', 'editor');
    const wrong = await person.call('POST', '/api/v1/staff/login', { mail: person.mail, password: 'not-that-one-7' });
    const nobody = await person.call('POST', '/api/v1/staff/login', { mail: 'canary.no@example.jp', password: 'not-that-one-7' });
    assert.deepEqual([wrong.status, nobody.status], [401, 401]);
    assert.equal((await wrong.json()).detail, (await nobody.json()).detail);

    const ticket = await person.ticket();
    const second = (code, with_ticket = ticket) => person.call('POST', '/api/v1/staff/login/second-step', { ticket: with_ticket, code });
    assert.equal((await second(codeOf(person.secret, person.usedStep))).status, 401, 'the code of the acceptance is used');
    assert.equal((await second('000000', `${ticket}x`)).status, 401);
    const code = person.freshCode();
    const passed = await second(code);
    assert.equal(passed.status, 200, await passed.clone().text());
    assert.match(passed.headers.get('set-cookie'), /^__Host-passport_session=[A-Za-z0-9_-]{43}; Max-Age=43200; /);
    assert.equal((await second(code)).status, 401, 'a code counts once');
    const recovery = person.recoveryCodes.pop();
    assert.equal((await second(recovery.toUpperCase().replaceAll('-', ' '))).status, 200);
    assert.equal((await second(recovery)).status, 401, 'so does a recovery code');
    await person.logIn();
    const me = await (await person.as('GET', '/api/v1/staff/me')).json();
    assert.equal(me.role, 'editor');
    assert.equal(me.recovery_codes, 8);
    assert.equal((await person.as('GET', '/api/v1/users/me')).status, 403, 'staff are no members');
    assert.equal((await person.as('GET', '/api/v1/staff')).status, 403);
});

test('codes that are guessed are slowed, for whoever knows the password', async () => {
    const person = await invitedBy(administrator, 'canary.guessed@example.jp', '推測 三郎', 'viewer');
    const ticket = await person.ticket();
    const statuses = [];
    for (let guess = 0; guess < 8; ++guess)
        statuses.push((await person.call('POST', '/api/v1/staff/login/second-step', { ticket, code: `10000${guess}` })).status);
    assert.equal(statuses[0], 401);
    assert.equal(statuses.at(-1), 429);
});

test('a change of role or a suspension ends the sessions of that person in both workers, and is audited', async () => {
    const person = await invitedBy(administrator, 'canary.changed@example.jp', '変更 四郎', 'viewer');
    const gone = (cookie) => untilOver('the session', () => get('/api/v1/staff/me', cookie));
    await person.logIn();
    assert.equal((await administrator.as('POST', `/api/v1/staff/${person.id}/role`, { role: 'approver' })).status, 200);
    await gone(person.cookie);
    await person.logIn();
    assert.equal((await (await person.as('GET', '/api/v1/staff/me')).json()).role, 'approver');
    const [changed] = await audit('--action', 'staff.change_role', '--object', `staff/${person.id}`);
    assert.deepEqual([changed.actor, changed.before, changed.after], ['最初 花子', '{"role": "viewer"}', '{"role": "approver"}']);

    assert.equal((await administrator.as('POST', `/api/v1/staff/${person.id}/suspension`)).status, 200);
    await gone(person.cookie);
    const refused = await person.call('POST', '/api/v1/staff/login', { mail: person.mail, password: staffPassword });
    assert.equal(refused.status, 401);
    assert.equal((await administrator.as('POST', `/api/v1/staff/${person.id}/restoration`)).status, 200);
    await person.logIn();

    assert.equal((await administrator.as('POST', `/api/v1/staff/${administrator.id}/role`, { role: 'viewer' })).status, 409, 'nobody changes their own role');
    assert.equal((await administrator.as('POST', '/api/v1/staff/999999/role', { role: 'viewer' })).status, 404);
    const last = await hub.toolWithAnyCode('staff', 'suspend', String(administrator.id), '--yes');
    assert.equal(last.code, 2);
    assert.match(last.stderr, /last administrator/);
});

test('who has lost the app is invited anew, by an administrator or by command line', async () => {
    const person = await invitedBy(administrator, 'canary.lost@example.jp', '紛失 五郎', 'viewer');
    await person.logIn();
    const first = await invitedToken(hub, person.mail);
    assert.equal((await administrator.as('POST', `/api/v1/staff/${person.id}/invitation`)).status, 202);
    assert.equal((await person.call('POST', '/api/v1/staff/login', { mail: person.mail, password: staffPassword })).status, 401);
    const second = await invitedToken(hub, person.mail, first);
    const reset = await hub.tool('staff', 'reset-authenticator', String(person.id), '--yes', '--print-link', '--json');
    assert.equal((await person.call('GET', `/api/v1/staff/invitation?token=${second}`)).status, 404, 'the newest link alone is good');
    const [, third] = /token=([A-Za-z0-9_-]{43})/.exec(JSON.parse(reset.stdout).link);
    await person.accept(third);
    await person.logIn();
    const denied = await hub.toolWithAnyCode('staff', 'suspend', String(person.id), '--yes', '--by', '紛失 五郎');
    assert.equal(denied.code, 1);
    assert.match(denied.stderr, /may administer/);
});

test('the pages do the same without JavaScript', async () => {
    const csrfOf = (page) => /name="csrf" value="([0-9a-f]{64})"/.exec(page)[1];
    const page = await (await get('/staff/accounts', administrator.cookie)).text();
    for (const words of ['最初 花子', '（あなた）', '職員を招待する']) assert.ok(page.includes(words), words);
    const csrf = csrfOf(page);
    const as = (path, fields) => form(path, { csrf, ...fields }, { Cookie: administrator.cookie });
    const wrong = await as('/staff/accounts', { name: '', mail: 'x', role: 'viewer' });
    assert.equal(wrong.status, 400);
    assert.match(await wrong.text(), /href="#name"[^]*href="#mail"/);
    const address = 'canary.pages@example.jp';
    assert.equal((await as('/staff/accounts', { name: 'ページ 六郎', mail: address, role: 'viewer' })).headers.get('location'), '/staff/accounts?done=invited');
    const token = await invitedToken(hub, address);
    const setUp = await (await get(`/staff/accept?token=${token}`)).text();
    const [, secret] = /<code class="typed-secret">([A-Z2-7 ]+)<\/code>/.exec(setUp);
    const [, setup] = /name="setup" value="([^"]+)"/.exec(setUp);
    assert.match(setUp, /<svg class="qr-code"/);
    const bad = await form('/staff/accept', { token, setup, password: 'short', code: codeOf(secret) });
    assert.equal(bad.status, 400);
    assert.match(await bad.text(), /12文字以上/);
    const done = await (await form('/staff/accept', { token, setup, password: staffPassword, code: codeOf(secret) })).text();
    const codes = [...done.matchAll(/<li><code>([a-z0-9-]{19})<\/code><\/li>/g)].map((each) => each[1]);
    assert.equal(codes.length, 10);
    assert.equal((await get(`/staff/accept?token=${token}`)).status, 409);

    const first = await (await form('/staff/login', { mail: address, password: staffPassword })).text();
    const [, ticket] = /name="ticket" value="([^"]+)"/.exec(first);
    assert.equal((await form('/staff/login/second-step', { ticket, code: '000000' })).status, 400);
    const login = await form('/staff/login/second-step', { ticket, code: codes[0] });
    assert.equal(login.headers.get('location'), '/staff');
    const cookie = login.headers.get('set-cookie').split(';')[0];
    const start = await (await get('/staff', cookie)).text();
    for (const words of ['ページ 六郎', '閲覧', '残り9個']) assert.ok(start.includes(words), words);
    assert.equal((await get('/staff/accounts', cookie)).status, 403);
    assert.equal((await get('/staff')).headers.get('location'), '/staff/login');

    const [, id] = /\/staff\/accounts\/(\d+)">ページ 六郎/.exec(await (await get('/staff/accounts', administrator.cookie)).text());
    const asked = await (await as(`/staff/accounts/${id}`, { change: 'suspend' })).text();
    assert.match(asked, /停止します/);
    assert.equal((await get('/staff', cookie)).status, 200, 'asking does nothing');
    assert.equal((await as(`/staff/accounts/${id}`, { change: 'suspend', confirmed: '1' })).headers.get('location'), '/staff/accounts?done=changed');
    await untilOver('the session', () => get('/staff', cookie), 303);
    const out = await as('/staff/logout', {});
    assert.equal(out.headers.get('location'), '/staff/login?ended=1');
    await administrator.logIn();
});

test('a member is looked up by exact words with a reason, and that is a reading of personal data in the audit', async () => {
    const viewer = await invitedBy(administrator, 'canary.looker@example.jp', '照会 七郎', 'viewer');
    await viewer.logIn();
    await hub.storeSealed(`INSERT INTO users (user_id, mail, status, city, card_number)
        VALUES (777, 'canary.member@example.jp', 'active', '堺市', '77777777777716'),
            (787, 'canary.today@example.jp', 'active', '堺市', 'A7-1'), (789, 'canary.digits@example.jp', 'active', '堺市', '77777777777779')`);
    const find = (query) => viewer.as('GET', `/api/v1/users?${new URLSearchParams(query)}`);
    const search = (body) => viewer.as('POST', '/api/v1/users/search', body);
    const found = async (answer) => (await (await answer).json()).items.map((each) => each.user_id);
    const fields = async (answer) => (await (await answer).json()).errors.map((each) => each.field).sort();
    for (const by of [{ user_id: 777 }, { card_number: '77777777777716' }, { card_number: '7777-7777-7777-16' }, { card_number: '７７７７ ７７７７ ７７７７ １６' }])
        assert.deepEqual(await found(find({ ...by, reason: '電話' })), [777], JSON.stringify(by));
    for (const [number, userId] of [['A7-1', 787], ['ａ７－１', 787], ['77777777777779', 789]])
        assert.deepEqual(await found(find({ card_number: number, reason: '電話' })), [userId], `${number}, of today's system`);
    assert.deepEqual(await fields(find({ card_number: 'A71', reason: '電話' })), ['card_number']);
    assert.deepEqual(await found(search({ mail: 'CANARY.member@example.jp', reason: '電話' })), [777]);
    assert.deepEqual(await found(search({ mail: 'canary.membe@example.jp', reason: '電話' })), []);
    assert.equal((await find({ user_id: 777 })).status, 400, 'without a reason');
    assert.deepEqual(await fields(find({ user_id: 777, card_number: '77777777777716', reason: ' ' })), ['card_number', 'reason', 'user_id']);
    assert.deepEqual(await fields(find({ card_number: '7777-7777-7777-61', reason: '電話' })), ['card_number']);
    assert.equal((await find({ mail: 'canary.member@example.jp', reason: '電話' })).status, 400, 'no address is in an URL');
    const records = await audit('--action', 'users.read', '--object', 'users/777', '--actor', '照会 七郎');
    assert.deepEqual(records.map((each) => JSON.parse(each.after).by), ['mail', 'card_number', 'card_number', 'card_number', 'user_id']);
    assert.equal((await audit('--action', 'users.read', '--object', 'users/none', '--actor', '照会 七郎')).length, 1, 'what was not looked up was not read');
    const page = await (await get('/staff/members', viewer.cookie)).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    const ask = (by, value, reason = '窓口') => form('/staff/members', { csrf, by, value, reason }, { Cookie: viewer.cookie });
    const shown = await (await ask('card_number', '7777-7777-7777-16')).text();
    assert.match(shown, /堺市/);
    assert.match(shown, /7777-7777-7777-16<\/dd>/);
    assert.match(await (await ask('user_id', '７７７')).text(), /堺市/);
    for (const value of ['', 'x', '-1', '0']) {
        const wrong = await ask('user_id', value, '');
        assert.equal(wrong.status, 400);
        const text = await wrong.text();
        assert.match(text, /href="#reason"/);
        assert.match(text, /id="value-problem"/);
    }
});

test('owners are looked up by address, number or corporation, and each reading is in the audit', async () => {
    const viewer = await invitedBy(administrator, 'canary.seeker@example.jp', '照会 八郎', 'viewer');
    await viewer.logIn();
    await hub.storeSealed(`INSERT INTO owner (owner_id, mail, status, company_name, corporate_number, name) VALUES
        (701, 'canary.seven@example.jp', 'active', 'ことり商店', '8700110005901', '七 花子'),
        (702, 'canary.eight@example.jp', 'suspended', 'ことり商店', '8700110005901', '八 花子');
        INSERT INTO owner_shop (owner_id, shop_id) SELECT 701, min(shop_id) FROM shop`);
    const find = (query) => viewer.as('GET', `/api/v1/owners?${new URLSearchParams(query)}`);
    const found = async (answer) => (await (await answer).json()).items;
    const [owner] = await found(find({ owner_id: 701, reason: '電話' }));
    assert.deepEqual([owner.name, owner.status, owner.shops.length], ['七 花子', 'active', 1]);
    assert.deepEqual((await found(find({ corporate_number: '8-7001-1000-5901', reason: '電話' }))).map((each) => each.owner_id), [701, 702]);
    assert.deepEqual((await found(viewer.as('POST', '/api/v1/owners/search', { mail: 'Canary.eight@example.jp', reason: '電話' }))).map((each) => each.status), ['suspended']);
    assert.equal((await find({ corporate_number: '8700110005902', reason: '電話' })).status, 400);
    const by = async (object) => (await audit('--action', 'owners.read', '--object', object, '--actor', '照会 八郎')).map((each) => JSON.parse(each.after).by);
    assert.deepEqual([await by('owner/701'), await by('owner/702'), await by('owner/none')],
        [['corporate_number', 'owner_id'], ['mail', 'corporate_number'], []]);
    const page = await (await get('/staff/owners', viewer.cookie)).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    const ask = (by_what, value, reason = '窓口') => form('/staff/owners', { csrf, by: by_what, value, reason }, { Cookie: viewer.cookie });
    const shown = await (await ask('corporate_number', '８７００１１０００５９０１')).text();
    for (const words of ['七 花子', '八 花子', '停止中', 'href="/shops/']) assert.ok(shown.includes(words), words);
    assert.match(await (await ask('mail', 'canary.nobody@example.jp')).text(), /一致する協賛店ユーザはいません/);
    assert.equal((await ask('owner_id', 'x')).status, 400);
});

test('an administrator lets somebody in again who has lost the second step; it is audited and told by mail', async () => {
    const viewer = await invitedBy(administrator, 'canary.nolift@example.jp', '照会 九郎', 'viewer');
    await viewer.logIn();
    await hub.storeSealed(`INSERT INTO users (user_id, mail, status) VALUES (778, 'canary.lostphone@example.jp', 'active');
        INSERT INTO owner (owner_id, mail, status) VALUES (778, 'canary.lostowner@example.jp', 'active');
        INSERT INTO hub.second_step (user_id, owner_id, method, began_at) VALUES (778, NULL, 'mail', now()), (NULL, 778, 'mail', now());
        INSERT INTO hub.session (digest, user_id, began_at, seen_at, expires_at) VALUES (repeat('7', 64), 778, now(), now(), now() + interval '1 day')`);
    const lift = (person, area, body) => person.as('POST', `/api/v1/${area}/778/second-step/end`, body);
    assert.equal((await lift(viewer, 'users', { reason: '窓口' })).status, 403);
    assert.equal((await lift(administrator, 'users', { reason: ' ' })).status, 400);
    assert.equal((await lift(administrator, 'owners', { reason: '窓口で確かめた' })).status, 200);
    assert.equal((await lift(administrator, 'owners', { reason: '窓口で確かめた' })).status, 409, 'there is none any more');

    const page = await (await get('/staff/members', administrator.cookie)).text();
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    const as = (path, fields) => form(path, { csrf, ...fields }, { Cookie: administrator.cookie });
    const found = await (await as('/staff/members', { by: 'user_id', value: '778', reason: '電話' })).text();
    assert.ok(found.includes('action="/staff/members/778/second-step"'));
    assert.match(await (await as('/staff/members/778/second-step', { reason: '窓口で確かめた' })).text(), /すべて終わり/);
    assert.deepEqual(await hub.ownerRows('SELECT count(*) FROM hub.second_step WHERE user_id = 778'), ['1'], 'asking does nothing');
    const done = await as('/staff/members/778/second-step', { reason: '窓口で確かめた', confirmed: '1' });
    assert.equal(done.headers.get('location'), '/staff/members?lifted=1');
    assert.deepEqual(await hub.ownerRows('SELECT count(*) FROM hub.second_step WHERE user_id = 778'), ['0']);
    assert.deepEqual(await hub.ownerRows('SELECT count(*) FROM hub.session WHERE user_id = 778'), ['0']);
    const [record] = await audit('--action', 'member.lift_second_step', '--object', 'users/778', '--actor', '最初 花子');
    assert.deepEqual([JSON.parse(record.before), JSON.parse(record.after)], [{ method: 'mail' }, { method: 'none', reason: '窓口で確かめた' }]);
    for (const address of ['canary.lostphone@example.jp', 'canary.lostowner@example.jp'])
        await until('the person is told', async () => (await hub.mailsAbout(address)).length === 1, 60_000);
});

test('a key is shown once, does what its scopes say, shows its last use, and is revoked', async () => {
    const wrong = await hub.toolWithAnyCode('key', 'create', '--name', 'x', '--scope', 'everything', '--days', '400', '--json');
    assert.deepEqual(JSON.parse(wrong.stdout).error.fields.map((each) => each.field), ['--scope', '--days']);
    const created = await administrator.as('POST', '/api/v1/keys', { name: '監査システム', scopes: ['audit:read'], days: 30 });
    assert.equal(created.status, 201);
    const { key, key_id: id } = await created.json();
    assert.match(key, /^ph_[A-Za-z0-9_-]{43}$/);
    const withKey = (path, text = key) => administrator.call('GET', path, undefined, { Authorization: `Bearer ${text}` });
    assert.equal((await withKey('/api/v1/audit')).status, 200);
    assert.equal((await withKey('/api/v1/staff')).status, 403);
    assert.equal((await withKey('/api/v1/audit', `${key.slice(0, -1)}_`)).status, 401);
    assert.equal((await withKey('/staff/audit')).status, 303, 'a key is for the API only');
    const [reading] = await audit('--action', 'audit.show', '--actor', 'key/監査システム');
    assert.ok(reading);
    const [listed] = JSON.parse((await hub.tool('key', 'list', '--json')).stdout);
    assert.deepEqual([listed.name, listed.prefix], ['監査システム', key.slice(0, 8)]);
    assert.ok(listed.last_used_at);
    assert.ok(!JSON.stringify(listed).includes(key));
    const page = await (await get('/staff/keys', administrator.cookie)).text();
    assert.ok(page.includes('監査システム') && !page.includes(key));
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(page);
    const asked = await (await form(`/staff/keys/${id}`, { csrf, name: '監査システム' }, { Cookie: administrator.cookie })).text();
    assert.match(asked, /取り消します/);
    assert.equal((await withKey('/api/v1/audit')).status, 200, 'asking does nothing');
    const made = await (await form('/staff/keys', { csrf, name: '観光サイト', scopes: 'audit:read', days: '365' }, { Cookie: administrator.cookie })).text();
    assert.match(made, /ph_[A-Za-z0-9_-]{43}/);
    assert.equal((await form(`/staff/keys/${id}`, { csrf, confirmed: '1' }, { Cookie: administrator.cookie })).status, 303);
    await untilOver('the key', () => withKey('/api/v1/audit'));
});

test('a key that has expired is refused', async () => {
    const { key, key_id: id } = await (await administrator.as('POST', '/api/v1/keys', { name: '期限のある鍵', scopes: ['audit:read'], days: 1 })).json();
    const ask = () => administrator.call('GET', '/api/v1/audit', undefined, { Authorization: `Bearer ${key}` });
    await hub.ownerSql(`UPDATE hub.api_key SET expires_at = now() - interval '1 second', created_at = now() - interval '1 day' WHERE key_id = ${id}`);
    const refused = await ask();
    assert.equal(refused.status, 401);
    assert.equal((await refused.json()).code, 'key.unknown');
    await hub.ownerSql(`UPDATE hub.api_key SET expires_at = now() + interval '1 minute' WHERE key_id = ${id}`);
    await until('it is good again in every worker', async () => (await ask()).status === 200);
});

test('a session of staff ends after an hour without use and after twelve in any case, and the purge removes it', async () => {
    const person = await invitedBy(administrator, 'canary.idle@example.jp', '休憩 十郎', 'viewer');
    const own = () => person.as('GET', '/api/v1/staff/me');
    const set = (columns) => hub.ownerSql(`UPDATE hub.session SET ${columns} WHERE staff_id = ${person.id}`);
    await person.logIn();
    assert.deepEqual(await hub.ownerRows(`SELECT expires_at - began_at FROM hub.session WHERE staff_id = ${person.id}`), ['12:00:00']);
    await set("seen_at = now() - interval '59 minutes'");
    assert.equal((await own()).status, 200);
    await set("seen_at = now() - interval '61 minutes'");
    await untilOver('the idle session', own);
    await person.logIn();
    await set("expires_at = now() - interval '1 second'");
    await untilOver('the session of twelve hours', own);

    await hub.ownerSql(`DELETE FROM hub.session WHERE staff_id = ${person.id}; INSERT INTO hub.session (digest, staff_id, began_at, seen_at, expires_at)
        SELECT repeat(minutes::text, 32), ${person.id}, now() - interval '2 hours', now() - minutes * interval '1 minute', now() + interval '1 hour' FROM unnest(ARRAY[59, 61]) AS minutes`);
    await hub.tool('purge');
    assert.deepEqual(await hub.ownerRows(`SELECT left(digest, 2) FROM hub.session WHERE staff_id = ${person.id}`), ['59']);
});

test('administrators read the audit, filter it, page through it and save it safe from formulas', async () => {
    await invitedBy(administrator, 'canary.formula@example.jp', '=1+1', 'viewer');
    const page = await (await get('/staff/audit?action=staff.change_role', administrator.cookie)).text();
    assert.match(page, /staff\.change_role/);
    assert.ok(!page.includes('<code>staff.invite</code>'));
    const first = await (await administrator.as('GET', '/api/v1/audit')).json();
    assert.equal(first.records.length, 50);
    const second = await (await administrator.as('GET', `/api/v1/audit?before=${first.next_before}`)).json();
    assert.ok(second.records.every((record) => record.id < first.records.at(-1).id));
    const csv = await get('/staff/audit/export?format=csv&action=staff.accept', administrator.cookie);
    assert.match(csv.headers.get('content-disposition'), /attachment; filename="audit.csv"/);
    assert.equal(csv.headers.get('cache-control'), 'no-store');
    const lines = (await csv.text()).split('\r\n');
    assert.match(lines[0], /id,at,actor/);
    assert.ok(lines.some((line) => line.includes(`,"'=1+1",`)), 'who acted is text in a spreadsheet');
    assert.ok(lines.slice(1).every((line) => !/(^|,)"?[=+@\t\r-]/.test(line)));
    const json = JSON.parse(await (await get('/staff/audit/export?format=json&action=staff.invite', administrator.cookie)).text());
    assert.ok(json.length > 1);
    const wrong = await get('/staff/audit?since=yesterday&object=/', administrator.cookie);
    assert.equal(wrong.status, 400);
    assert.match(await wrong.text(), /href="#since"/);
    assert.equal((await audit('--action', 'audit.export', '--actor', '最初 花子')).length, 2);
});

test('no address, name, secret, code or reason of staff is in a log, a metric or a refusal', async () => {
    const names = await hub.ownerRows('SELECT name FROM hub.staff WHERE mail IS NOT NULL');
    assert.ok(names.includes('閲覧 太郎'));
    // What the database refuses, it logs.
    const taken = await administrator.as('POST', '/api/v1/staff', { mail: 'canary.first@example.jp', name: '重複 次郎', role: 'viewer' });
    assert.equal(taken.status, 409);
    await findNoTraces(hub, ['canary', 'otpauth', '窓口で確かめた', ...names, ...administrator.recoveryCodes]);
});
