// T6: Redis is at maxmemory because of somebody else's keys. Messages are accepted all the same, an operator sees it within
// ten seconds, and what waited arrives once there is room again.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';

const run = promisify(execFile);
const kFullForMs = full ? 60_000 : 3_000;
const kAlarmWithinMs = 10_000;
const kBatch = full ? 200 : 20;
const kFiller = 'filler';

let rig;
before(async () => { rig = await Rig.start({ routes: kLoadRoutes }); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

const redis = async (...words) =>
    (await run('redis-cli', ['-h', '127.0.0.1', '-p', rig.hub.environment.PASSPORT_HUB_REDIS_PORT, ...words])).stdout.trim();
const state = async () => (await (await fetch(`${rig.hub.operations}/state.json`)).json()).state;
const openAlarm = async () => (await state()).alarms.open.find(({ kind }) => kind === 'redis_refusing');

// One key takes more than the room that is left: Redis refuses everything from then on, also when a little becomes free.
async function fill() {
    const used = Number(/used_memory:(\d+)/.exec(await redis('INFO', 'memory'))[1]);
    await redis('CONFIG', 'SET', 'maxmemory', String(used + (4 << 20)));
    await redis('SETRANGE', kFiller, String(8 << 20), 'x');
    assert.ok(await refused(), 'Redis is not full');
}

const refused = async () => (await redis('SET', 'more', 'x')).startsWith('OOM');

async function makeRoom() {
    await redis('DEL', kFiller);
    await redis('CONFIG', 'SET', 'maxmemory', '256mb');
}

test('T6: while Redis is full everything is accepted and somebody is told; afterwards it all arrives once', { timeout: 400_000 }, async () => {
    const entries = await accept(rig, kBatch);
    await fill();
    const since = performance.now();
    let alarmAfter;
    const told = until('the page shows the alarm', openAlarm, kAlarmWithinMs).then(() => { alarmAfter = performance.now() - since; });
    let batches = 0;
    while (performance.now() - since < kFullForMs) {
        entries.push(...await accept(rig, kBatch));
        ++batches;
        await delay(200);
    }
    await told;
    assert.ok(await refused(), 'Redis was full until the end');
    const { lanes } = await state();
    const waiting = lanes.find(({ lane }) => lane === 'urgent').waiting;
    assert.ok(waiting > 0, 'what Redis does not take waits in PostgreSQL');
    await makeRoom();
    const room = performance.now();
    await settle(rig, `T6 (${batches} accepts while full, none failed; ${waiting} waited; alarm after ${Math.round(alarmAfter)} ms)`, entries);
    await until('the alarm is over', async () => !(await openAlarm()), 60_000);
    console.log(`T6: the alarm was over ${Math.round(performance.now() - room)} ms after there was room`);
    assert.equal((await state()).alarms.recent.filter(({ kind }) => kind === 'redis_refusing').length, 1);
});
