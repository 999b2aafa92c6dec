// Parked messages and the people who look after them: the mail server refuses → parked → somebody replays it under
// their name → the mail arrives, once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { RunningHub, sourceDirectory, until } from '../../support/running_hub.mjs';

let hub;
let waiting;  // applications of the sample data, one a test
before(async () => {
    hub = await RunningHub.start();
    waiting = await hub.applications();
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub.clearFaults());

const mailsAbout = (text) => hub.mailsAbout(text);
const life = (id) => hub.message(id);
const hasState = (id, state) => hub.hasState(id, state);
const byOperator = ['--by', 'operator', '--reason', 'the mail server is mended'];

async function parkedApproval() {
    const shop = waiting.shift();
    return { shop, id: await hub.parkedApproval(shop) };
}

// Runs a command at a terminal and answers what it asks; {code, output}.
async function atTerminal(answer, ...commandArguments) {
    const program = process.env.PASSPORT_HUB_BINARY ?? join(sourceDirectory, 'build/release/passport-hub');
    const quoted = [program, ...commandArguments].map((part) => `'${part}'`).join(' ');
    const child = spawn('script', ['-qec', quoted, '/dev/null'],
        { cwd: hub.configuration, env: hub.environment, stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    let answered = false;
    child.stdout.on('data', (piece) => {
        output += piece;
        if (answered || !output.includes('Type yes:')) return;
        answered = true;
        child.stdin.write(`${answer}\n`);
    });
    const [code] = await once(child, 'exit');
    return { code, output };
}

test('what the mail server refuses is parked, and a replay brings the mail, once', async () => {
    const { shop, id } = await parkedApproval();
    const list = JSON.parse((await hub.tool('messages', 'list', '--state', 'parked', '--shop', String(shop.shop_temp_id), '--json')).stdout);
    assert.equal(list.matched, 1);
    assert.equal(list.messages[0].id, id);
    const parked = (await life(id)).deliveries[0];
    assert.match(parked.error_code, /550/);
    assert.equal(parked.provider.status, 550);
    assert.match(parked.provider.answer, /^550/);
    assert.match(parked.reason, /^保留：送信先に受け付けられませんでした/);
    assert.match(parked.advice, /再送/);
    const story = (await hub.tool('messages', 'show', id)).stdout;
    assert.match(story, new RegExp(`affected: shop_temp/${shop.shop_temp_id}`));
    assert.match(story, /kept until then/);
    assert.equal((await mailsAbout(shop.name)).length, 0);

    await hub.tool('messages', 'replay', id, ...byOperator);
    await hasState(id, 'sent');
    assert.equal((await mailsAbout(shop.name)).length, 1);
    const sent = (await life(id)).deliveries[0];
    assert.equal(sent.idempotency_key, parked.idempotency_key);
    const replay = sent.events.find((event) => event.person === 'operator');
    assert.deepEqual([replay.from, replay.to, replay.detail], ['parked', 'pending', 'the mail server is mended']);

    const again = await hub.toolWithAnyCode('messages', 'replay', id, ...byOperator, '--json');
    assert.equal(again.code, 2);
    assert.match(again.stdout, /never sent a second time/);
    assert.equal((await mailsAbout(shop.name)).length, 1);
});

test('a replay can send a corrected payload, and the original stays readable', async () => {
    const { shop, id } = await parkedApproval();
    const data = (await life(id)).data;
    const file = join(hub.directory, 'corrected.json');
    writeFileSync(file, JSON.stringify({ ...data, shop_name: '名前を直したお店' }));
    await hub.tool('messages', 'replay', id, ...byOperator, '--data', file);
    await hasState(id, 'sent');
    assert.equal((await mailsAbout('名前を直したお店')).length, 1);
    assert.equal((await mailsAbout(shop.name)).length, 0);
    const message = await life(id);
    assert.equal(message.data.shop_name, data.shop_name);
    assert.equal(message.deliveries[0].edited_data.shop_name, '名前を直したお店');
});

test('wrong options are all named at once, strangers are refused, and nothing happens', async () => {
    const { id } = await parkedApproval();
    const wrong = await hub.toolWithAnyCode('messages', 'replay', id, '--per-secnd', '3', '--per-second', '0', '--data', '/nowhere', '--json');
    assert.equal(wrong.code, 2);
    assert.deepEqual(JSON.parse(wrong.stdout).error.fields.map((problem) => problem.field),
        ['--per-secnd', 'by', 'reason', 'per-second', 'data']);
    const stranger = await hub.toolWithAnyCode('messages', 'replay', id, '--by', 'stranger', '--reason', 'x');
    assert.equal(stranger.code, 1);
    assert.match(stranger.stderr, /may not replay/);
    const nothing = await hub.toolWithAnyCode('messages', 'replay', ...byOperator, '--yes', '--json');
    assert.equal(nothing.code, 2);
    const unknown = await hub.toolWithAnyCode('messages', 'replay', '019a9b1e-0000-7000-8000-000000000001', ...byOperator);
    assert.equal(unknown.code, 2);
    await hasState(id, 'parked');
});

test('dropping asks at a terminal, needs --yes elsewhere, and is for good', async () => {
    const { shop, id } = await parkedApproval();
    const alone = await hub.toolWithAnyCode('messages', 'drop', id, ...byOperator);
    assert.equal(alone.code, 2);
    assert.match(alone.stderr, /yes/);
    const refused = await atTerminal('no', 'messages', 'drop', id, ...byOperator);
    assert.match(refused.output, /not even by a replay/);
    assert.equal(refused.code, 2);
    await hasState(id, 'parked');
    const confirmed = await atTerminal('yes', 'messages', 'drop', id, ...byOperator);
    assert.equal(confirmed.code, 0, confirmed.output);
    await hasState(id, 'failed');
    assert.equal((await hub.toolWithAnyCode('messages', 'replay', id, ...byOperator)).code, 2);
    assert.equal((await mailsAbout(shop.name)).length, 0);
});

test('many are looked at first and then replayed by a filter', async () => {
    const type = ['--type', 'shop.approved', '--state', 'parked'];
    const looked = JSON.parse((await hub.tool('messages', 'replay', ...type, ...byOperator, '--dry-run', '--json')).stdout);
    assert.equal(looked.dry_run, true);
    assert.equal(looked.replayed, 0);
    assert.equal(looked.first.length, looked.matched);
    assert.ok(looked.matched >= 1, 'the one that strangers could not replay');
    const done = JSON.parse((await hub.tool('messages', 'replay', ...type, ...byOperator, '--yes', '--per-second', '20', '--json')).stdout);
    assert.equal(done.replayed, looked.matched);
    for (const each of looked.first) await hasState(String(each.delivery), 'sent');
    const rest = await hub.tool('messages', 'list', ...type);
    assert.match(rest.stdout, /No message matches/);
});

test('a person parks what still waits', async () => {
    const shop = waiting.shift();
    await hub.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'rcpt' });
    const approved = JSON.parse((await hub.tool('shops', 'approve', String(shop.shop_temp_id), '--json')).stdout);
    await until('it is parked between two attempts', async () =>
        (await hub.toolWithAnyCode('messages', 'park', approved.message_id, ...byOperator)).code === 0, 60_000);
    await hub.clearFaults();
    const delivery = (await life(approved.message_id)).deliveries[0];
    assert.equal(delivery.state, 'parked');
    assert.equal(delivery.error_detail, '担当者（operator）が保留しました：the mail server is mended');
    assert.equal((await mailsAbout(shop.name)).length, 0);
});
