// T5: Redis fails over to a replica that has not heard of the last seconds; the old primary comes back as a replica. Entries
// that are there again although they were dealt with cause nothing, entries that are missing are made again.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { FaultProxy } from '../proxy/fault_proxy.mjs';
import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';

const run = promisify(execFile);
const kFailovers = full ? 20 : 2;
const kBehindMs = full ? 5_000 : 1_500;
const kMessages = full ? 20_000 : 1_500;

// One of the two servers, and the way by which it hears of the other as its replica.
class Redis {
    constructor(port) {
        this.port = port;
    }

    async command(...words) {
        return (await run('redis-cli', ['-h', '127.0.0.1', '-p', String(this.port), ...words], { maxBuffer: 1 << 28 })).stdout;
    }

    // Follows `primary`, and has all it has.
    async follow(primary) {
        this.way ??= await FaultProxy.start({ host: '127.0.0.1', port: primary.port });
        await this.command('REPLICAOF', '127.0.0.1', String(this.way.port));
        await until('the replica is up to date', async () => (await this.command('INFO', 'replication')).includes('master_link_status:up'));
    }

    // From now on it hears nothing of its primary.
    fallBehind() {
        this.way.set('both', { blackHole: true });
    }

    async lead() {
        await this.command('REPLICAOF', 'NO', 'ONE');
        await this.way?.stop();
        this.way = undefined;
    }

    // The deliveries named by the entries of the tests' lane.
    async deliveries() {
        const lines = (await this.command('XRANGE', 'hub:lane:urgent', '-', '+')).split('\n');
        return lines.filter((line, index) => lines[index - 1] === 'd').map((ticket) => /^\d+/.exec(ticket)?.[0]).filter(Boolean);
    }
}

let rig, toRedis, second, primary, replica;
before(async () => {
    rig = await Rig.start({
        routes: kLoadRoutes,
        prepare: async (hub) => {
            primary = new Redis(Number(hub.environment.PASSPORT_HUB_REDIS_PORT));
            toRedis = await FaultProxy.start({ host: '127.0.0.1', port: primary.port });
            hub.environment.PASSPORT_HUB_REDIS_PORT = String(toRedis.port);
        },
    });
    replica = new Redis(await rig.hub.freePort());
    // Of redis-tools only this name is there everywhere; it is the server when called so.
    second = spawn('/usr/bin/redis-check-rdb', ['--port', String(replica.port), '--bind', '127.0.0.1', '--dir', rig.hub.directory,
        '--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0'], { argv0: 'redis-server', stdio: 'ignore' });
    await until('the second Redis answers', async () => (await replica.command('PING')).startsWith('PONG'));
}, { timeout: 180_000 });
after(async () => {
    await rig?.stop();
    await Promise.all([toRedis, primary?.way, replica?.way].map((proxy) => proxy?.stop()));
    if (second) {
        second.kill('SIGKILL');
        await once(second, 'exit');
    }
}, { timeout: 60_000 });

test('T5: after a failover to a replica that is behind nothing is lost and what was sent is not sent again', { timeout: full ? 3_600_000 : 240_000 }, async () => {
    const entries = [];
    let again = 0;
    for (let failover = 0; failover < kFailovers; ++failover) {
        await replica.follow(primary);
        entries.push(...await accept(rig, kMessages, [kTypes.retry, kTypes.show]));
        await until('mails leave', ((sent) => () => rig.mails.count > sent + 50)(rig.mails.count), 60_000);
        replica.fallBehind();
        await delay(kBehindMs);
        await replica.lead();
        toRedis.retarget({ host: '127.0.0.1', port: replica.port });
        toRedis.reset();
        const stale = await replica.deliveries();
        const [{ count }] = stale.length === 0 ? [{ count: 0 }] : await rig.database.rows(
            `SELECT count(*) FROM hub.delivery WHERE state <> 'pending' AND id IN (${stale.join()})`);
        again += count;
        [primary, replica] = [replica, primary];
        await until('mails leave again', ((sent) => () => rig.mails.count > sent)(rig.mails.count), 60_000);
    }
    console.log(`T5: ${again} entries of deliveries under way or finished were there again`);
    assert.ok(again > 0, 'the replica was not behind');
    const found = await settle(rig, 'T5', entries, { trials: kFailovers, events: 'failovers' });
    assert.equal(found.delivered, found.accepted);
    assert.deepEqual([found.repeats, found.unknown], [[], []]);
});
