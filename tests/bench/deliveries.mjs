#!/usr/bin/env node
// The bench of what is queued, measured in one run on one machine.
//   streams      publish, consume and acknowledge messages of 300 bytes, one connection, beside BullMQ on the same Redis:
//                rounds of both in turn, of which the medians count
//   deliveries   committed row -> Redis -> in-process sink -> done row, by two workers in one process, and urgent messages
//                meanwhile, with more and more messages waiting
// Aims: streams >= 100,000/s each way; deliveries >= 15,000/s; an urgent message at the sink within 1 s while 500,000
// wait; the cost of a delivery flat (slowest rate >= 0.8 of the fastest). Prints whether each is met; exit code 1 when
// one is not.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sourceDirectory } from '../support/running_hub.mjs';

const run = promisify(execFile);
const build = process.env.PASSPORT_HUB_BUILD ?? join(sourceDirectory, 'build/release');
const waiting = (process.env.PASSPORT_HUB_BENCH_PENDING ?? '10000 100000 500000 1000000').split(' ').map(Number);
const kRounds = 3;

const jsonOf = async (program, ...parameters) => {
    const { stdout } = await run(program, parameters.map(String), { timeout: 900_000, maxBuffer: 16 * 1024 * 1024 });
    return stdout.split('\n').filter((line) => line.startsWith('{') && !line.includes('"level"')).map((line) => JSON.parse(line));
};
const median = (numbers) => numbers.sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
const text = (number) => number.toLocaleString('en');

async function withRedis(use) {
    const directory = mkdtempSync(join(tmpdir(), 'passport-hub-bench-'));
    chmodSync(directory, 0o755);
    const home = join(directory, 'home');
    const services = join(sourceDirectory, 'config/deploy/services.sh');
    try {
        const { stdout } = await run(services, ['start', home]);
        return await use(/PASSPORT_HUB_REDIS_PORT=(\d+)/.exec(stdout)[1]);
    } finally {
        await run(services, ['stop', home]);
        rmSync(directory, { recursive: true });
    }
}

async function measureStreams(port) {
    const rounds = { ours: [], peer: [] };
    for (let round = 0; round < kRounds; ++round) {
        rounds.ours.push(...await jsonOf(join(build, 'hub_stream_benchmark'), port, 200_000));
        rounds.peer.push(...await jsonOf(process.execPath, join(sourceDirectory, 'tests/bench/peer/load.mjs'), port, 20_000));
    }
    const of = (side, name) => median(rounds[side].map((round) => round[name]));
    return {
        published: of('ours', 'messages_published_per_second'), consumed: of('ours', 'messages_consumed_per_second'),
        ticketsPublished: of('ours', 'tickets_published_per_second'), ticketsConsumed: of('ours', 'tickets_consumed_per_second'),
        peerAdded: of('peer', 'added_per_second'), peerProcessed: of('peer', 'processed_per_second'),
    };
}

const streams = await withRedis(measureStreams);
console.log('| through a stream, a second | published | consumed and acknowledged |\n| --- | ---: | ---: |');
console.log(`| messages of 300 bytes | ${text(streams.published)} | ${text(streams.consumed)} |`);
console.log(`| tickets, as the hub does | ${text(streams.ticketsPublished)} | ${text(streams.ticketsConsumed)} |`);
console.log(`| BullMQ, jobs of 300 bytes | ${text(streams.peerAdded)} | ${text(streams.peerProcessed)} |\n`);

const lines = await jsonOf(join(build, 'hub_delivery_benchmark'), ...waiting);
console.log('| waiting | accepted/s | delivered/s | urgent: median ms | longest ms | peak MiB of the process | of Redis |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const line of lines)
    console.log(`| ${text(line.pending)} | ${text(line.accepted_per_second)} | ${text(line.delivered_per_second)} | ${line.urgent_median_ms} | ${line.urgent_longest_ms} | ${line.peak_mebibytes} | ${line.redis_peak_mebibytes} |`);

const rates = lines.map((line) => line.delivered_per_second);
const flat = Math.min(...rates) / Math.max(...rates);
const crowded = lines.filter((line) => line.pending >= 500_000);
const aims = [
    ['streams >= 100,000/s each way', Math.min(streams.published, streams.consumed) >= 100_000],
    [`streams faster than the peer (${(streams.published / streams.peerAdded).toFixed(1)} and ${(streams.consumed / streams.peerProcessed).toFixed(1)} times)`,
        streams.published > streams.peerAdded && streams.consumed > streams.peerProcessed],
    ['deliveries >= 15,000/s', median(rates) >= 15_000],
    [`the cost of a delivery is flat (slowest rate ${flat.toFixed(2)} of the fastest)`, flat >= 0.8],
    ['an urgent message within 1 s while 500,000 wait', crowded.length > 0 && crowded.every((line) => line.urgent > 0 && line.urgent_longest_ms <= 1_000)],
];
for (const [aim, met] of aims) console.log(`${met ? 'met    ' : 'NOT MET'} ${aim}`);
process.exitCode = aims.every(([, met]) => met) ? 0 : 1;
