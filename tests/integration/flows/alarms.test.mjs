// Somebody is told: an alarm is raised once by two workers, each person gets one mail when it begins and one when it is
// over, and the operations page shows it within ten seconds.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

const kSeenWithinMs = 10_000;
const people = ['first.operator@example.jp', 'second.operator@example.jp'];
let hub;
let waiting;  // applications of the sample data, one a message
before(async () => {
    hub = await RunningHub.start({
        workers: 2, ownConfiguration: true,
        prepare: (all) => {
            const path = join(all.configuration, 'config/hub.json');
            const settings = JSON.parse(readFileSync(path, 'utf8'));
            settings.alarms.mail_to = people;
            writeFileSync(path, JSON.stringify(settings));
        },
    });
    waiting = await hub.applications();
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub.clearFaults());

const alarms = async () => JSON.parse((await hub.tool('alarms', 'list', '--json')).stdout);
const open = async (kind) => (await alarms()).open.find((alarm) => alarm.kind === kind);
const onThePage = async (words) => (await (await fetch(hub.operations)).text()).includes(words);
// Whom the mails of this kind ("ALARM", "over") about an alarm went to.
const mailed = async (kind, about) => (await hub.ledger('smtp'))
    .filter((entry) => entry.kind === 'mail' && entry.subject.startsWith(`[Passport Hub] ${kind}: `) && entry.text.includes(about))
    .map((mail) => mail.envelope.to[0]).sort();
const approve = async () => JSON.parse((await hub.tool('shops', 'approve', String(waiting.shift().shop_temp_id), '--json')).stdout).message_id;
const hasState = (id, state) => until(`it is ${state}`, async () => (await hub.message(id)).deliveries[0].state === state, 60_000);

// Waits until the page shows it; prints how long that took.
async function seen(kind, words) {
    const started = performance.now();
    await until(`the page shows ${words}`, () => onThePage(words), kSeenWithinMs);
    console.log(`alarms: ${kind} on the page after ${Math.round(performance.now() - started)} ms`);
    return until('it is listed', () => open(kind));
}

test('a parked message is told of, and sent when somebody replays it', async () => {
    await hub.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt', times: 1 });
    const id = await approve();
    await hasState(id, 'parked');
    const alarm = await seen('parked', 'parked messages: mail');
    assert.deepEqual(alarm.mailed_to, people);
    await until('both are mailed', async () => (await mailed('ALARM', 'parked messages: mail')).length === 2);
    await hub.tool('messages', 'replay', id, '--by', 'operator', '--reason', 'mended');
    await hasState(id, 'sent');
});

test('a worker that dies is told of by the other one', async () => {
    const [victim] = await hub.workers();
    process.kill(victim, 'SIGKILL');
    const alarm = await seen('worker_restarting', 'worker restarting: ');
    assert.match(alarm.subject, /worker-[12]$/);
    assert.match(alarm.detail, /died 1 time in a row, last by signal 9/);
    await until('both are mailed', async () => (await mailed('ALARM', 'worker restarting')).length === 2);
    await hub.untilReady();
});

test('a mail server that keeps refusing is on the page while no mail can tell of it', async () => {
    await hub.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'mail' });
    const ids = [await approve(), await approve(), await approve()];
    const alarm = await seen('provider_refusing', 'provider refusing: mail');
    assert.match(alarm.detail, /refuses or fails, last with smtp\.reply_451/);
    assert.equal((await mailed('ALARM', 'provider refusing')).length, 0);
    await hub.clearFaults();
    for (const id of ids) await hasState(id, 'sent');
});

test('an alarm is acknowledged by name, and wrong words are told', async () => {
    const alarm = await open('worker_restarting');
    const wrong = await hub.toolWithAnyCode('alarms', 'acknowledge', String(alarm.id), '--json');
    assert.equal(wrong.code, 2);
    assert.deepEqual(JSON.parse(wrong.stdout).error.fields.map(({ field }) => field), ['by', 'reason']);
    assert.equal((await hub.toolWithAnyCode('alarms', 'acknowledge', String(alarm.id), '--by', 'stranger', '--reason', 'x')).code, 1);
    assert.equal((await hub.toolWithAnyCode('alarms', 'acknowledge', '999', '--by', 'operator', '--reason', 'x')).code, 2);
    const done = await hub.tool('alarms', 'acknowledge', String(alarm.id), '--by', 'operator', '--reason', 'it was me');
    assert.match(done.stdout, /acknowledged by operator: it was me/);
    assert.ok(await onThePage('Acknowledged by operator: it was me'));
});

test('a configuration by which the named people would get no mail is refused', async () => {
    const path = join(hub.configuration, 'config/routes.json');
    const good = readFileSync(path, 'utf8');
    const { routes } = JSON.parse(good);
    writeFileSync(path, JSON.stringify({ routes: routes.filter(({ type }) => type !== 'alarm.over') }));
    try {
        const outcome = await hub.toolWithAnyCode('check', '--offline', '--json');
        assert.equal(outcome.code, 2);
        assert.deepEqual(JSON.parse(outcome.stdout).error.fields,
            [{ field: 'hub.json#/alarms/mail_to', problem: 'nobody would be mailed: no queued route of routes.json takes alarm.over' }]);
    } finally {
        writeFileSync(path, good);
    }
});

test('each person has one mail about the beginning and one about the end of each', async () => {
    const about = ['parked messages: mail', 'provider refusing: mail'];
    for (const words of about)
        for (const kind of ['ALARM', 'over'])
            await until(`both have the mail "${kind}" about ${words}`, async () => (await mailed(kind, words)).length >= 2, 60_000);
    for (const words of about)
        for (const kind of ['ALARM', 'over']) assert.deepEqual(await mailed(kind, words), people, `${kind} ${words}`);
    const { recent } = await alarms();
    for (const kind of ['parked', 'provider_refusing']) assert.equal(recent.filter((alarm) => alarm.kind === kind).length, 1, kind);
});
