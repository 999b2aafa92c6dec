// The supervisor: a dead worker is replaced, SIGTERM drains, a bad configuration changes nothing, a good one is taken
// over without a refused connection.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start({ ownConfiguration: true }); }, { timeout: 180_000 });
after(async () => hub?.stop());

// Asks without a pause until told to stop; counts what did not answer 200.
function load() {
    const state = { asked: 0, failed: [], stopped: false };
    state.done = (async () => {
        while (!state.stopped) {
            ++state.asked;
            await fetch(`${hub.url}/healthz`, { headers: { Connection: 'close' } })
                .then((answer) => { if (!answer.ok) state.failed.push(answer.status); }, (error) => state.failed.push(error.cause?.code ?? error.message));
        }
    })();
    return state;
}

// Waits until another worker serves in the place of this one of `workers`. One that only runs has not read the
// configuration yet, which the tests change.
function untilReplaced(victim, workers) {
    const serves = (pid) => new RegExp(`"event":"worker.ready".*"pid":"${pid}"`).test(readFileSync(hub.log, 'utf8'));
    return until('a new worker serves', async () => {
        const now = await hub.workers();
        return now.length === 2 && !now.includes(victim) && now.some((pid) => !workers.includes(pid) && serves(pid));
    });
}

test('a killed worker is replaced and the other one goes on serving', async () => {
    const workers = await hub.workers();
    const [victim, ...others] = workers;
    process.kill(victim, 'SIGKILL');
    await untilReplaced(victim, workers);
    for (const pid of others) assert.ok((await hub.workers()).includes(pid));
    await hub.untilReady();
});

test('a bad configuration is refused with every problem, and changes nothing', async () => {
    const path = join(hub.configuration, 'config/routes.json');
    const good = readFileSync(path, 'utf8');
    const before_reload = await hub.workers();
    const bad = JSON.parse(good);
    bad.routes[0].timout_ms = 5;
    bad.routes[1].connector = 'dialogfow';
    writeFileSync(path, JSON.stringify(bad));
    const outcome = await hub.toolWithAnyCode('reload', '--json');
    assert.equal(outcome.code, 2);
    const problems = JSON.parse(outcome.stdout).error.fields;
    assert.ok(problems.some((problem) => /timout_ms/.test(problem.field + problem.problem) && /timeout_ms/.test(problem.problem)), outcome.stdout);
    assert.ok(problems.some((problem) => /did you mean "dialogflow"/.test(problem.problem)), outcome.stdout);
    process.kill(hub.serving.pid, 'SIGHUP');
    await until('the refusal is logged', () => hub.logTail().includes('reload_refused'));
    writeFileSync(path, good);
    assert.deepEqual(await hub.workers(), before_reload);
});

test('a contract that gives others more than the program was built with is refused', async () => {
    const path = join(hub.configuration, 'config/openapi.json');
    const good = readFileSync(path, 'utf8');
    const contract = JSON.parse(good);
    contract.paths['/api/v1/audit'].get['x-roles'] = ['everyone'];
    contract.paths['/api/v1/staff'].get['x-roles'] = ['administrator', 'admin'];
    writeFileSync(path, JSON.stringify(contract));
    const outcome = await hub.toolWithAnyCode('reload', '--json');
    writeFileSync(path, good);
    assert.equal(outcome.code, 2);
    assert.deepEqual(JSON.parse(outcome.stdout).error.fields.map(({ field }) => field), ['openapi.json: listStaff', 'openapi.json: listAudit']);
});

test('a good configuration is taken over by new workers without one refused request', async () => {
    const before_reload = await hub.workers();
    const requests = load();
    try {
        await hub.tool('reload');
        await until('all workers are new', async () => {
            const now = await hub.workers();
            return now.length === 2 && now.every((pid) => !before_reload.includes(pid));
        }, 60_000);
    } finally {
        requests.stopped = true;
        await requests.done;
    }
    assert.deepEqual(requests.failed, [], `of ${requests.asked} requests`);
});

test('the log goes on in a new file after SIGUSR1, from the supervisor and every worker', async () => {
    renameSync(hub.log, `${hub.log}.1`);
    process.kill(hub.serving.pid, 'SIGUSR1');
    await until('there is a new log', () => existsSync(hub.log));
    const pids = [hub.serving.pid, ...await hub.workers()];
    await until('everybody writes to it', () => pids.every((pid) => readlinkSync(`/proc/${pid}/fd/2`) === hub.log));
    process.kill(pids[1], 'SIGTERM');
    await until('a worker has said something', () => readFileSync(hub.log, 'utf8').includes('"event":"worker.draining"'));
    await untilReplaced(pids[1], pids.slice(1));
    await hub.untilReady();
});

test('SIGTERM drains: readiness is off at once, an open request is answered and the exit code is 0', async () => {
    await hub.fault({ service: 'dialogflow', fault: 'latency', delay_ms: 1000 });
    const pending = hub.chat('こんにちは');
    await until('the question is on its way', async () => (await (await fetch(`${hub.sandbox}/sandbox/faults`)).json()).faults.some((fault) => fault.applied > 0));
    const stopped = hub.stopServing();
    const readiness = await until('readiness is off', async () => {
        const answer = await fetch(`${hub.operations}/readyz`);
        return answer.status === 503 && answer.json();
    }, 900);
    assert.deepEqual(readiness.checks.filter(({ name }) => name === 'serving'), [{ name: 'serving', ok: false, detail: 'the hub is being stopped' }]);
    assert.equal(await stopped, 0);
    assert.ok((await pending).text.length > 0);
});

test('a hub that does not start is noticed at once, and says why', async () => {
    const path = join(hub.configuration, 'config/routes.json');
    writeFileSync(path, '{"routes": 7}');
    const started = performance.now();
    await assert.rejects(hub.startServing(), (error) => /the hub ended with \d+: [^]*routes/.test(error.message) && performance.now() - started < 10_000);
});
