// Nobody who reads the database, a dump of it, its files or Redis reads a mail address; and mails arrive all the same.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { MemberWalk, walkPassword } from '../../support/member_walk.mjs';
import { RunningHub, sourceDirectory, until, untilOver } from '../../support/running_hub.mjs';
import { firstAdministrator, invitedBy, mailText } from '../../support/staff_people.mjs';

const run = promisify(execFile);
const canary = /canary\.[a-z]+|owner\.example\.jp/gi;
let hub;
let walk;
let administrator;
before(async () => {
    hub = await RunningHub.start();
    walk = new MemberWalk(hub);
}, { timeout: 180_000 });
after(async () => {
    walk?.close();
    await hub?.stop();
});

const big = { maxBuffer: 1 << 28 };
async function dump() {
    const password = readFileSync(join(hub.home, 'secrets/database_owner_password'), 'utf8').trim();
    const { stdout } = await run('pg_dump', ['-h', '127.0.0.1', '-p', hub.environment.PASSPORT_HUB_POSTGRES_PORT, '-U', 'passport_owner', 'passport'],
        { ...big, env: { ...process.env, PGPASSWORD: password } });
    return stdout;
}

const readers = { string: ['GET'], hash: ['HGETALL'], list: ['LRANGE', 0, -1], set: ['SMEMBERS'], zset: ['ZRANGE', 0, -1], stream: ['XRANGE', '-', '+'] };
async function redis() {
    const ask = async (...words) => (await run('redis-cli', ['-p', hub.environment.PASSPORT_HUB_REDIS_PORT, ...words.map(String)], big)).stdout;
    let text = '';
    for (const key of (await ask('KEYS', '*')).split('\n').filter(Boolean)) {
        const type = (await ask('TYPE', key)).trim();
        if (type === 'none') continue;  // it has expired meanwhile
        const [command, ...range] = readers[type];
        text += `${key}\n${await ask(command, key, ...range)}`;
    }
    return text;
}

// Files come and go while the services run.
const onlyVanished = ({ code, stderr }) => code === 2 && stderr.trim().split('\n').every((line) => line.endsWith('No such file or directory'));
// The files below the services' home, PostgreSQL's log of changes included, in which an address stands.
const files = (pattern) => run('grep', ['-rlaiE', pattern, hub.home], big).then(({ stdout }) => stdout.split('\n').filter(Boolean),
    (error) => (error.code === 1 || onlyVanished(error) ? error.stdout.split('\n').filter(Boolean) : Promise.reject(error)));

const found = (text) => [...new Set(text.match(canary) ?? [])];
const arrivedAt = (address) => until(`a mail to ${address} arrives`, async () => {
    const mails = (await hub.mailsAbout(address)).filter((mail) => mailText(mail).includes(address));
    return mails.length > 0 && mails;
}, 60_000);
const post = async (path, body, headers = {}) => {
    const answer = await fetch(hub.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
};

test('members, owners and staff come and go, change addresses and wait for mails, and no address stands anywhere in clear', async () => {
    const member = await walk.register({ mail: 'Canary.Member@example.jp' });
    const { headers } = await walk.logIn('canary.member@example.jp');
    await walk.registerOwner('canary.owner@example.jp');
    const owner = await walk.logIn('CANARY.owner@example.jp', walkPassword, 'owner');
    administrator = await firstAdministrator(hub, 'canary.first@example.jp');
    await invitedBy(administrator, 'canary.viewer@example.jp', '閲覧 太郎', 'viewer');
    await post('/api/v1/users/me/mail', { mail: 'canary.wanted@example.jp', password: walkPassword }, headers);
    await post('/api/v1/users/password/forgotten', { mail: 'canary.nobody@example.jp' });
    await post('/api/v1/owners/me/second-step', { method: 'mail', password: walkPassword }, owner.headers);
    for (const address of ['canary.wanted@example.jp', 'canary.nobody@example.jp']) await arrivedAt(address);
    const [application, refused] = await hub.applications();
    await hub.tool('shops', 'approve', String(application.shop_temp_id));
    await arrivedAt('@owner.example.jp');
    const search = await administrator.as('POST', '/api/v1/users/search', { mail: 'CANARY.member@example.jp', reason: '電話' });
    assert.equal((await search.json()).items[0].mail, member.mail, 'as it was written');
    assert.equal((await administrator.as('GET', '/api/v1/staff')).status, 200);

    // Some wait: for people, and for the mail server.
    const parked = await hub.parkedApproval(refused);
    await hub.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'rcpt' });
    await post('/api/v1/users/password/forgotten', { mail: 'canary.member@example.jp' });
    await post('/api/v1/users/provisional', { mail: 'canary.waiting@example.jp' });
    const [waiting] = await until('a mail waits for its next attempt', async () => {
        const rows = await hub.ownerRows("SELECT m.id FROM hub.message m JOIN hub.delivery_instruction i ON i.message_id = m.id JOIN hub.delivery d ON d.id = i.id WHERE d.state = 'pending' AND d.attempts > 0");
        return rows.length > 0 && rows;
    }, 60_000);

    const dumped = await dump();
    assert.ok(dumped.includes('530-0001') && dumped.includes('account.link_asked'), 'the dump holds what was stored');
    assert.deepEqual(found(dumped), []);
    const held = await redis();
    assert.ok(held.length > 100, 'Redis holds something');
    assert.deepEqual(found(held), []);
    assert.deepEqual(await files('canary[.]'), []);

    // What people are shown of a message: neither the address, nor whom it is for, nor what its link is made from.
    for (const [id, name] of [[parked, 'owner_mail'], [parked, 'owner_name'], [waiting, 'mail']]) {
        const told = await hub.tool('messages', 'show', id, '--json');
        assert.equal(JSON.parse(told.stdout).data[name], '(sealed)');
        const page = await (await fetch(`${hub.operations}/messages/${id}`)).text();
        const stored = (await hub.ownerRows(`SELECT data ->> '${name}', coalesce(data ->> 'seed', '-') FROM hub.message WHERE id = '${id}'`))[0].split('\t');
        for (const secret of stored.filter((each) => each !== '-'))
            for (const text of [told.stdout, page, (await hub.tool('messages', 'show', id)).stdout]) assert.ok(!text.includes(secret));
    }

    await hub.clearFaults();
    await arrivedAt('canary.waiting@example.jp');
});

test('an address that an operator corrects is sealed, and what was shown as sealed stays what it was', async () => {
    const [, second, third] = await hub.applications();
    for (const [application, address] of [[second, 'canary.corrected@example.jp'], [third, undefined]]) {
        const id = await hub.parkedApproval(application);
        const { data } = await hub.message(id);
        const edited = { ...data, shop_name: `直した店 ${id}`, ...(address && { owner_mail: address }) };
        const answer = await fetch(`${hub.operations}/messages/${id}/replay`, { method: 'POST',
            headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }, body: JSON.stringify({ by: 'operator', reason: '直した', data: edited }) });
        assert.equal(answer.status, 200, await answer.clone().text());
        await hub.hasState(id, 'sent');
        if (address) await arrivedAt(address);
        const [name] = await hub.ownerRows(`SELECT data ->> 'owner_name' FROM hub.message WHERE id = '${id}'`);
        const [mail] = (await hub.mailsAbout(`直した店 ${id}`)).map(mailText);
        assert.equal(data.owner_name, '(sealed)');
        assert.ok(mail.includes(`${name} 様`) && !mail.includes('(sealed)'), mail);
    }
    assert.deepEqual(found(await dump()), []);
});

test('reading the list of staff is a reading in the audit', async () => {
    const audit = async (actor) => JSON.parse((await hub.tool('audit', 'show', '--json', '--action', 'staff.read', '--actor', actor)).stdout).length;
    const before = [await audit(administrator.name), await audit('operator')];
    assert.equal((await administrator.as('GET', '/api/v1/staff')).status, 200);
    await hub.tool('staff', 'list');
    assert.deepEqual([await audit(administrator.name), await audit('operator')], before.map((count) => count + 1));
});

test('addresses of a hub that did not seal yet are taken over, and their people log in', async () => {
    await hub.ownerSql(`INSERT INTO users (user_id, mail, status, password_hash)
        SELECT 900001, 'Canary.Old@example.jp', 'active', password_hash FROM users ORDER BY user_id LIMIT 1`);
    assert.deepEqual(found(await dump()), ['Canary.Old'], 'the search finds what is there');
    assert.ok((await files('canary[.]old')).length > 0, 'and so does the one in files');
    assert.match((await hub.tool('migrate')).stdout, /sealed 1 mail addresses/);
    assert.doesNotMatch((await hub.tool('migrate')).stdout, /sealed/);
    assert.deepEqual(found(await dump()), []);
    await walk.logIn('canary.old@example.jp');
});

const whatIsStored = () => hub.ownerRows(`SELECT 'users', count(*), max(updated_at) FROM users UNION ALL SELECT 'staff', count(*), max(created_at) FROM hub.staff
    UNION ALL SELECT 'message', count(*), max(accepted_at) FROM hub.message UNION ALL SELECT mark, 1, taken_at FROM hub.account_key`);
const databaseCheck = async () => (await (await fetch(`${hub.operations}/readyz`)).json()).checks.find(({ name }) => name === 'database');

test('a hub that serves a database of another key says so and changes nothing until it has the right one', async () => {
    const { headers } = await walk.logIn('canary.old@example.jp');
    const me = () => fetch(`${hub.url}/api/v1/users/me`, { headers: { ...headers, Connection: 'close' } });
    const [mark] = await hub.ownerRows('SELECT mark FROM hub.account_key');
    await hub.ownerSql(`UPDATE hub.account_key SET mark = '${'x'.repeat(43)}'`);
    const told = await until('a worker notices', async () => {
        const check = await databaseCheck();
        return !check.ok && check;
    });
    assert.match(told.detail, /accounts\.key .*is not the one that this database's addresses are sealed with/);
    await untilOver('to be let in with another key', me, 503);
    assert.equal((await fetch(`${hub.url}/api/v1/shops`)).status, 200, 'the catalog is served all the same');
    await hub.ownerSql(`UPDATE hub.account_key SET mark = '${mark}'`);
    await untilOver('to be refused with the right key', me, 200);
    await hub.untilReady();
});

test('with another key nothing is written, by whatever it would be, and what is told says what to do', async () => {
    walk.close();
    await hub.stopServing();
    const rightKey = readFileSync(join(hub.home, 'secrets/account_key'), 'utf8');
    writeFileSync(join(hub.home, 'secrets/account_key'), randomBytes(32).toString('hex'));
    const stored = await whatIsStored();
    const [application] = await hub.applications();
    for (const command of [['migrate'], ['serve', '--workers', '1'], ['serve', '--rehearse'], ['shops', 'approve', String(application.shop_temp_id)],
        ['staff', 'invite', '--mail', 'canary.second@example.jp', '--name', '二番 目'], ['accounts', 'erase-again', '--yes'],
        ['messages', 'replay', '1', '--by', 'operator', '--reason', 'x', '--data', join(sourceDirectory, 'config/dialogflow_agent/agent.json')]]) {
        const { code, stderr } = await hub.toolWithAnyCode(...command);
        assert.equal(code, 2, `${command}: ${stderr}`);
        assert.match(stderr, /accounts\.key .*is not the one .*--account-key-is-lost.*\[accounts\.other_key\]/, command.join(' '));
    }
    const checked = await hub.toolWithAnyCode('check');
    assert.equal(checked.code, 1);
    assert.match(checked.stdout, /^FAILED {2}database: accounts\.key /m);
    assert.deepEqual(await whatIsStored(), stored);
    const key = readFileSync(join(hub.home, 'secrets/account_key'), 'utf8');
    writeFileSync(join(hub.home, 'secrets/account_key'), rightKey);
    assert.doesNotMatch((await hub.tool('migrate')).stdout, /key|sealed/);
    writeFileSync(join(hub.home, 'secrets/account_key'), key);
});

test('when the key is lost no address is read, and those that are given again let their people in', async () => {
    assert.match((await hub.tool('migrate', '--account-key-is-lost')).stdout, /sealed with another accounts\.key from now on/);
    await hub.startServing();
    walk = new MemberWalk(hub);
    await assert.rejects(walk.logIn('canary.old@example.jp'), /401/);
    const staff = JSON.parse((await hub.tool('staff', 'list', '--json')).stdout);
    assert.deepEqual(staff.map(({ mail }) => mail), ['', '']);

    await hub.storeSealed(`UPDATE users SET mail = 'canary.old@example.jp' WHERE user_id = 900001;
        UPDATE hub.staff SET mail = '${administrator.mail}' WHERE name = '${administrator.name}'`);
    await walk.logIn('canary.old@example.jp');
    const { stdout } = await hub.tool('staff', 'reset-authenticator', String(administrator.id), '--yes', '--print-link');
    await administrator.accept(/token=([A-Za-z0-9_-]{43})/.exec(stdout)[1]);
    await administrator.logIn();
    assert.deepEqual(found(await dump()), []);
});
