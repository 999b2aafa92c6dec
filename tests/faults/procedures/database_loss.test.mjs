// T8: PostgreSQL dies, is stopped or stands still, or a connection is cut exactly at COMMIT: nobody is told "accepted" about
// what is not there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { FaultProxy } from '../proxy/fault_proxy.mjs';
import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { Seed } from '../rig/seed.mjs';

const kCuts = full ? 200 : 24;
const kStandstillMs = full ? 30_000 : 5_000;
const mixed = [kTypes.retry, kTypes.show];

let rig, proxy;
before(async () => {
    rig = await Rig.start({
        routes: { ...kLoadRoutes, timeout_ms: 2_000 },
        prepare: async (hub) => {
            proxy = await FaultProxy.start({ host: '127.0.0.1', port: Number(hub.environment.PASSPORT_HUB_POSTGRES_PORT) });
            hub.environment.PASSPORT_HUB_POSTGRES_PORT = String(proxy.port);
        },
    });
}, { timeout: 180_000 });
after(async () => {
    await rig?.stop();
    await proxy?.stop();
}, { timeout: 60_000 });

// How a connection can end around COMMIT, as faults of the proxy, and whether the transaction is there afterwards.
const kCutsAtCommit = [
    { title: 'before COMMIT is passed on', direction: 'toServer', bytes: () => 0, there: false },
    { title: 'in the middle of COMMIT', direction: 'toServer', bytes: () => 6, there: false },
    { title: 'after COMMIT, before its answer', direction: 'toClient', bytes: () => 0, there: true },
    { title: 'in the middle of the answer to COMMIT', direction: 'toClient', bytes: (piece) => piece.indexOf('COMMIT') + 3, there: true },
];

test('T8: a connection cut at COMMIT is never taken for a success nor for a failure, and what was committed is sent', { timeout: 600_000 }, async () => {
    const entries = [];
    for (let cut = 0; cut < kCuts; ++cut) {
        const { title, direction, bytes, there } = kCutsAtCommit[cut % kCutsAtCommit.length];
        // A way of its own, so that no other transaction is struck.
        const way = await FaultProxy.start({ host: '127.0.0.1', port: Number(rig.clientEnvironment.PASSPORT_HUB_POSTGRES_PORT) });
        way.set(direction, { cutAt: (piece) => (piece.includes('COMMIT') ? bytes(piece) : null) });
        const entry = await rig.publish(20, mixed, { environment: { PASSPORT_HUB_POSTGRES_PORT: String(way.port) } });
        await way.stop();
        assert.equal(way.cuts, 1, `${title}: nothing was cut`);
        assert.equal(entry.outcome, 'in_doubt', `${title}: ${entry.code}`);
        assert.match(entry.code, /commit_in_doubt/, title);
        assert.equal((await rig.rows(entry.run)).length, there ? 20 : 0, title);
        entries.push(entry);
    }
    await settle(rig, 'T8, cut at COMMIT of an acceptance', entries, { trials: kCuts, events: 'cuts' });
});

test('T8: the workers\' own connections are cut at COMMIT again and again, and nothing is lost or doubled', { timeout: 600_000 }, async () => {
    const seed = new Seed('T8, workers');
    const entries = await accept(rig, 1_000, mixed);
    const cuts = proxy.cuts;
    for (let turn = 0; proxy.cuts < cuts + kCuts; ++turn) {
        const { direction, bytes } = kCutsAtCommit[turn % kCutsAtCommit.length];
        if (rig.mails.count > entries.length * 1_000 - 200) entries.push(...await accept(rig, 1_000, mixed));
        const before = proxy.cuts;
        // One cut at a time: the one who is struck first takes it.
        proxy.set(direction, { cutAt: (piece) => (proxy.cuts === before && piece.includes('COMMIT') ? bytes(piece) : null) });
        await until('a commit is cut', () => proxy.cuts > before, 30_000);
        proxy.clear();
        await delay(seed.whole(20, 400));
    }
    await settle(rig, 'T8, cut at COMMIT of the workers', entries, { trials: proxy.cuts - cuts, events: 'cuts' });
});

// The postmaster alone: killed, its children notice and leave, each in the middle of what it does; SIGQUIT is an immediate
// shutdown, SIGINT a fast one (PostgreSQL, "Shutting Down the Server").
async function restart(signal) {
    const pid = Number(readFileSync(join(rig.hub.home, 'postgresql/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, signal);
    await until('the postmaster is gone', () => !existsSync(`/proc/${pid}`), 60_000);
    await until('PostgreSQL runs again', () => rig.hub.service('start-postgresql').then(() => true), 60_000);
}

async function standStill() {
    await rig.hub.service('freeze-postgresql');
    try {
        await delay(kStandstillMs);
    } finally {
        await rig.hub.service('thaw-postgresql');
    }
}

const kLosses = [
    { way: 'killed', times: full ? 100 : 4, strike: () => restart('SIGKILL') },
    { way: 'restarted, immediate', times: full ? 50 : 1, strike: () => restart('SIGQUIT') },
    { way: 'restarted, fast', times: full ? 50 : 1, strike: () => restart('SIGINT') },
    { way: 'frozen', times: full ? 20 : 1, strike: standStill },
];

test('T8: PostgreSQL goes away under load, and what was accepted is there and is sent within 10 s of its return', { timeout: full ? 3_600_000 : 900_000 }, async () => {
    const seed = new Seed('T8, losses');
    const losses = seed.shuffle(kLosses.flatMap((each) => Array(each.times).fill(each)));
    const entries = [];
    let publishing = true;
    const client = (async () => {
        while (publishing) entries.push(await rig.publish(50, mixed));
    })();
    const slowest = {};
    try {
        for (const { way, strike } of losses) {
            await delay(seed.whole(300, 1_500));
            await strike();
            const back = performance.now();
            const sent = rig.mails.count;
            await until(`mails leave again, ${way}`, () => rig.mails.count > sent, 30_000);
            slowest[way] = Math.max(slowest[way] ?? 0, Math.round(performance.now() - back));
        }
    } finally {
        publishing = false;
        await client;
    }
    const outcomes = entries.reduce((sums, { outcome }) => ({ ...sums, [outcome]: (sums[outcome] ?? 0) + 1 }), {});
    console.log(`T8: ${JSON.stringify(outcomes)} transactions; sending again after at most ${JSON.stringify(slowest)} ms`);
    assert.ok(outcomes.accepted > 0);
    assert.ok(Math.max(...Object.values(slowest)) <= 10_000, 'sending again only after more than 10 s');
    await settle(rig, 'T8, PostgreSQL away', entries, { trials: losses.length, events: 'losses' });
});
