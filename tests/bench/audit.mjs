#!/usr/bin/env node
// Sealing and verifying a long audit: how many records a second the running hub seals, how many `audit verify` and the
// exports go through, and the most memory they take. PASSPORT_HUB_BENCH_RECORDS (100000) records with values of about
// 200 bytes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { RunningHub, until } from '../support/running_hub.mjs';

const records = Number(process.env.PASSPORT_HUB_BENCH_RECORDS ?? 100_000);
const text = (number) => Math.round(number).toLocaleString('en');
const hub = await RunningHub.start({ workers: 2, samples: false });

const sealings = () => readFileSync(hub.log, 'utf8').split('\n').filter((line) => line.includes('"audit.sealed"')).map((line) => JSON.parse(line));

// The most memory a process had, in MiB, looked at while it runs.
async function measured(...command) {
    const started = performance.now();
    const child = spawn(hub.program, [...command, '--config', join(hub.configuration, 'config/hub.json')],
        { cwd: hub.configuration, env: hub.environment, stdio: ['ignore', 'pipe', 'ignore'] });
    let most = 0;
    let answer = '';
    child.stdout.on('data', (data) => { answer = (answer + data).slice(0, 200); });
    const look = setInterval(() => {
        try {
            most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
        } catch { /* it has ended */ }
    }, 20);
    const [code] = await once(child, 'close');
    clearInterval(look);
    return { code, answer, seconds: (performance.now() - started) / 1_000, memory: most / 1_024 };
}

try {
    await hub.stopServing();
    const insert = performance.now();
    await hub.ownerSql(`INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after)
        SELECT 'operator', 'shop.approve', 'shop_temp', n::text, jsonb_build_object('status', 'applied', 'text', repeat('a', 80)),
            jsonb_build_object('status', 'approved', 'text', repeat('b', 80)) FROM generate_series(1, ${records}) AS n;`);
    const inserted = (performance.now() - insert) / 1_000;
    const started = Date.now();
    await hub.startServing(2);
    const last = await until('all is sealed', () => sealings().findLast((line) => line.records >= records), 900_000);
    const sealed = (Date.parse(last.time ?? last.at) - started) / 1_000;
    console.log(`${text(records)} records, each ${text((inserted / records) * 1e6)} us to write`);
    console.log(`sealed from the start of the hub on in ${sealed.toFixed(1)} s (${text(records / sealed)} a second)`);
    for (const command of [['audit', 'verify'], ['audit', 'export'], ['audit', 'export', '--format', 'lines']]) {
        const done = await measured(...command);
        console.log(`${command.join(' ')}: ${done.seconds.toFixed(1)} s (${text(records / done.seconds)} records a second), ` +
            `${text(done.memory)} MiB, code ${done.code}`);
    }
} finally {
    await hub.stop();
}
