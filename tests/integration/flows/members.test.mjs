// Members: asking for a link by mail, registering with it, logging in, looking at one's own data, logging out; by the
// API and, as a browser without JavaScript would, by the pages. And that nothing of it gets into a log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';
import { findNoTraces } from '../../support/traces.mjs';

const password = 'canary-Kotori-ga-3wa';
let hub;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

const json = { 'Content-Type': 'application/json' };
async function post(path, body, headers = {}) {
    return fetch(hub.url + path, { method: 'POST', headers: { ...json, ...headers }, body: body && JSON.stringify(body), redirect: 'manual' });
}
async function get(path, headers = {}) { return fetch(hub.url + path, { headers, redirect: 'manual' }); }

function mailTo(address) {
    return until(`a mail to ${address} arrives`, async () => (await hub.mailsAbout(address))[0], 60_000);
}
const mailText = (mail) => JSON.stringify(mail).replaceAll('\\r\\n', '').replaceAll('=\\n', '');
async function tokenFor(address) {
    assert.equal((await post('/api/v1/users/provisional', { mail: address })).status, 202);
    const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(mailText(await mailTo(address))) ?? [];
    assert.ok(token, 'the mail holds a link');
    return token;
}
const registration = (token, more = {}) => ({
    token, password, programme: 1, postal_code: '5300001', children: [{ birth_year: 2023, birth_month: 4, sex: 'female' }],
    genres: ['01'], tokuten: ['05'], notice_mail: true, notice_kinds: ['event'], consent_version: '2026-11', ...more });
const cookieOf = (answer) => answer.headers.get('set-cookie').split(';')[0];
async function member(address) {
    const answer = await post('/api/v1/users', registration(await tokenFor(address)));
    assert.equal(answer.status, 201, await answer.clone().text());
    return answer.json();
}
async function logIn(address) {
    const answer = await post('/api/v1/users/login', { mail: address, password });
    assert.equal(answer.status, 200, await answer.clone().text());
    return { cookie: cookieOf(answer), csrf: (await answer.json()).csrf_token, header: answer.headers.get('set-cookie') };
}

test('a person registers with the mailed link, logs in, sees what was registered and logs out', async () => {
    const address = 'canary.hanako@example.jp';
    const token = await tokenFor(address);
    const link = await (await get(`/api/v1/users/provisional?token=${token}`)).json();
    assert.equal(link.mail, address);
    assert.equal((await post('/api/v1/users', registration(token))).status, 201);
    const again = await post('/api/v1/users', registration(token));
    assert.equal(again.status, 409);
    assert.equal((await again.json()).code, 'accounts.link_used');

    const { cookie, csrf, header } = await logIn('Canary.Hanako@Example.jp');
    assert.match(header, /^__Host-passport_session=[A-Za-z0-9_-]{43}; Max-Age=7776000; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const me = await get('/api/v1/users/me', { Cookie: cookie });
    assert.equal(me.headers.get('cache-control'), 'no-store');
    const data = await me.json();
    assert.equal(data.mail, address);
    assert.equal(data.postal_code, '530-0001');
    assert.deepEqual(data.children, [{ birth_year: 2023, birth_month: 4, sex: 'female' }]);
    assert.deepEqual(data.tokuten, ['05']);

    assert.equal((await post('/api/v1/logout', undefined, { Cookie: cookie })).status, 403, 'without its proof');
    assert.equal((await post('/api/v1/logout', undefined, { Cookie: cookie, 'X-CSRF-Token': csrf })).status, 200);
    await untilOver('the session', () => get('/api/v1/users/me', { Cookie: cookie, Connection: 'close' }));
});

test('the pages do the same without JavaScript', async () => {
    const address = 'canary.taro@example.jp';
    const form = (path, fields, headers = {}) => fetch(hub.url + path, {
        method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { Origin: hub.url, ...headers } });
    const sent = await form('/register', { mail: address });
    assert.equal(sent.status, 200);
    assert.match(await sent.text(), /メールをお送りしました/);
    const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(mailText(await mailTo(address)));
    const page = await (await get(`/register/confirm?token=${token}`)).text();
    assert.ok(page.includes(`value="${address}"`));

    const wrong = await form('/register/confirm', { token, password: 'short', programme: '2', city: '大阪市北区', child_year_1: 'x', child_month_1: '4' });
    assert.equal(wrong.status, 400);
    const shown = await wrong.text();
    for (const words of ['大阪市北区', '10文字以上', '利用目的への同意', '生まれた年と月', 'href="#password"', 'aria-invalid="true"'])
        assert.ok(shown.includes(words), words);
    assert.ok(!shown.includes('value="short"'), 'a password is not given back');

    const fields = { token, password, programme: '2', city: '大阪市北区', genres: '01', notice_kinds: 'news', consent_version: '2026-11' };
    const registered = await form('/register/confirm', fields);
    assert.equal(registered.headers.get('location'), '/login?registered=1');
    assert.equal((await form('/register/confirm', fields)).status, 409);
    assert.equal((await form('/login', { mail: address, password }, { Origin: 'https://elsewhere.example' })).status, 403);
    const login = await form('/login', { mail: address, password });
    assert.equal(login.status, 303);
    const cookie = cookieOf(login);
    const mine = await (await get('/me', { Cookie: cookie })).text();
    for (const words of [address, '大阪市北区', '縁ジョイ', '飲食業', '事務局からのお知らせ']) assert.ok(mine.includes(words), words);
    const [, csrf] = /name="csrf" value="([0-9a-f]{64})"/.exec(mine);
    assert.equal((await form('/logout', {}, { Cookie: cookie })).status, 403);
    const out = await form('/logout', { csrf }, { Cookie: cookie });
    assert.equal(out.headers.get('location'), '/login?ended=1');
    assert.match(out.headers.get('set-cookie'), /Max-Age=0/);
    assert.equal((await get('/me', {})).headers.get('location'), '/login');
});

test('a known address and a strange one are told the same, and the known one is mailed that it is one', async () => {
    const address = 'canary.known@example.jp';
    await member(address);
    const known = await post('/api/v1/users/provisional', { mail: address.toUpperCase() });
    const strange = await post('/api/v1/users/provisional', { mail: 'canary.strange@example.jp' });
    assert.equal(known.status, strange.status);
    assert.equal(await known.text(), await strange.text());
    // On the wire the domain is in lower case.
    const [mail] = await until('the member is told', async () => {
        const mails = await hub.mailsAbout('CANARY.KNOWN@example.jp');
        return mails.length > 0 && mails;
    }, 60_000);
    assert.match(mailText(mail), /\/login/);
    assert.doesNotMatch(mailText(mail), /confirm\?token/);
    const wrong = await post('/api/v1/users/login', { mail: address, password: 'not-that-one-7' });
    const nobody = await post('/api/v1/users/login', { mail: 'canary.nobody@example.jp', password: 'not-that-one-7' });
    assert.equal(wrong.status, 401);
    assert.equal(nobody.status, 401);
    const words = async (answer) => ({ ...(await answer.json()), trace_id: '' });
    assert.deepEqual(await words(wrong), await words(nobody));
});

test('nobody can be mail-bombed: of one address three links an hour are mailed, with the same answer each time', async () => {
    const address = 'canary.bombed@example.jp';
    const answers = [];
    for (let ask = 0; ask < 6; ++ask) answers.push((await post('/api/v1/users/provisional', { mail: address })).status);
    assert.deepEqual(answers, [202, 202, 202, 202, 202, 202]);
    await until('three mails arrive', async () => (await hub.mailsAbout(address)).length >= 3, 60_000);
    const marker = 'canary.marker@example.jp';
    await post('/api/v1/users/provisional', { mail: marker });
    await mailTo(marker);
    assert.equal((await hub.mailsAbout(address)).length, 3);
});

test('a login rotates the session, the list shows them, and all can be ended', async () => {
    const address = 'canary.devices@example.jp';
    await member(address);
    const first = await logIn(address);
    const second = await logIn(address);
    const rotated = await post('/api/v1/users/login', { mail: address, password }, { Cookie: first.cookie });
    const third = { cookie: cookieOf(rotated), csrf: (await rotated.json()).csrf_token };
    await untilOver('the session before', () => get('/api/v1/users/me', { Cookie: first.cookie, Connection: 'close' }));
    const { sessions } = await (await get('/api/v1/sessions', { Cookie: third.cookie })).json();
    assert.deepEqual(sessions.map((session) => session.current), [true, false]);
    const page = await (await get('/sessions', { Cookie: third.cookie })).text();
    assert.ok(page.includes('この端末'));
    const ended = await post('/api/v1/sessions/end', undefined, { Cookie: third.cookie, 'X-CSRF-Token': third.csrf });
    assert.equal((await ended.json()).ended, 2);
    for (const { cookie } of [second, third])
        await untilOver('the session', () => get('/api/v1/users/me', { Cookie: cookie, Connection: 'close' }));
});

test('wrong passwords are slowed in both workers together, also when Redis goes away half-way', async () => {
    const address = 'canary.guessed@example.jp';
    await member(address);
    const guess = async (word) => (await post('/api/v1/users/login', { mail: address, password: word }, { Connection: 'close' }));
    let passed = 0;
    const guesses = async (count) => {
        for (let number = 0; number < count; ++number) if ((await guess(`guess-${number}`)).status === 401) ++passed;
    };
    await guesses(12);
    await hub.service('stop-redis');
    try {
        await guesses(12);
        assert.ok(passed <= 8, `${passed} guesses passed`);
        const refused = await guess(password);
        assert.equal(refused.status, 429, 'the right one has to wait as well');
        const wait = refused.headers.get('retry-after');
        assert.ok(Number(wait) >= 1);
        assert.equal(refused.headers.get('ratelimit'), `"loginUser";r=0;t=${wait}`);
        assert.equal(refused.headers.get('ratelimit-policy'), `"loginUser";q=1;w=${wait}`);
    } finally {
        await hub.service('start-redis');
    }
});

test('no mail address, password or token is in a log, a metric or a refusal', async () => {
    await findNoTraces(hub, ['canary']);
});
