// A database that is restored from a backup brings everybody back who has left since: they are erased again, others are
// not, and nobody is given the number of somebody who left.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { RunningHub, until } from '../../support/running_hub.mjs';

const password = 'canary-Kotori-ga-3wa';
let hub;
before(async () => { hub = await RunningHub.start({ workers: 1 }); }, { timeout: 180_000 });
after(async () => hub?.stop());

const post = (path, body, headers = {}) => fetch(hub.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body), redirect: 'manual' });

const login = (mail) => post('/api/v1/users/login', { mail, password });

async function newMember(mail) {
    assert.equal((await post('/api/v1/users/provisional', { mail })).status, 202);
    const sent = await until(`a mail to ${mail} arrives`, async () => (await hub.mailsAbout(mail))[0], 60_000);
    const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(sent).replaceAll('\\r\\n', '').replaceAll('=\\n', ''));
    const registered = await post('/api/v1/users', { token, password, programme: 1, city: '堺市', children: [{ birth_year: 2023, birth_month: 4 }], consent_version: '2026-11' });
    assert.equal(registered.status, 201, await registered.clone().text());
    return (await registered.json()).user_id;
}

async function leave(mail) {
    const begun = await login(mail);
    assert.equal(begun.status, 200);
    const headers = { Cookie: begun.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': (await begun.json()).csrf_token };
    assert.equal((await post('/api/v1/users/me/leave', { password }, headers)).status, 200);
}

// PostgreSQL's own programs, as the owner of the database.
function postgresql(program, ...commandArguments) {
    const PGPASSWORD = readFileSync(join(hub.home, 'secrets/database_owner_password'), 'utf8').trim();
    return promisify(execFile)(program, commandArguments, { env: { ...process.env, PGPASSWORD, PGHOST: '127.0.0.1',
        PGPORT: hub.environment.PASSPORT_HUB_POSTGRES_PORT, PGUSER: 'passport_owner', PGDATABASE: 'passport' } });
}

const leavings = () => readFileSync(join(hub.home, 'audit/leavings'), 'utf8').split('\n').filter(Boolean);
const members = async () => (await hub.ownerRows(`SELECT user_id FROM users ORDER BY user_id`)).map(Number);
const eraseAgain = async (...options) => {
    const { code, stdout } = await hub.toolWithAnyCode('accounts', 'erase-again', '--json', ...options);
    return { code, ...JSON.parse(stdout) };
};

test('who left since the backup is erased again, and nobody else', { timeout: 240_000 }, async () => {
    const leaver = await newMember('canary.leaver@example.jp');
    const stays = await newMember('canary.stays@example.jp');
    await until('the mails are through', async () => (await hub.ownerRows(`SELECT count(*) FROM hub.delivery WHERE state <> 'sent'`))[0] === '0', 60_000);
    const backup = join(hub.directory, 'backup');
    await postgresql('pg_dump', '--format=custom', `--file=${backup}`);

    const late = await newMember('canary.late@example.jp');
    await leave('canary.leaver@example.jp');
    await leave('canary.late@example.jp');
    await until('both leavings stand outside the database', () => leavings().length === 2, 60_000);
    assert.ok(leavings().every((line) => /^\S{27} member [0-9]+ \S{27}$/.test(line)), 'and say no more than that');
    assert.deepEqual(await members(), [stays]);

    await hub.stopServing();
    await postgresql('pg_restore', '--clean', '--if-exists', '--single-transaction', '--exit-on-error', '--dbname=passport', backup);
    assert.deepEqual(await members(), [leaver, stays], 'the backup brings the leaver back');

    const looked = await eraseAgain('--dry-run');
    assert.deepEqual([looked.code, looked.dry_run, looked.leavings], [0, true, 2]);
    assert.deepEqual(looked.erased.map(({ kind, id }) => [kind, id]), [['member', leaver]]);
    const unasked = await eraseAgain();
    assert.deepEqual([unasked.code, unasked.error.code], [2, 'accounts.not_confirmed']);
    assert.equal((await eraseAgain('--yes', '--by', 'nobody')).code, 1);
    assert.equal((await eraseAgain('--from', join(hub.directory, 'no-such-file'))).code, 2);
    assert.equal((await members()).length, 2, 'nothing was done so far');

    const done = await eraseAgain('--yes');
    assert.deepEqual([done.code, done.dry_run, done.erased, done.unreadable_lines], [0, false, looked.erased, []]);
    assert.deepEqual(await members(), [stays]);
    assert.deepEqual((await eraseAgain()).erased, [], 'a second time there is nobody, and nothing to ask');
    assert.match((await hub.tool('accounts', 'erase-again')).stdout, /^2 leavings are known\. Nobody who left is there again\.\n$/);

    // As the README says it.
    renameSync(join(hub.home, 'audit/heads'), join(hub.home, 'audit/heads.before'));
    await hub.startServing(1);
    assert.equal((await login('canary.leaver@example.jp')).status, 401);
    assert.equal((await login('canary.stays@example.jp')).status, 200);
    assert.ok(await newMember('canary.new@example.jp') > late, 'the numbers of those who left are nobody else\'s');
    const [record, ...more] = JSON.parse((await hub.tool('audit', 'show', '--action', 'member.erase_again', '--json')).stdout);
    assert.deepEqual([record.actor, record.object_kind, record.object_id, more], ['operator', 'users', String(leaver), []]);
    await until('the chain is whole again', async () => existsSync(join(hub.home, 'audit/heads')) && (await hub.toolWithAnyCode('audit', 'verify')).code === 0, 60_000);
    await until('the leaving of the restored account is known as well', () => leavings().length === 3, 60_000);
    assert.deepEqual((await eraseAgain('--dry-run')).erased, []);
    assert.equal((await login('canary.new@example.jp')).status, 200);
});
