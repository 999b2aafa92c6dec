// T3, T4 and T7: Redis dies, forgets everything, loses a stream or a group, or stands still, while thousands of messages
// wait.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { accept, delay, kLoadRoutes, settle, SpeedGauge } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { Seed } from '../rig/seed.mjs';

const run = promisify(execFile);
const kMessages = full ? 500_000 : 8_000;
// How long the mail server takes for each mail while Redis forgets or dies: then most of them wait until it has for the
// last time, and the speed is the mail server's, not that of a machine which others use, too.
const kSlowMs = 50;
// So long, at their usual speed, the mails that wait last at least when Redis is killed.
const kSecondsOfMails = 20;
const kDeaths = full ? 100 : 2;
const kDying = full ? 50_000 : 3_000;
const kLongestDeathMs = full ? 10_000 : 2_000;
const kLongestReturnMs = 30_000;
// Of the usual speed, when it counts as back. In the short form other tests come and go on the same machine and slow the
// mails by a part; one of the two workers that does not come back takes half.
const kBack = full ? 0.95 : 0.75;

let rig;
before(async () => { rig = await Rig.start({ routes: kLoadRoutes }); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

const redis = (...words) => run('redis-cli', ['-h', '127.0.0.1', '-p', rig.hub.environment.PASSPORT_HUB_REDIS_PORT, ...words]);

const accepted = (entries) => entries.reduce((sum, { names }) => sum + names.length, 0);

const slowMails = () => rig.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: kSlowMs, smtp_stage: 'final_dot' });

async function swapForAnEmptyServer() {
    await rig.hub.service('kill-redis');
    rmSync(join(rig.hub.home, 'redis/appendonlydir'), { recursive: true });
    await rig.hub.service('start-redis');
}

const kWays = [
    { way: 'FLUSHALL', times: full ? 50 : 1, strike: () => redis('FLUSHALL') },
    { way: 'DEL', times: full ? 4 : 1, strike: () => redis('DEL', 'hub:lane:urgent') },
    { way: 'XGROUP DESTROY', times: full ? 4 : 1, strike: () => redis('XGROUP', 'DESTROY', 'hub:lane:urgent', 'hub') },
    { way: 'empty server', times: full ? 4 : 1, strike: swapForAnEmptyServer },
];

test('T4: whatever Redis forgets, nothing is lost or doubled, and the speed comes back', { timeout: full ? 3_600_000 : 400_000 }, async () => {
    const seed = new Seed('T4');
    const losses = seed.shuffle(kWays.flatMap((each) => Array(each.times).fill(each)));
    await slowMails();
    const entries = await accept(rig, kMessages);
    const gauge = new SpeedGauge(rig);
    const returns = [];
    try {
        await gauge.calm(8);
        for (const { way, strike } of losses) {
            await delay(seed.whole(1_000, 2_000));
            const { usual } = gauge;
            const waiting = kMessages - rig.mails.count;
            assert.ok(usual > 0 && waiting > kMessages / 4, `${Math.round(usual)} a second, ${waiting} waiting`);
            gauge.disturb();
            await strike();
            const back = await gauge.backTo(kBack * usual, kLongestReturnMs);
            returns.push(back);
            console.log(`T4: ${way}, ${waiting} waiting: ${Math.round(usual)} a second again after ${Math.round(back)} ms`);
        }
    } finally {
        gauge.stop();
    }
    await rig.hub.clearFaults();
    // Asked of the ledger: this takes long, and costs the database nothing.
    await until('most mails are taken', () => rig.mails.count > 0.99 * kMessages, full ? 2_400_000 : 240_000);
    const slowest = Math.round(Math.max(...returns));
    const found = await settle(rig, `T4 (slowest return ${slowest} ms)`, entries, { trials: losses.length, events: 'losses' });
    assert.equal(found.delivered, kMessages);
    assert.deepEqual(found.repeats, []);
    // In the short form the machine is busy with other tests, too.
    assert.ok(slowest <= (full ? 10_000 : kLongestReturnMs), `the speed was back only after ${slowest} ms`);
});

test('T3: Redis is killed again and again: every acceptance over HTTP succeeds meanwhile, and the speed is back in 10 s', { timeout: full ? 3_600_000 : 300_000 }, async () => {
    const seed = new Seed('T3');
    const takenBefore = rig.mails.count;
    await slowMails();
    const entries = await accept(rig, kDying);
    const waiting = () => accepted(entries) - (rig.mails.count - takenBefore);
    const asked = [];
    let over = false;
    const client = (async () => {
        while (!over) {
            asked.push(await rig.ask(rig.request(2, [kTypes.retry, kTypes.show])));
            await delay(50);
        }
    })();
    const gauge = new SpeedGauge(rig);
    let slowest = 0;
    try {
        await gauge.calm(8);
        for (let death = 0; death < kDeaths; ++death) {
            if (waiting() < kSecondsOfMails * gauge.usual) entries.push(...await accept(rig, kDying));
            await delay(seed.whole(2_000, 3_000));
            const { usual } = gauge;
            assert.ok(usual > 0 && waiting() > kSecondsOfMails / 2 * usual, `${Math.round(usual)} a second, ${waiting()} waiting`);
            gauge.disturb();
            await rig.hub.service('kill-redis');
            await delay(seed.whole(0, kLongestDeathMs));
            await rig.hub.service('start-redis');
            const back = await gauge.backTo(kBack * usual, kLongestReturnMs);
            slowest = Math.max(slowest, back);
            console.log(`T3: ${waiting()} waiting: ${Math.round(usual)} a second again after ${Math.round(back)} ms`);
        }
    } finally {
        over = true;
        await client;
        gauge.stop();
    }
    await rig.hub.clearFaults();
    const failed = asked.filter(({ outcome }) => outcome !== 'accepted');
    console.log(`T3: ${asked.length} acceptances over HTTP, ${failed.length} failed; slowest return ${Math.round(slowest)} ms`);
    assert.deepEqual(failed, []);
    // In the short form the machine is busy with other tests, too.
    assert.ok(slowest <= (full ? 10_000 : kLongestReturnMs), `the speed was back only after ${slowest} ms`);
    await settle(rig, 'T3', [...entries, ...asked], { trials: kDeaths, events: 'deaths', longestMs: full ? 1_800_000 : 240_000 });
});

// Milliseconds of each of `count` page requests, one after the other, sorted.
async function pageTimes(count) {
    const times = [];
    for (let index = 0; index < count; ++index) {
        const started = performance.now();
        const answer = await fetch(`${rig.hub.url}/about`);
        await answer.text();
        assert.equal(answer.status, 200);
        times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b);
}

const p99 = (times) => times[Math.floor(times.length * 0.99)];

test('T7: while Redis stands still pages answer as fast as ever and messages are accepted; afterwards they arrive once', { timeout: 300_000 }, async () => {
    await pageTimes(200);
    const usual = p99(await pageTimes(500));
    await rig.hub.service('freeze-redis');
    let frozen, entries;
    const started = performance.now();
    try {
        entries = await accept(rig, 500);
        frozen = p99(await pageTimes(500));
        await delay(Math.max(0, (full ? 30_000 : 8_000) - (performance.now() - started)));
    } finally {
        await rig.hub.service('thaw-redis');
    }
    console.log(`T7: p99 of pages ${usual.toFixed(1)} ms before, ${frozen.toFixed(1)} ms while Redis stood still`);
    // The plan's 20 % need a quiet machine and many pages; a page that waited for Redis would take a second.
    const longest = full ? usual * 1.2 + 15 : usual + 300;
    assert.ok(frozen <= longest, `p99 ${frozen} ms instead of ${usual} ms`);
    await settle(rig, 'T7', entries);
});
