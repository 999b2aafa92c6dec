// What staff did is sealed by the running hub, shown, exported and verified by the command line; who tampers is found, and
// somebody is told.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start({ workers: 2 }); }, { timeout: 180_000 });
after(async () => hub?.stop());

const show = async (...filters) => JSON.parse((await hub.tool('audit', 'show', '--json', ...filters)).stdout);
const verified = async () => {
    const outcome = await hub.toolWithAnyCode('audit', 'verify', '--json');
    return { code: outcome.code, ...JSON.parse(outcome.stdout) };
};
const sealed = () => until('everything is sealed', async () => {
    const found = await verified();
    return found.unsealed === 0 && found.seals > 0 && found;
}, 60_000);

test('what was done is shown and sealed, and its seals stand outside the database', async () => {
    const [application] = await hub.applications();
    await hub.tool('shops', 'approve', String(application.shop_temp_id));
    const [record] = await show('--action', 'shop.approve', '--object', `shop_temp/${application.shop_temp_id}`);
    assert.equal(record.actor, 'operator');
    assert.equal(record.after, undefined);
    const found = await sealed();
    assert.deepEqual([found.code, found.intact, found.problems], [0, true, []]);
    const lines = readFileSync(join(hub.home, 'audit/heads'), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, found.seals);
    assert.match((await hub.tool('audit', 'verify')).stdout, /^The audit is intact: \d+ records in \d+ seals; 0 more wait/);
});

test('nothing that matches is said, and what cannot be asked is told', async () => {
    assert.equal((await hub.tool('audit', 'show', '--actor', 'nobody')).stdout, 'No audit record matches.\n');
    assert.deepEqual(await show('--actor', 'nobody'), []);
    const wrong = await hub.toolWithAnyCode('audit', 'show', '--since', 'yesterday', '--object', '/1', '--json');
    assert.equal(wrong.code, 2);
    assert.deepEqual(JSON.parse(wrong.stdout).error.fields.map(({ field }) => field), ['object', 'since']);
    assert.equal((await hub.toolWithAnyCode('audit', 'show', '--limit', '0')).code, 2);
    assert.equal((await hub.toolWithAnyCode('audit')).code, 2);
    for (const command of ['verify', 'show', 'export', 'erase'])
        assert.match((await hub.tool('audit', command, '--help')).stdout, /--config/);
});

test('pages of records go on where the last one ended', async () => {
    await hub.ownerSql(`INSERT INTO hub.audit (actor, action, object_kind, object_id, after)
        SELECT '=1+1', 'test.page', 'test', n::text, '{"name": "見本 花子"}' FROM generate_series(1, 3) AS n;`);
    const first = await hub.tool('audit', 'show', '--action', 'test.page', '--limit', '2');
    const before = /Older ones: --before (\d+)/.exec(first.stdout)[1];
    const second = await show('--action', 'test.page', '--limit', '2', '--before', before);
    assert.deepEqual(second.map(({ object_id: id }) => id), ['1']);
});

test('who reads values is on record, and nobody unknown reads them', async () => {
    const [record] = await show('--action', 'test.page', '--limit', '1', '--values');
    assert.equal(JSON.parse(record.after).name, '見本 花子');
    assert.equal((await show('--action', 'audit.show')).length, 1);
    assert.equal((await hub.toolWithAnyCode('audit', 'show', '--values', '--by', 'stranger')).code, 1);
    assert.equal((await hub.toolWithAnyCode('audit', 'export', '--by', 'stranger')).code, 1);
});

test('an export is no formula in a spreadsheet, and whole in JSON lines', async () => {
    const { stdout } = await hub.tool('audit', 'export', '--action', 'test.page');
    const [header, ...rows] = stdout.split('\r\n');
    assert.equal(header, '\uFEFFid,at,actor,action,object_kind,object_id,before,after,erased,digest');
    assert.equal(rows.filter((row) => row.includes(`,"'=1+1","test.page","test",`)).length, 3);
    const file = join(hub.directory, 'audit.jsonl');
    assert.match((await hub.tool('audit', 'export', '--format', 'lines', '--to', file)).stdout, /^Exported \d+ records to /);
    const records = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(records.map(({ id }) => id), [...records.map(({ id }) => id)].sort((left, right) => left - right));
    assert.ok(records.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest)));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal((await hub.toolWithAnyCode('audit', 'export', '--to', file)).code, 2);
    const nowhere = await hub.toolWithAnyCode('audit', 'export', '--to', join(hub.directory, 'no/such/folder'), '--json');
    assert.equal(nowhere.code, 2);
    assert.ok(!existsSync(join(hub.directory, 'no')));
});

test('personal values are erased by name, and the chain stays whole', async () => {
    await sealed();
    assert.equal((await hub.toolWithAnyCode('audit', 'erase', 'test/2')).code, 2);
    const erased = await hub.tool('audit', 'erase', 'test/2', '--reason', 'the person asked for it', '--json');
    assert.deepEqual(JSON.parse(erased.stdout), { erased: 1 });
    const [record] = await show('--action', 'test.page', '--object', 'test/2', '--values');
    assert.deepEqual([record.values_erased, record.after], [true, undefined]);
    assert.equal((await sealed()).code, 0);
});

test('a changed record is found and named', async () => {
    const [{ id }] = await show('--action', 'test.page', '--object', 'test/1');
    await hub.ownerSql(`UPDATE hub.audit SET actor = 'somebody' WHERE id = ${id};`);
    const found = await verified();
    assert.deepEqual([found.code, found.intact, found.problem_count], [4, false, 1]);
    assert.deepEqual([found.problems[0].fault, found.problems[0].record], ['record_changed', id]);
    const told = await hub.toolWithAnyCode('audit', 'verify');
    assert.equal(told.code, 4);
    assert.match(told.stdout, /NOT intact[^]*record_changed {2}record \d+ is not what was sealed/);
    await hub.ownerSql(`UPDATE hub.audit SET actor = '=1+1' WHERE id = ${id};`);
    assert.equal((await verified()).code, 0);
});

test('an end that was cut off raises an alarm', async () => {
    await sealed();
    await hub.ownerSql('DELETE FROM hub.audit_seal WHERE number = (SELECT max(number) FROM hub.audit_seal);');
    const alarm = await until('an alarm is open', async () => {
        const { open } = JSON.parse((await hub.tool('alarms', 'list', '--json')).stdout);
        return open.find(({ subject }) => subject === 'audit_integrity');
    }, 60_000);
    assert.equal(alarm.kind, 'failing_check');
    assert.match(alarm.detail, /^seal \d+ is gone: the head file knows of what was sealed; see passport-hub audit verify$/);
    const found = await verified();
    assert.equal(found.code, 4);
    assert.equal(found.problems.at(-1).fault, 'seal_gone');
});
