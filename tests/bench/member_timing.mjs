// Whether the time of an answer tells who is a member: Welch's t between known and unknown addresses, for a login with a
// wrong password, for a provisional registration, for a forgotten password and for a link to log in with; and a crowd that
// logs in at once, while others look for shops.
//   node member_timing.mjs [SAMPLES_OF_EACH [CROWD]]
// On a hub of its own. Exit code 1 when t is 4.5 or more, when somebody of the crowd waits longer than 30 s, or when the p99
// of listShops meanwhile is above 20 ms.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

import { RunningHub, sourceDirectory } from '../support/running_hub.mjs';

const samples = Number(process.argv[2] ?? 1000);
const crowd = Number(process.argv[3] ?? 1000);
const password = 'kotori-ga-3wa-ita';
const triesOfOne = 3;  // of one account and from one address: fewer than are slowed

// Believes what is said about the client's address, so that every request may come from another one.
function believeLoopback(hub) {
    const file = join(hub.configuration, 'config/hub.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    settings.public.trusted_proxies = ['127.0.0.0/8'];
    writeFileSync(file, JSON.stringify(settings));
}

const agent = new Agent({ keepAlive: true });
let requests = 0;
function post(hub, path, body, headers = {}) {
    const number = ++requests;
    const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
        const started = performance.now();
        const call = request(hub.url + path, { method: 'POST', agent, headers: {
            'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), 'X-Forwarded-For': from, ...headers } }, (answer) => {
            const chunks = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.on('end', () => resolve({ took: performance.now() - started, status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
        });
        call.on('error', reject);
        call.end(text);
    });
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function variance(values) {
    const middle = mean(values);
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
const welch = (left, right) => (mean(left) - mean(right)) / Math.sqrt(variance(left) / left.length + variance(right) / right.length);

// `count` members with the password of one who registered.
async function fill(hub, count) {
    await post(hub, '/api/v1/users/provisional', { mail: 'first@example.jp' });
    let token;
    while (!token) {
        const [mail] = await hub.mailsAbout('first@example.jp');
        token = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(mail ?? '').replaceAll('\\r\\n', ''))?.[1];
    }
    const { status, text } = await post(hub, '/api/v1/users', { token, password, programme: 1, postal_code: '530-0001', consent_version: '2026-11' });
    if (status !== 201) throw new Error(text);
    await hub.storeSealed(`INSERT INTO users (user_id, mail, password_hash, status)
        SELECT 1000000 + n, 'known' || n || '@example.jp', (SELECT password_hash FROM users ORDER BY user_id LIMIT 1), 'active'
        FROM generate_series(0, ${count}) n; ANALYZE users`);
}

async function compare(hub, what, path, body, expected) {
    const times = { known: [], unknown: [] };
    const warmUp = 50;
    for (let number = 0; number < 2 * (samples + warmUp); ++number) {
        // In random order, so that nothing that happens now and then falls on one of them.
        const kind = Math.random() < 0.5 ? 'known' : 'unknown';
        const { took, status, text } = await post(hub, path, body(kind, Math.floor(times[kind].length / triesOfOne)));
        if (status !== expected) throw new Error(`${what}: ${status} ${text}`);
        times[kind].push(took);
    }
    for (const kind of ['known', 'unknown']) times[kind].splice(0, warmUp);
    const t = welch(times.known, times.unknown);
    if (Math.abs(t) >= 4.5) process.exitCode = 1;
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

async function logInAtOnce(hub) {
    const looked = lookForShops(hub);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: crowd }, (_, number) =>
        post(hub, '/api/v1/users/login', { mail: `known${number}@example.jp`, password }, { Connection: 'close' })));
    const statuses = {};
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
    const seconds = (performance.now() - started) / 1000;
    const shops = await looked();
    if (seconds > 30 || shops.p99_ms > 20 || shops.failed > 0) process.exitCode = 1;
    console.log(`${crowd} logins at once: all answered after ${seconds.toFixed(1)} s, by status ${JSON.stringify(statuses)}; `
        + `listShops meanwhile: ${JSON.stringify(shops)}`);
}

// An address is mailed only so often, whatever is asked for: each comparison has addresses of its own.
const ownAddresses = Math.ceil((samples + 60) / triesOfOne);

const hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback });
try {
    await fill(hub, Math.max(samples, crowd) + 200);
    await compare(hub, 'login with a wrong password', '/api/v1/users/login', (kind, number) => ({ mail: `${kind}${number}@example.jp`, password: 'not-the-one' }), 401);
    await compare(hub, 'provisional registration', '/api/v1/users/provisional', (kind, number) => ({ mail: `${kind}${number}@example.jp` }), 202);
    await compare(hub, 'forgotten password', '/api/v1/users/password/forgotten', (kind, number) => ({ mail: `${kind}${number + ownAddresses}@example.jp` }), 202);
    await compare(hub, 'link to log in with', '/api/v1/users/login/link', (kind, number) => ({ mail: `${kind}${number + 2 * ownAddresses}@example.jp` }), 202);
    await logInAtOnce(hub);
} finally {
    agent.destroy();
    await hub.stop();
}
