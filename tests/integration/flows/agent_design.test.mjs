// The agent's export and the agent in Dialogflow (sandbox): export, diff, import and the entities of places and shops,
// as an operator does it at the command line.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { RunningHub } from '../../support/running_hub.mjs';

let hub;
before(async () => {
    hub = await RunningHub.start({ workers: 1, ownConfiguration: true });
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub?.clearFaults());

const agent = (...words) => hub.toolWithAnyCode('agent', ...words);
const report = ({ stdout }) => JSON.parse(stdout);

test('an export is the same bytes every time, and what Dialogflow exports is the same agent', async () => {
    const [first, second] = ['first.zip', 'second.zip'].map((name) => join(hub.directory, name));
    assert.equal((await agent('export', first)).code, 0);
    assert.equal((await agent('export', second)).code, 0);
    assert.deepEqual(readFileSync(first), readFileSync(second));
    assert.equal((await agent('export', second, '--from-dialogflow')).code, 0);
    assert.equal(readFileSync(second).toString('latin1', 0, 2), 'PK');
    const same = await agent('diff', '--json');
    assert.equal(same.code, 0, same.stdout + same.stderr);
    assert.deepEqual(report(same), { same: true, added: 0, removed: 0, changed: 0, differences: [] });
});

test('a difference is told and ends with 4, a dry run changes nothing, an import brings it over', async () => {
    const directory = join(hub.configuration, 'config/dialogflow_agent/intents');
    const name = 'test.design';
    // The sandbox runs the export itself until somebody imports: a copy of its own first.
    const settled = await agent('import', '--replace', '--yes');
    assert.equal(settled.code, 0, settled.stderr);
    const source = JSON.parse(readFileSync(join(directory, 'passport.join.json'), 'utf8'));
    writeFileSync(join(directory, `${name}.json`), JSON.stringify({ ...source, id: '0d9f6f1e-7f55-4a52-9d0a-1f0c5a3a9b77', name }));
    writeFileSync(join(directory, `${name}_usersays_ja.json`), JSON.stringify([{ id: 'x', data: [{ text: '設計の試験' }] }]));

    const different = await agent('diff', '--json');
    assert.equal(different.code, 4, different.stderr);
    assert.deepEqual(report(different).differences, [
        { change: 'added', kind: 'intent', owner: name, what: '' },
        { change: 'added', kind: 'phrase', owner: `${name} (ja)`, what: '設計の試験' },
    ]);
    assert.match((await agent('diff')).stdout, /^\+ phrase test\.design \(ja\): 設計の試験$/m);
    assert.equal((await agent('import', '--dry-run')).code, 0);
    assert.equal((await agent('import')).code, 2, 'nobody can be asked');
    assert.equal((await agent('diff')).code, 4, 'nothing was done yet');

    const imported = await agent('import', '--yes');
    assert.equal(imported.code, 0, imported.stderr);
    assert.match(imported.stderr, /waiting for Dialogflow/);
    assert.equal((await agent('diff')).code, 0);

    for (const file of [`${name}.json`, `${name}_usersays_ja.json`]) rmSync(join(directory, file));
    assert.equal((await agent('import', '--yes')).code, 0);
    assert.equal(report(await agent('diff', '--json')).removed, 2, 'an import without --replace takes nothing away');
    assert.equal((await agent('import', '--yes', '--replace')).code, 0);
    assert.equal((await agent('diff')).code, 0);
});

test('the entities of places and shops are brought over, then only what has changed', async () => {
    const dry = report(await agent('synchronise', '--dry-run', '--json'));
    assert.deepEqual(dry.entities.map(({ entity }) => entity), ['place', 'shop']);
    const done = await agent('synchronise', '--yes', '--json');
    assert.equal(done.code, 0, done.stderr);
    const [places, shops] = report(done).entities;
    assert.ok(places.added > 20 && shops.added > 10, done.stdout);
    assert.equal(places.left_out, 0);
    const again = report(await agent('synchronise', '--yes', '--json')).entities;
    for (const { added, changed, removed } of again) assert.deepEqual([added, changed, removed], [0, 0, 0]);
    const { differences } = report(await agent('diff', '--json'));
    assert.deepEqual(differences.filter(({ kind }) => kind === 'entry'), [], 'generated entries are no difference');

    await hub.ownerSql("UPDATE public.shop SET name = '改名した店' WHERE shop_id = (SELECT min(shop_id) FROM public.shop)");
    const renamed = report(await agent('synchronise', '--yes', '--json')).entities.find(({ entity }) => entity === 'shop');
    assert.equal(renamed.added, 1);
    assert.equal(renamed.removed, 1);
});

test('a database that is not whole does not empty the entities', async () => {
    await hub.ownerSql("UPDATE hub.place SET closed = true WHERE place_id % 3 > 0");
    const refused = await agent('synchronise', '--yes', '--json');
    assert.equal(refused.code, 2);
    assert.match(refused.stdout, /"agent\.too_many_lost"/);
    const { removed } = report(await agent('synchronise', '--dry-run', '--json')).entities[0];
    assert.ok(removed > 10);
    assert.equal(report(await agent('synchronise', '--yes', '--json', '--prune')).entities[0].removed, removed);
    await hub.ownerSql('UPDATE hub.place SET closed = false');
    assert.equal(report(await agent('synchronise', '--yes', '--json')).entities[0].added, removed);
});

test('trouble is told with the exit codes of every command', async () => {
    await hub.fault({ service: 'dialogflow', fault: 'status', status: 403 });
    const refused = await agent('diff', '--json');
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /"dialogflow\.permission_denied"/);
    await hub.clearFaults();
    await hub.fault({ service: 'dialogflow', fault: 'freeze' });
    assert.equal((await agent('export', join(hub.directory, 'never.zip'), '--from-dialogflow', '--timeout', '2')).code, 1);
    await hub.clearFaults();
    assert.equal((await agent('export', '/nowhere/agent.zip')).code, 2);
    hub.environment.PASSPORT_HUB_DIALOGFLOW = 'cx';
    const cx = await agent('diff', '--json');
    assert.equal(cx.code, 2, 'the export is one of ES');
    assert.match(cx.stdout, /"agent\.not_es"/);
});
