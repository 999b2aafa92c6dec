#!/usr/bin/env node
// The bench of what is answered at once: one table, measured in one run on one machine.
//   chat turn    whole way through API, Dialogflow (sandbox), webhook and catalog, at 50 questions a second
//   listShops    near 10,000 random points over 10,000 shops, 20 results, one worker, no whole-response cache
//   nginx        one worker serving a static file of the same size
// Aims (two cores, load generator on the same machine): chat p99 <= 50 ms; listShops >= 20,000 requests/s and >= 1/4 of
// nginx; <= 100 MiB a worker. Prints whether each is met; exit code 1 when one is not.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { RunningHub, sourceDirectory, until } from '../support/running_hub.mjs';

const run = promisify(execFile);
const seconds = Number(process.env.PASSPORT_HUB_BENCH_SECONDS ?? 10);
const here = join(sourceDirectory, 'tests/bench');

const peakMebibytes = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function wrk(url, script) {
    const { stdout } = await run('wrk', ['-t1', '-c32', `-d${seconds}s`, '--latency', '-s', join(here, script), url]);
    const [, rate, p50, p99, errors] = /RESULT (\S+) (\S+) (\S+) (\S+)/.exec(stdout);
    return { rate: Number(rate), p50: Number(p50), p99: Number(p99), errors: Number(errors) };
}

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
    try {
        await until('nginx answers', async () => (await fetch(`http://127.0.0.1:${port}/answer.json`)).ok);
        return await wrk(`http://127.0.0.1:${port}/answer.json`, 'static.lua');
    } finally {
        const ended = once(nginx, 'exit');
        nginx.kill('SIGTERM');
        await ended;
    }
}

const row = (name, figures, memory) => `| ${name} | ${figures.rate.toLocaleString('en')} | ${figures.p50.toFixed(2)} | ${figures.p99.toFixed(2)} | ${memory} |`;

const hub = await RunningHub.start({ workers: 1 });
try {
    const { stdout: chatText } = await run(process.execPath, [join(here, 'chat_load.mjs'), hub.url, '50', String(Math.max(seconds, 10))]);
    const answers = JSON.parse(chatText);
    const chat = { rate: answers.requests_per_second, p50: answers.p50_ms, p99: answers.p99_ms };
    const [worker] = await hub.workers();
    const chatMemory = peakMebibytes(worker);

    const list = join(hub.directory, 'shops.csv');
    const { stdout: csv } = await run(process.execPath, [join(here, 'generate_shops.mjs'), '10000'], { maxBuffer: 64 * 1024 * 1024 });
    writeFileSync(list, csv);
    await hub.importList('shops', list, 'sample_shops');
    await until('the catalog holds 10,000 shops', async () => (await hub.shops({ limit: '1' })).total >= 10_000, 30_000);
    const sample = await (await fetch(`${hub.url}/api/v1/shops?lat=34.7&lng=135.45&limit=20`)).text();
    const shops = await wrk(hub.url, 'near.lua');
    const shopsMemory = peakMebibytes(worker);
    const nginx = await measureNginx(hub, Buffer.byteLength(sample));

    console.log(`answer of listShops: ${Buffer.byteLength(sample)} bytes, ${JSON.parse(sample).items.length} shops; chat outcomes: ${JSON.stringify(answers.outcomes)}`);
    console.log('| what | requests/s | p50 ms | p99 ms | peak MiB of the worker |\n| --- | ---: | ---: | ---: | ---: |');
    console.log(row('chat turn at 50/s', chat, chatMemory.toFixed(0)));
    console.log(row('listShops, one worker', shops, shopsMemory.toFixed(0)));
    console.log(row('nginx static file, one worker', nginx, '–'));
    const aims = [
        ['chat turn p99 <= 50 ms, every turn by Dialogflow', chat.p99 <= 50 && Object.keys(answers.outcomes).join() === 'dialogflow'],
        ['listShops >= 20,000 requests/s without errors', shops.rate >= 20_000 && shops.errors === 0],
        [`listShops >= 1/4 of nginx (it is ${(shops.rate / nginx.rate).toFixed(2)})`, shops.rate >= nginx.rate / 4],
        ['<= 100 MiB a worker', shopsMemory <= 100 && chatMemory <= 100],
    ];
    for (const [aim, met] of aims) console.log(`${met ? 'met    ' : 'NOT MET'} ${aim}`);
    process.exitCode = aims.every(([, met]) => met) ? 0 : 1;
} finally {
    await hub.stop();
}
