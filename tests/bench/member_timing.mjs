// Whether the time of an answer tells who is a member: Welch's t between known and unknown addresses, for a login with a
// wrong password, for a provisional registration, for a forgotten password and for a link to log in with; and a crowd that
// logs in at once, while others look for shops.
//   node member_timing.mjs [SAMPLES_OF_EACH [CROWD]]
// On a hub of its own. Exit code 1 when t is 4.5 or more, when somebody of the crowd waits longer than 30 s or is answered
// anything but 200 or 503, or when the p99 of listShops meanwhile is above 20 ms.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { believeLoopback } from '../support/guessing.mjs';
import { RawClient } from '../support/raw_client.mjs';
import { RunningHub, sourceDirectory } from '../support/running_hub.mjs';
import { Figures } from './figures.mjs';

const samples = Number(process.argv[2] ?? 5000);
const crowd = Number(process.argv[3] ?? 1000);
const password = 'kotori-ga-3wa-ita';
const figures = new Figures('member_timing');
const triesOfOne = 3;  // of one account and from one address: fewer than are slowed

let client;
let requests = 0;
async function post(path, body) {
    const number = ++requests;
    const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    const started = performance.now();
    const answer = await client.ask('POST', path, { 'Content-Type': 'application/json', 'X-Forwarded-For': from }, JSON.stringify(body));
    return { took: performance.now() - started, ...answer };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function variance(values) {
    const middle = mean(values);
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
const welch = (left, right) => (mean(left) - mean(right)) / Math.sqrt(variance(left) / left.length + variance(right) / right.length);

// `count` members with the password of one who registered.
async function fill(hub, count) {
    await post('/api/v1/users/provisional', { mail: 'first@example.jp' });
    let token;
    while (!token) {
        const [mail] = await hub.mailsAbout('first@example.jp');
        token = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(mail ?? '').replaceAll('\\r\\n', ''))?.[1];
    }
    const { status, text } = await post('/api/v1/users', { token, password, programme: 1, postal_code: '530-0001', consent_version: '2026-11' });
    if (status !== 201) throw new Error(text);
    await hub.storeSealed(`INSERT INTO users (user_id, mail, password_hash, status)
        SELECT 1000000 + n, 'known' || n || '@example.jp', (SELECT password_hash FROM users ORDER BY user_id LIMIT 1), 'active'
        FROM generate_series(0, ${count}) n; ANALYZE users`);
}

async function compare(what, path, body, expected) {
    const times = { known: [], unknown: [] };
    const warmUp = 50;
    for (let number = 0; number < 2 * (samples + warmUp); ++number) {
        // In random order, so that nothing that happens now and then falls on one of them.
        const kind = Math.random() < 0.5 ? 'known' : 'unknown';
        const { took, status, text } = await post(path, body(kind, Math.floor(times[kind].length / triesOfOne)));
        if (status !== expected) throw new Error(`${what}: ${status} ${text}`);
        times[kind].push(took);
    }
    for (const kind of ['known', 'unknown']) times[kind].splice(0, warmUp);
    const t = welch(times.known, times.unknown);
    figures.aim(`Welch's t, ${what}`, Math.abs(t), { below: 4.5 });
    console.log(`${what}: known ${mean(times.known).toFixed(2)} ms, unknown ${mean(times.unknown).toFixed(2)} ms, `
        + `Welch's t ${t.toFixed(2)} over ${times.known.length} + ${times.unknown.length}`);
}

// Looks for shops at a steady rate, in a process of its own, until it is told to stop: what shop_load.mjs prints.
function lookForShops(hub) {
    const child = spawn(process.execPath, [join(sourceDirectory, 'tests/bench/shop_load.mjs'), hub.url, '100'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    return async () => {
        const ended = once(child, 'close');
        child.stdin.end();
        await ended;
        return JSON.parse(text);
    };
}

// A crowd in a process of its own that costs little (crowd.cpp): what it takes from the two cores is not the hub's.
async function askAtOnce(hub, target, bodies) {
    const program = join(process.env.PASSPORT_HUB_BUILD ?? join(sourceDirectory, 'build/release'), 'hub_crowd');
    const child = spawn(program, [new URL(hub.url).port, target], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    child.stdin.end(bodies.map((body) => `${JSON.stringify(body)}\n`).join(''));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`hub_crowd ended with ${code}`);
    return JSON.parse(text);
}

async function logInAtOnce(hub) {
    const looked = lookForShops(hub);
    const { seconds, statuses } = await askAtOnce(hub, '/api/v1/users/login',
        Array.from({ length: crowd }, (_, number) => ({ mail: `known${number}@example.jp`, password })));
    const shops = await looked();
    const other = crowd - (statuses[200] ?? 0) - (statuses[503] ?? 0);
    figures.aim(`${crowd} logins at once, all answered`, seconds, { unit: 's', most: 30, spoiled: other > 0 && `${other} answered neither 200 nor 503` });
    figures.aim('listShops p99 meanwhile', shops.p99_ms, { unit: 'ms', most: 20, spoiled: shops.failed > 0 && `${shops.failed} failed` });
    console.log(`${crowd} logins at once: all answered after ${seconds.toFixed(1)} s, by status ${JSON.stringify(statuses)}; `
        + `listShops meanwhile: ${JSON.stringify(shops)}`);
}

// An address is mailed only so often, whatever is asked for: each comparison has addresses of its own.
const ownAddresses = Math.ceil((samples + 60) / triesOfOne);

const hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback });
try {
    client = new RawClient(hub.url, { sources: 1 });
    await fill(hub, Math.max(samples, crowd) + 200);
    await compare('login with a wrong password', '/api/v1/users/login', (kind, number) => ({ mail: `${kind}${number}@example.jp`, password: 'not-the-one' }), 401);
    await compare('provisional registration', '/api/v1/users/provisional', (kind, number) => ({ mail: `${kind}${number}@example.jp` }), 202);
    await compare('forgotten password', '/api/v1/users/password/forgotten', (kind, number) => ({ mail: `${kind}${number + ownAddresses}@example.jp` }), 202);
    await compare('link to log in with', '/api/v1/users/login/link', (kind, number) => ({ mail: `${kind}${number + 2 * ownAddresses}@example.jp` }), 202);
    await logInAtOnce(hub);
} finally {
    client?.close();
    await hub.stop();
}
figures.end();
