#!/usr/bin/env node
// The bench of what is answered at once, measured in one run on one machine.
//   chat turn    whole way through API, Dialogflow (sandbox), webhook and catalog, at 50 questions a second
//   listShops    near 10,000 random points over 10,000 shops, 20 results, one worker, no whole-response cache
//   nginx        one worker serving a static file of the same size
// Aims (two cores, load generator on the same machine): chat p99 <= 50 ms; listShops >= 20,000 requests/s and >= 1/4 of
// nginx; <= 100 MiB a worker. Exit code 1 when one is not met.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { RunningHub, until } from '../support/running_hub.mjs';
import { Figures } from './figures.mjs';
import { errorsOf, here, importShops, seconds, wrk } from './load.mjs';

const run = promisify(execFile);
const figures = new Figures('requests');

const peakMebibytes = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function measureNginx(hub, bytes) {
    const directory = join(hub.directory, 'nginx');
    mkdirSync(directory);
    chmodSync(directory, 0o755);
    writeFileSync(join(directory, 'answer.json'), 'x'.repeat(bytes));
    const port = Number(hub.environment.PASSPORT_HUB_PUBLIC.split(':')[1]) + 1000;
    writeFileSync(join(directory, 'nginx.conf'), `
        worker_processes 1; daemon off; pid ${directory}/pid; error_log ${directory}/error.log;
        events { worker_connections 1024; }
        http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
               client_body_temp_path ${directory}/a; proxy_temp_path ${directory}/b; fastcgi_temp_path ${directory}/c;
               uwsgi_temp_path ${directory}/d; scgi_temp_path ${directory}/e;
               server { listen 127.0.0.1:${port}; root ${directory}; } }`);
    const nginx = spawn('nginx', ['-c', join(directory, 'nginx.conf'), '-p', directory], { stdio: 'ignore' });
    await once(nginx, 'spawn');
    try {
        await until('nginx answers', async () => (await fetch(`http://127.0.0.1:${port}/answer.json`)).ok);
        return await wrk(`http://127.0.0.1:${port}/answer.json`, 'result.lua');
    } finally {
        const ended = once(nginx, 'exit');
        nginx.kill('SIGTERM');
        await ended;
    }
}

async function measureChat(hub, worker) {
    figures.step('chat turns');
    const { stdout } = await run(process.execPath, [join(here, 'chat_load.mjs'), hub.url, '50', String(Math.max(seconds, 10))]);
    const { requests_per_second: rate, p50_ms, p99_ms, outcomes } = JSON.parse(stdout);
    const memory = peakMebibytes(worker);
    figures.note('chat turn at 50/s', rate, '/s', { p50_ms, p99_ms, peak_mebibytes_of_the_worker: memory });
    const others = Object.keys(outcomes).join() !== 'dialogflow';
    figures.aim('chat turn p99, every turn by Dialogflow', p99_ms, { unit: 'ms', most: 50, spoiled: others && JSON.stringify(outcomes) });
    return memory;
}

async function measureListShops(hub, worker) {
    figures.step('listShops and nginx');
    await importShops(hub, 10_000);
    const sample = await (await fetch(`${hub.url}/api/v1/shops?lat=34.7&lng=135.45&limit=20`)).text();
    const shops = await wrk(hub.url, 'near.lua');
    const memory = peakMebibytes(worker);
    const nginx = await measureNginx(hub, Buffer.byteLength(sample));
    figures.note('listShops, one worker', shops.rate, '/s', { p50_ms: shops.p50, p99_ms: shops.p99, bytes_of_an_answer: Buffer.byteLength(sample),
        shops_in_it: JSON.parse(sample).items.length, peak_mebibytes_of_the_worker: memory });
    figures.rate('nginx static file, one worker', nginx);
    figures.aim('listShops, one worker', shops.rate, { unit: '/s', least: 20_000, spoiled: errorsOf(shops) });
    figures.aim('listShops against nginx', shops.rate / nginx.rate, { least: 0.25, spoiled: errorsOf(shops, nginx) });
    return memory;
}

const hub = await RunningHub.start({ workers: 1 });
try {
    const [worker] = await hub.workers();
    const memory = Math.max(await measureChat(hub, worker), await measureListShops(hub, worker));
    figures.aim('peak memory of a worker', memory, { unit: 'MiB', most: 100 });
} finally {
    await hub.stop();
}
figures.end();
