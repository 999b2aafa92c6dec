// A schedule publishes its message once, however many workers look at the clock.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
let data;
before(async () => {
    hub = await RunningHub.start({ workers: 2 });
    data = join(hub.directory, 'data.json');
    writeFileSync(data, JSON.stringify({
        shop_temp_id: 1, shop_id: 1, shop_name: '予定どおりのパン屋', owner_name: '見本花子', owner_mail: 'hanako@example.jp', approved_at: '2026-11-20T00:00:00Z',
    }));
}, { timeout: 180_000 });
after(async () => hub?.stop());

const schedules = (...rest) => hub.toolWithAnyCode('schedules', ...rest, '--json');
const show = async (name) => JSON.parse((await schedules('show', name)).stdout);
const mails = () => hub.mailsAbout('予定どおりのパン屋');

test('a message due at a time is published then, once, and the schedule tells', async () => {
    const at = new Date(Date.now() + 6_000).toISOString();
    const set = await schedules('set', 'reminder', '--at', at, '--type', 'shop.approved', '--data', data);
    assert.equal(set.code, 0, set.stderr + set.stdout);
    assert.equal((await mails()).length, 0);
    await until('the mail arrives', async () => (await mails()).length > 0, 60_000);
    const { runs, next } = await show('reminder');
    assert.equal(runs.length, 1);
    assert.equal(runs[0].outcome, 'fired');
    assert.ok(Date.parse(runs[0].decided_at) >= Date.parse(at), 'not before its time');
    assert.deepEqual(next, []);
    const message = await hub.message(runs[0].message_id);
    assert.equal(message.subject, 'schedule/reminder');
    await until('it is sent', async () => (await hub.message(runs[0].message_id)).deliveries[0].state === 'sent');
    assert.equal((await mails()).length, 1);
});

test('a recurring one shows its coming times, is paused, resumed and removed', async () => {
    const set = await schedules('set', 'weekly', '--cron', '0 9 * * MON', '--days', 'working', '--type', 'shop.approved', '--data', data);
    assert.equal(set.code, 0, set.stdout);
    const { next } = await show('weekly');
    assert.equal(next.length, 5);
    for (const time of next) {
        const there = new Date(Date.parse(time) + 9 * 3_600_000);
        assert.deepEqual([there.getUTCDay(), there.getUTCHours(), there.getUTCMinutes()], [1, 9, 0], time);
    }
    assert.equal(JSON.parse((await schedules('pause', 'weekly')).stdout).paused, true);
    assert.deepEqual((await show('weekly')).next, []);
    assert.equal(JSON.parse((await schedules('resume', 'weekly')).stdout).next[0], next[0]);
    assert.equal((await schedules('remove', 'weekly')).code, 2, 'not without --yes');
    assert.equal((await schedules('remove', 'weekly', '--yes')).code, 0);
    assert.equal((await schedules('show', 'weekly')).code, 2);
});

test('every wrong word is named at once, and nothing is saved', async () => {
    const refused = await schedules('set', 'Wrong Name', '--cron', '61 9 * * FOO', '--type', 'shop.aproved', '--data', '/nowhere');
    assert.equal(refused.code, 2);
    const { error } = JSON.parse(refused.stdout);
    assert.deepEqual(error.fields.map(({ field }) => field), ['name', '--type', '--data', 'cron', 'cron']);
    assert.match(error.fields[1].problem, /did you mean "shop\.approved"/);
    for (const wrong of [['--at', '2020-01-01T00:00:00Z'], ['--at', 'tomorrow'], [], ['--cron', '0 0 30 2 *'], ['--at', '2099-01-01T00:00:00Z', '--days', 'closed'],
        ['--cron', '* * * * *', '--at', '2099-01-01T00:00:00Z'], ['--cron', '* * * * *', '--by', 'nobody']])
        assert.notEqual((await schedules('set', 'wrong', '--type', 'shop.approved', ...wrong)).code, 0, wrong.join(' '));
    assert.equal(JSON.parse((await schedules('list')).stdout).schedules.some(({ name }) => name === 'wrong'), false);
});
