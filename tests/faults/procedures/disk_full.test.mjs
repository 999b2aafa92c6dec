// T18: the disk under PostgreSQL's log of changes, Redis' file or the hub's own log is full for a while: nobody is told
// "accepted" about what is not there, pages go on, no process of the hub dies, and when there is room again all goes on by
// itself.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { SmallDisk } from '../rig/small_disk.mjs';
import { WebLoad } from '../rig/web_load.mjs';

const kHoldMs = full ? 60_000 : 2_000;
const kLongestRecoveryMs = 30_000;
const mixed = [kTypes.retry, kTypes.show];

const disks = {};
let rig;
let skip = false;

async function onSmallDisks(hub) {
    const postgresql = join(hub.home, 'postgresql');
    for (const name of ['changes', 'redis', 'log']) disks[name] = await SmallDisk.make(postgresql);
    if (Object.values(disks).some((disk) => !disk)) {
        skip = 'only root can make a disk';
        return;
    }
    for (const service of ['postgresql', 'redis']) await hub.service(`stop-${service}`);
    // The disk takes four segments of 16 MiB, and PostgreSQL is told to need no more than two or three.
    const changes = join(postgresql, 'pg_wal');
    execFileSync('cp', ['-a', `${changes}/.`, disks.changes.directory]);
    rmSync(changes, { recursive: true });
    symlinkSync(disks.changes.directory, changes);
    execFileSync('chown', ['-h', '--reference', postgresql, changes]);
    appendFileSync(join(postgresql, 'postgresql.conf'), "max_wal_size = '32MB'\nmin_wal_size = '32MB'\nwal_recycle = off\n");
    const conf = join(hub.home, 'redis/redis.conf');
    writeFileSync(conf, readFileSync(conf, 'utf8').replace(/^dir .*$/m, `dir ${disks.redis.directory}`));
    for (const service of ['postgresql', 'redis']) await hub.service(`start-${service}`);
    hub.log = join(disks.log.directory, 'hub.log');
}

before(async () => { rig = await Rig.start({ routes: { ...kLoadRoutes, timeout_ms: 2_000 }, prepare: onSmallDisks }); }, { timeout: 180_000 });
after(async () => {
    await rig?.stop();
    for (const disk of Object.values(disks)) await disk?.remove();
}, { timeout: 60_000 });

// Fills a disk, holds it full while messages are offered and pages asked for, frees it; `meanwhile` and `mend` are what
// else happens while it is full and after. Resolves to the client's ledger.
async function whileFull(disk, { meanwhile = async () => {}, mend = async () => {} }) {
    const processes = [rig.hub.serving.pid, ...await rig.hub.workers()];
    const entries = [await rig.publish(50, mixed)];
    assert.equal(entries[0].outcome, 'accepted');
    const pages = new WebLoad(rig.hub.url, 50);
    const freeAt = Date.now() + kHoldMs;
    disk.fill();
    await meanwhile();
    do {
        disk.fill();
        entries.push(await rig.publish(20, mixed));
        await delay(50);
    } while (Date.now() < freeAt);
    assert.ok(disk.isFull, 'the disk was not full');
    disk.free();
    await mend();
    await until('messages are accepted again', async () => {
        entries.push(await rig.publish(20, mixed));
        return entries.at(-1).outcome === 'accepted';
    }, kLongestRecoveryMs);
    await pages.stop();
    assert.deepEqual(pages.failed, []);
    assert.deepEqual([rig.hub.serving.pid, ...await rig.hub.workers()], processes, 'a process of the hub has died');
    return entries;
}

async function judge(title, entries) {
    const refused = entries.filter(({ outcome }) => outcome !== 'accepted').length;
    await settle(rig, `T18, ${title}: ${refused} of ${entries.length} acceptances refused or in doubt`, entries, { longestMs: 90_000 });
}

test('T18: with no room for PostgreSQL\'s log of changes nothing is accepted that is not there', { timeout: 600_000 }, async (t) => {
    if (skip) return t.skip(skip);
    const dead = () => rig.hub.ownerSql('SELECT 1').then(() => false, () => true);
    const entries = await whileFull(disks.changes, {
        // More changes than fit: PostgreSQL gives up.
        meanwhile: () => rig.hub.ownerSql("CREATE TABLE public.too_much AS SELECT repeat(md5(i::text), 20) FROM generate_series(1, 200000) AS i")
            .then(() => assert.fail('there was room'), () => {}),
        // Whoever runs it starts it again; the hub needs nobody.
        mend: async () => { if (await dead()) await rig.hub.service('start-postgresql'); },
    });
    assert.ok(entries.some(({ outcome }) => outcome !== 'accepted'), 'nothing was refused');
    await judge('PostgreSQL', entries);
});

test('T18: with no room for Redis\' file everything is accepted, and sent when there is room', { timeout: 600_000 }, async (t) => {
    if (skip) return t.skip(skip);
    const entriesMeanwhile = [];
    const entries = await whileFull(disks.redis, { meanwhile: async () => {
        // What fits into the last page of its file it takes.
        await until('Redis refuses', async () => {
            entriesMeanwhile.push(await rig.publish(100, mixed));
            return readFileSync(rig.hub.log, 'utf8').includes('"event":"relay.redis_refuses"');
        });
    } });
    entries.push(...entriesMeanwhile);
    for (const { outcome, code } of entries) assert.equal(outcome, 'accepted', code);
    await judge('Redis', entries);
});

test('T18: with no room for its log the hub goes on as if nothing were', { timeout: 600_000 }, async (t) => {
    if (skip) return t.skip(skip);
    const entries = await whileFull(disks.log, {
        // Something to log: refused reloads.
        meanwhile: async () => {
            const path = join(rig.hub.configuration, 'config/routes.json');
            const good = readFileSync(path, 'utf8');
            writeFileSync(path, '{');
            for (let times = 0; times < 5; ++times) {
                process.kill(rig.hub.serving.pid, 'SIGHUP');
                await delay(100);
            }
            writeFileSync(path, good);
        },
    });
    for (const { outcome, code } of entries) assert.equal(outcome, 'accepted', code);
    await judge('log', entries);
    // And the log itself goes on.
    const before = readFileSync(rig.hub.log, 'utf8').length;
    process.kill((await rig.hub.workers())[0], 'SIGKILL');
    await until('the log is written again', () => readFileSync(rig.hub.log, 'utf8').slice(before).includes('"event":"worker.died"'));
});
