// What a member does about getting in: a forgotten password, a link to log in with, another mail address, a second step;
// by the API and, as a browser without JavaScript would, by the pages.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';
import { findNoTraces } from '../../support/traces.mjs';

const password = 'canary-Kotori-ga-3wa';
const other = 'canary-Suzume-ga-5wa';
let hub;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

const post = (path, body, headers = {}) => fetch(hub.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: body && JSON.stringify(body), redirect: 'manual' });
const get = (path, headers = {}) => fetch(hub.url + path, { headers, redirect: 'manual' });
const form = (path, fields, headers = {}) => fetch(hub.url + path, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { Origin: hub.url, ...headers } });
const cookieOf = (answer) => answer.headers.get('set-cookie').split(';')[0];
const as = ({ cookie, csrf }) => ({ Cookie: cookie, 'X-CSRF-Token': csrf });

// The mails to an address with this in them, the oldest first; waits for so many.
const source = (mail) => JSON.stringify(mail).replaceAll('=\\r\\n', '');
function mailsTo(address, pattern, count = 1) {
    return until(`${count} mails to ${address} with ${pattern}`, async () => {
        const found = (await hub.mailsAbout(address)).map(source).filter((mail) => pattern.test(mail));
        return found.length >= count && found;
    }, 60_000);
}
async function mailedToken(address, page, count = 1) {
    const pattern = new RegExp(`${page}\\?token=(?:3D)?([A-Za-z0-9_-]{43})`);
    const mails = await mailsTo(address, pattern, count);
    const tokens = new Set(mails.map((mail) => pattern.exec(mail)[1]));
    return [...tokens].find((token) => !mailedToken.seen.has(token) && mailedToken.seen.add(token));
}
mailedToken.seen = new Set();
async function mailedCode(address, count) {
    const pattern = /\\r\\n([0-9]{6})\\r\\n/;
    const codes = (await mailsTo(address, pattern, count)).map((mail) => pattern.exec(mail)[1]);
    return codes;
}

async function member(address) {
    assert.equal((await post('/api/v1/users/provisional', { mail: address })).status, 202);
    const token = await mailedToken(address, 'register/confirm');
    const answer = await post('/api/v1/users', { token, password, programme: 1, postal_code: '530-0001', consent_version: '2026-11' });
    assert.equal(answer.status, 201, await answer.clone().text());
}
async function session(answer) {
    assert.equal(answer.status, 200, await answer.clone().text());
    return { cookie: cookieOf(answer), csrf: (await answer.json()).csrf_token };
}
const tryToLogIn = (mail, word = password) => post('/api/v1/users/login', { mail, password: word });
const logIn = async (mail, word) => session(await tryToLogIn(mail, word));
const asMe = ({ cookie }) => get('/api/v1/users/me', { Cookie: cookie, Connection: 'close' });
const isIn = async (held) => (await asMe(held)).status === 200;
const isOut = (held) => untilOver('the session', () => asMe(held));
const problem = async (answer, status) => {
    assert.equal(answer.status, status, await answer.clone().text());
    return answer.json();
};

test('a forgotten password is reset by a mailed link, every session ends, and the owner is told', async () => {
    const address = 'canary.forgetful@example.jp';
    await member(address);
    const held = await logIn(address);
    const known = await post('/api/v1/users/password/forgotten', { mail: address });
    const strange = await post('/api/v1/users/password/forgotten', { mail: 'canary.nobody@example.jp' });
    assert.equal(known.status, 202);
    assert.equal(strange.status, 202);
    assert.equal(await known.text(), await strange.text());
    const [refusal] = await mailsTo('canary.nobody@example.jp', /\/register/);
    assert.doesNotMatch(refusal, /token=/);

    const token = await mailedToken(address, 'password/reset');
    assert.equal((await (await get(`/api/v1/users/links?purpose=password_reset&token=${token}`)).json()).mail, address);
    assert.equal((await get(`/api/v1/users/links?purpose=login&token=${token}`)).status, 404);
    const weak = await problem(await post('/api/v1/users/password/reset', { token, password: 'password-2026' }), 400);
    assert.equal(weak.errors[0].pointer ?? weak.errors[0].field, '/password');
    const reset = await post('/api/v1/users/password/reset', { token, password: other });
    assert.equal(await reset.text(), '{}');
    assert.equal(reset.status, 200);
    await isOut(held);
    await mailsTo(address, /password\/forgotten/);
    await problem(await post('/api/v1/users/password/reset', { token, password: other }), 409);
    await problem(await tryToLogIn(address), 401);
    const again = await logIn(address, other);

    const elsewhere = await logIn(address, other);
    const wrong = await problem(await post('/api/v1/users/me/password', { password: 'a-guess', new_password: password }, as(again)), 400);
    assert.equal(wrong.errors.length, 1);
    assert.equal((await post('/api/v1/users/me/password', { password: other, new_password: password }, { Cookie: again.cookie })).status, 403);
    const changed = await post('/api/v1/users/me/password', { password: other, new_password: password }, as(again));
    assert.deepEqual(await changed.json(), { ended: 1 });
    assert.ok(await isIn(again));
    await isOut(elsewhere);
    await logIn(address);
});

test('a mailed link logs in once, by the button of its page and not by being opened', async () => {
    const address = 'canary.linked@example.jp';
    await member(address);
    const sent = await form('/login/link', { mail: address, next: '/me/card' });
    assert.match(await sent.text(), /メールをお送りしました/);
    const wanted = { Cookie: cookieOf(sent) };
    const token = await mailedToken(address, 'login/link/confirm');
    for (let scan = 0; scan < 3; ++scan) {
        const page = await get(`/login/link/confirm?token=${token}`);
        assert.equal(page.headers.get('set-cookie'), null);
        assert.ok((await page.text()).includes(`${address} でログインします`));
    }
    assert.equal((await form('/login/link/confirm', { token }, { Origin: 'https://elsewhere.example' })).status, 403);
    const begun = await form('/login/link/confirm', { token }, wanted);
    assert.equal(begun.headers.get('location'), '/me/card');
    assert.ok(await isIn({ cookie: cookieOf(begun) }));
    const used = await form('/login/link/confirm', { token });
    assert.equal(used.status, 409);
    assert.match(await used.text(), /使用済み/);
    assert.equal((await get(`/login/link/confirm?token=${'x'.repeat(43)}`)).status, 404);
});

test('the mail address changes when the new one is confirmed, and the old one is told twice', async () => {
    const address = 'canary.before@example.jp';
    const wanted = 'canary.after@example.jp';
    const taken = 'canary.taken@example.jp';
    await member(address);
    await member(taken);
    const held = await logIn(address);
    const elsewhere = await logIn(address);
    const ask = (mail) => post('/api/v1/users/me/mail', { mail, password }, as(held));
    const free = await ask(wanted);
    const occupied = await ask(taken);
    assert.equal(free.status, 202);
    assert.equal(occupied.status, 202);
    assert.equal(await free.text(), await occupied.text());
    const token = await mailedToken(wanted, 'mail/confirm');
    await until('who has the other address is told', async () => (await hub.mailsAbout(taken)).length >= 2, 60_000);
    assert.ok((await hub.mailsAbout(taken)).every((mail) => !/mail\/confirm/.test(source(mail))));
    await mailsTo(address, /password\/forgotten/, 2);

    assert.ok((await (await get(`/mail/confirm?token=${token}`)).text()).includes(wanted));
    await logIn(address);
    const done = await form('/mail/confirm', { token }, { Cookie: held.cookie });
    assert.equal(done.status, 200);
    await isOut(elsewhere);
    assert.ok(await isIn(held));
    assert.equal((await (await get('/api/v1/users/me', { Cookie: held.cookie })).json()).mail, wanted);
    await problem(await tryToLogIn(address), 401);
    await logIn(wanted);
    await until('the old address is told that it is no longer the one', async () => (await hub.mailsAbout(address)).length >= 4, 60_000);
    await problem(await post('/api/v1/users/mail/confirm', { token }), 409);
});

test('the word to the address of before is in what is taken out, and is given up when its account leaves', async () => {
    const address = 'canary.former@example.jp';
    const wanted = 'canary.latter@example.jp';
    await member(address);
    const held = await logIn(address);
    assert.equal((await post('/api/v1/users/me/mail', { mail: wanted, password }, as(held))).status, 202);
    const token = await mailedToken(wanted, 'mail/confirm');
    await mailsTo(address, /password\/forgotten/);
    const words = () => hub.ownerRows(`SELECT m.id || ' ' || d.state || ' ' || (m.data ? 'mail') FROM hub.message AS m
        JOIN hub.delivery_instruction AS i ON i.message_id = m.id JOIN hub.delivery AS d ON d.id = i.id
        WHERE m.type = 'account.changed' ORDER BY m.accepted_at DESC, m.id DESC LIMIT 1`);
    await hub.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt' });
    try {
        assert.equal((await post('/api/v1/users/mail/confirm', { token }, as(held))).status, 200);
        await until('the word is parked', async () => /parked true$/.test((await words())[0]), 60_000);
    } finally {
        await hub.clearFaults();
    }
    const [id] = (await words())[0].split(' ');
    const taken = await (await get('/api/v1/users/me/export', { Cookie: held.cookie })).json();
    assert.ok(taken.messages.some(({ message_id }) => message_id === id), 'the word is in the file');
    assert.ok(taken.links.some(({ mail }) => mail === address), 'so is the address of before');
    assert.equal((await post('/api/v1/users/me/leave', { password }, as(held))).status, 200);
    assert.deepEqual(await hub.ownerRows(`SELECT d.state || ' ' || m.data FROM hub.message AS m
        JOIN hub.delivery_instruction AS i ON i.message_id = m.id JOIN hub.delivery AS d ON d.id = i.id WHERE m.id = '${id}'`),
        ['failed {"erased": true}']);
});

test('a second step by mail is asked for after the password and after a link, and recovery codes stand in for it', async () => {
    const address = 'canary.careful@example.jp';
    await member(address);
    const held = await logIn(address);
    await problem(await post('/api/v1/users/me/second-step', { method: 'mail', password: 'a-guess' }, as(held)), 400);
    const begun = await (await post('/api/v1/users/me/second-step', { method: 'mail', password }, as(held))).json();
    assert.equal(begun.recovery_codes.length, 10);
    assert.deepEqual(await (await get('/api/v1/users/me/second-step', { Cookie: held.cookie })).json(), { method: 'mail', recovery_codes: 10 });

    const asked = await tryToLogIn(address);
    assert.equal(asked.headers.get('set-cookie'), null);
    const { ticket, ...rest } = await asked.json();
    assert.deepEqual(rest, { second_step: 'mail' });
    const [code] = await mailedCode(address, 1);
    await problem(await post('/api/v1/users/login/code', { ticket, code: code === '000000' ? '111111' : '000000' }), 401);
    await session(await post('/api/v1/users/login/code', { ticket, code }));
    await problem(await post('/api/v1/users/login/code', { ticket, code }), 401);
    await session(await post('/api/v1/users/login/code', { ticket, code: begun.recovery_codes[0] }));
    await problem(await post('/api/v1/users/login/code', { ticket, code: begun.recovery_codes[0] }), 401);
    await problem(await post('/api/v1/users/login/code', { ticket: 'invented', code }), 409);

    assert.equal((await post('/api/v1/users/login/link', { mail: address })).status, 202);
    const token = await mailedToken(address, 'login/link/confirm');
    const page = await (await form('/login/link/confirm', { token })).text();
    const [, held2] = /name="ticket" value="([^"]+)"/.exec(page);
    const codes = await mailedCode(address, 2);
    const wrong = await form('/login/code', { ticket: held2, second_step: 'mail', code: 'zzz' });
    assert.equal(wrong.status, 400);
    assert.match(await wrong.text(), /コードが違うか/);
    const through = await form('/login/code', { ticket: held2, second_step: 'mail', code: codes.find((each) => each !== code) });
    assert.equal(through.headers.get('location'), '/me');

    await post('/api/v1/users/me/second-step/end', { password }, as(held));
    await logIn(address);
});

// RFC 6238 on its own: shares nothing with the product.
function totp(secret, at = Date.now()) {
    const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
    const digest = createHmac('sha1', key).update(counter).digest();
    const offset = digest[19] & 15;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('an authenticator counts once it has shown a code, and each code once', async () => {
    const address = 'canary.app@example.jp';
    await member(address);
    const held = await logIn(address);
    const csrf = /name="csrf" value="([0-9a-f]{64})"/.exec(await (await get('/me/second-step', { Cookie: held.cookie })).text())[1];
    const shown = await (await form('/me/second-step', { csrf, method: 'authenticator', password }, { Cookie: held.cookie })).text();
    const hidden = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown)[1];
    assert.match(shown, /<svg class="authenticator-code"[^>]*role="img" aria-label="[^"]+"/);
    await logIn(address);
    const fields = { csrf, ticket: hidden('ticket'), secret: hidden('secret'), uri: hidden('uri').replaceAll('&amp;', '&') };
    const wrong = await form('/me/second-step/confirm', { ...fields, code: '12' }, { Cookie: held.cookie });
    assert.equal(wrong.status, 400);
    assert.ok((await wrong.text()).includes(fields.secret), 'the form is shown again with what it needs');
    const code = totp(fields.secret);
    const codes = await (await form('/me/second-step/confirm', { ...fields, code }, { Cookie: held.cookie })).text();
    assert.equal(codes.match(/<li>[a-z2-9]{5}-[a-z2-9]{5}<\/li>/g).length, 10);

    const confirm = (with_code) => post('/api/v1/users/me/second-step/confirm', { ticket: fields.ticket, code: with_code }, as(held));
    const twice = await form('/me/second-step/confirm', { ...fields, code }, { Cookie: held.cookie });
    assert.equal(twice.status, 409);
    const led = await twice.text();
    assert.match(led, /もう始まっています/);
    assert.match(led, /残っている回復コードは10個です/);
    assert.match((await problem(await confirm(code), 409)).detail, /もう一度設定すると新しいもの/);

    const { second_step: step, ticket } = await (await tryToLogIn(address)).json();
    assert.equal(step, 'authenticator');
    await problem(await post('/api/v1/users/login/code', { ticket, code }), 401);
    // The step after the one that was used is in time, because clocks differ.
    const next = totp(fields.secret, Date.now() + 30_000);
    await session(await post('/api/v1/users/login/code', { ticket, code: next }));
    await problem(await post('/api/v1/users/login/code', { ticket, code: next }), 401);

    assert.equal((await post('/api/v1/users/me/second-step/end', { password }, as(held))).status, 200);
    await problem(await confirm(totp(fields.secret)), 409);
    assert.equal((await (await get('/api/v1/users/me/second-step', { Cookie: held.cookie })).json()).method, 'none');
});

test('guesses of codes are slowed for the account, also for the right one', async () => {
    const address = 'canary.guessed@example.jp';
    await member(address);
    const held = await logIn(address);
    await post('/api/v1/users/me/second-step', { method: 'mail', password }, as(held));
    const { ticket } = await (await tryToLogIn(address)).json();
    const [code] = await mailedCode(address, 1);
    const statuses = [];
    for (let guess = 0; guess < 8; ++guess)
        statuses.push((await post('/api/v1/users/login/code', { ticket, code: code === '000000' ? '111111' : '000000' }, { Connection: 'close' })).status);
    assert.ok(statuses.filter((status) => status === 401).length <= 6, statuses.join());
    const refused = await post('/api/v1/users/login/code', { ticket, code });
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
});

test('no address, password or token is in a log, a metric or a refusal, and no password or token in a queued message', async () => {
    await findNoTraces(hub, ['canary', ...mailedToken.seen]);
    const secrets = [...mailedToken.seen, password, other].map((secret) => `data::text LIKE '%${secret}%'`).join(' OR ');
    await hub.ownerSql(`DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM hub.message WHERE ${secrets}); END $$`);
});
