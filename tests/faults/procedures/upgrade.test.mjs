// T21: the hub goes over to another program and back, again and again, while pages are asked for and mails are sent: no
// request fails, no connection is refused, no mail is lost or sent twice.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readlinkSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { faultProgram, full, Rig } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { WebLoad } from '../rig/web_load.mjs';

const run = promisify(execFile);
const kRounds = full ? 50 : 1;  // an upgrade and a rollback each
const kRequestsPerSecond = 200;

let rig;
let place;     // where the hub is upgraded in place
let elsewhere; // another program at another path

// A copy is another file: another inode behind another path, and with its own assets beside it. Made by another process: the
// clients are in this one, and a client that stands still for seconds is one that the hub may close its door to.
async function copyProgram(directory) {
    mkdirSync(directory, { recursive: true });
    const copy = join(directory, 'passport-hub');
    await run('cp', [faultProgram, `${copy}.new`]);
    await run('cp', ['-r', join(dirname(faultProgram), 'web'), directory]);
    renameSync(`${copy}.new`, copy);
    return copy;
}

before(async () => {
    rig = await Rig.start({ routes: kLoadRoutes, prepare: async (hub) => {
        place = await copyProgram(join(hub.directory, 'place'));
        elsewhere = await copyProgram(join(hub.directory, 'elsewhere'));
        hub.program = place;
    } });
}, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

const upgradeTo = (...program) => rig.hub.toolWithAnyCode('reload', '--binary', ...program, '--json');
const inodeOf = (path) => statSync(path).ino;
const runs = (pid) => ({ path: readlinkSync(`/proc/${pid}/exe`), inode: statSync(`/proc/${pid}/exe`).ino });

async function everybodyRuns(program) {
    for (const pid of [rig.hub.serving.pid, ...await rig.hub.workers()])
        assert.deepEqual(runs(pid), { path: program, inode: inodeOf(program) }, `process ${pid}`);
}

test(`T21: ${kRounds} upgrades and ${kRounds} rollbacks under load fail no request and double no mail`, { timeout: full ? 10_800_000 : 180_000 }, async () => {
    const entries = [];
    const load = new WebLoad(rig.hub.url, kRequestsPerSecond);
    let publishing = true;
    const client = (async () => {
        while (publishing) {
            entries.push(await rig.publish(50, [kTypes.retry, kTypes.show]));
            await delay(200);
        }
    })();
    let slowest = 0;
    try {
        for (let round = 0; round < kRounds; ++round) {
            // There by its path, back by a new file at the old place: both ways in which a program comes.
            for (const program of [elsewhere, place]) {
                const earlier = await rig.hub.workers();
                const started = performance.now();
                if (program === place) await copyProgram(dirname(place));
                const { code, stdout, stderr } = await upgradeTo(program);
                assert.equal(code, 0, stdout + stderr + rig.hub.logTail());
                assert.equal(JSON.parse(stdout).upgraded, true);
                slowest = Math.max(slowest, performance.now() - started);
                await everybodyRuns(program);
                const now = await rig.hub.workers();
                assert.equal(now.length, rig.workerCount);
                assert.ok(now.every((pid) => !earlier.includes(pid)), 'a worker was not replaced');
            }
        }
    } finally {
        publishing = false;
        await client;
        await load.stop();
    }
    await settle(rig, `T21 (slowest ${Math.round(slowest)} ms, ${load.asked} requests, ${load.repeated} repeated, ${load.failed.length} failed)`,
        entries, { trials: 2 * kRounds, events: 'upgrades' });
    assert.deepEqual(load.failed, []);
    assert.ok(load.asked > 0);
});

test('a new file at the old place is what `reload --binary` goes over to, and what nobody decided for is never run', async () => {
    const old = runs(rig.hub.serving.pid);
    await copyProgram(dirname(place));
    const [victim] = await rig.hub.workers();
    process.kill(victim, 'SIGKILL');
    await rig.untilWhole();
    for (const pid of await rig.hub.workers()) assert.equal(runs(pid).inode, old.inode, 'a worker came back as another program');
    assert.equal((await upgradeTo()).code, 0);
    await everybodyRuns(place);
    assert.notEqual(runs(rig.hub.serving.pid).inode, old.inode);
});

test('a program that is none, that fails its check or whose worker does not serve changes nothing and says why', async () => {
    const directory = join(rig.hub.directory, 'bad');
    mkdirSync(directory);
    const script = (name, text) => {
        writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        return join(directory, name);
    };
    const before = await rig.hub.workers();
    const cases = [
        [join(directory, 'nothing'), 2, /is no program/],
        [script('garbage', 'exit 7'), 2, /exit code 7/],
        [script('only_checks', 'case $* in *--rehearse*) exit 0;; esac; exit 9'), 1, /worker 2 did not start: exit code 9/],
        // As of a version that cannot do this yet.
        [script('too_old', 'echo "The following arguments were not expected: --rehearse" >&2; exit 2'), 2, /exit code 2/],
    ];
    for (const [program, code, why] of cases) {
        const outcome = await upgradeTo(program);
        assert.equal(outcome.code, code, outcome.stdout + outcome.stderr);
        assert.match(outcome.stdout, why);
        assert.deepEqual(await rig.hub.workers(), before);
        await everybodyRuns(place);
    }
});

test('a program of which a later worker does not serve leaves the earlier one everywhere', async () => {
    const counter = join(rig.hub.directory, 'bad/starts');
    const program = join(rig.hub.directory, 'bad/second_fails');
    writeFileSync(program, `#!/bin/sh\ncase $1 in worker) echo >>${counter}; [ "$(wc -l <${counter})" = 1 ] || exit 9;; esac\nexec ${elsewhere} "$@"\n`, { mode: 0o755 });
    const outcome = await upgradeTo(program);
    assert.equal(outcome.code, 1, outcome.stdout);
    assert.match(outcome.stdout, /worker 1 did not start: exit code 9/);
    await rig.untilWhole();
    await everybodyRuns(place);
});

test('a database that lacks a migration of the new program keeps the old one', async () => {
    const [{ number }] = await rig.database.rows('SELECT max(number) AS number FROM hub.migration');
    const before = await rig.hub.workers();
    await rig.hub.ownerSql(`CREATE TABLE public.kept_migration AS SELECT * FROM hub.migration WHERE number = ${number};
        DELETE FROM hub.migration WHERE number = ${number};`);
    const outcome = await upgradeTo(elsewhere);
    await rig.hub.ownerSql('INSERT INTO hub.migration SELECT * FROM public.kept_migration; DROP TABLE public.kept_migration;');
    assert.equal(outcome.code, 2, outcome.stdout);
    assert.match(outcome.stdout, /lacks migrations.*`migrate`/);
    assert.deepEqual(await rig.hub.workers(), before);
});
