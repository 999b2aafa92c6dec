// How a test gets to a failpoint: one function for each `setting` of points.mjs. Each resolves to {entry, struckAt}: the
// client's ledger entry of the messages that were under way, and when the process died.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { until } from './rig.mjs';
import { kTypes } from './routes.mjs';

const mixed = [kTypes.retry, kTypes.show];

// Messages wait when the workers go on, so that whoever comes to the point first has work in hand.
async function withMessagesWaiting(rig, crash, count, types, meanwhile = async () => {}) {
    await rig.signalWorkers('SIGSTOP');
    try {
        const entry = await rig.publish(count, types);
        await meanwhile(entry);
        rig.arm(crash.armed);
        return entry;
    } finally {
        await rig.signalWorkers('SIGCONT');
    }
}

async function queued(rig, crash, count) {
    const entry = await withMessagesWaiting(rig, crash, count, mixed);
    return { entry, struckAt: await rig.untilStruck() };
}

// The rows say that they are in the stream, and are not: as after a Redis that came back empty.
async function withdrawn(rig, crash, count) {
    const entry = await withMessagesWaiting(rig, crash, count, mixed, ({ run }) => rig.hub.ownerSql(`
        UPDATE hub.delivery SET published_at = now() - interval '1 minute'
        WHERE id IN (SELECT i.id FROM hub.delivery_instruction AS i JOIN hub.message AS m ON m.id = i.message_id
            WHERE m.subject LIKE '${run}-%')`));
    return { entry, struckAt: await rig.untilStruck() };
}

// A worker is asked by HTTP to accept messages, and dies; the client, who heard nothing, asks again under the same key.
async function accepting(rig, crash, count) {
    rig.arm(crash.armed);
    const request = rig.request(crash.messages ?? count, mixed);
    const first = await rig.ask(request);
    const struckAt = await rig.untilStruck();
    assert.equal(first.outcome, crash.answered ? 'accepted' : 'in_doubt', `${first.status} ${first.text}`);
    const everything = crash.expected === 'everything';
    // A COMMIT that was sent by a process that is no more takes its time.
    if (everything) await until('it is committed', () => rig.answersKept(request));
    assert.equal((await rig.rows(request.run)).length, everything ? first.names.length : 0, `expected ${crash.expected}`);
    assert.equal(await rig.answersKept(request), everything ? 1 : 0, 'an answer is kept with the change, or neither is there');
    if (crash.givesUp) return { entry: first, struckAt };
    const entry = await rig.askUntilAnswered(request);
    assert.equal(entry.outcome, 'accepted', entry.text);
    assert.equal(entry.repeated, everything);
    const again = await rig.ask(request);
    assert.deepEqual([again.status, again.text, again.repeated], [entry.status, entry.text, true]);
    return { entry, struckAt };
}

// A worker is killed while it sends; the point is hit by whoever takes over from it: a second crash inside the recovery.
async function takeover(rig, crash, count, types = mixed) {
    await rig.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: 600, smtp_stage: 'final_dot' });
    try {
        const entry = await rig.publish(count, types);
        const pid = await until('a worker sends', async () => (await rig.database.rows(`SELECT w.pid FROM hub.delivery AS d
            JOIN hub.worker AS w ON w.id = d.leased_by WHERE d.state = 'sending' LIMIT 1`))[0]?.pid);
        rig.arm(crash.armed);
        process.kill(pid, 'SIGKILL');
        return { entry, struckAt: await rig.untilStruck() };
    } finally {
        await rig.hub.clearFaults();
    }
}

const parking = (rig, crash, count) => takeover(rig, crash, count, [kTypes.frail]);

async function reload(rig, crash, count) {
    const before = await rig.hub.workers();
    rig.arm(crash.armed);
    const accepted = rig.publish(count, mixed);
    rig.hub.serving.kill('SIGHUP');
    const entry = await accepted;
    const struckAt = await rig.untilStruck();
    if (crash.position === 'before') await startAgain(rig, before);
    if (crash.position === 'after')
        await until('both workers are replaced', async () => {
            const now = await rig.hub.workers();
            return now.length === rig.workerCount && now.every((pid) => !before.includes(pid));
        }, 30_000);
    return { entry, struckAt };
}

// The log is renamed and everybody told. The supervisor dies before it has opened a new one or before it has told the
// workers; after that a worker does.
async function rotation(rig, crash, count) {
    const log = join(rig.hub.directory, 'hub.log');
    const before = await rig.hub.workers();
    const entry = await withMessagesWaiting(rig, crash, count, mixed);
    renameSync(log, `${log}.1`);
    rig.hub.serving.kill('SIGUSR1');
    const struckAt = await rig.untilStruck();
    if (crash.position !== 'after') await startAgain(rig, before);
    await until('the new log is written', () => existsSync(log) && statSync(log).size > 0, 30_000);
    for (const line of [`${log}.1`, log].flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line.startsWith('{')))
        JSON.parse(line);
    return { entry, struckAt };
}

// The supervisor itself is gone: its workers leave by themselves, and whoever runs services starts it again.
async function startAgain(rig, workers) {
    await until('the orphaned workers have left', () => workers.every((pid) => !isAlive(pid)), 30_000);
    rig.hub.launch(rig.workerCount);
}

function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

export const kSettings = { queued, withdrawn, accepting, takeover, parking, reload, rotation };
