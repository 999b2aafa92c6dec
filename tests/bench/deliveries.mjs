#!/usr/bin/env node
// The bench of what is queued, measured in one run on one machine.
//   streams      publish, consume and acknowledge messages of 300 bytes, one connection, beside BullMQ on the same Redis:
//                rounds of both in turn, of which the medians count
//   deliveries   committed row -> Redis -> in-process sink -> done row, by two workers in one process, and urgent messages
//                meanwhile, with more and more messages waiting
// Aims: streams >= 100,000/s each way; deliveries >= 15,000/s; an urgent message at the sink within 1 s while 500,000
// wait; the cost of a delivery flat (slowest rate >= 0.8 of the fastest). Exit code 1 when one is not met.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sourceDirectory } from '../support/running_hub.mjs';
import { Figures } from './figures.mjs';

const run = promisify(execFile);
const build = process.env.PASSPORT_HUB_BUILD ?? join(sourceDirectory, 'build/release');
const waiting = (process.env.PASSPORT_HUB_BENCH_PENDING ?? '10000 100000 500000 1000000').split(' ').map(Number);
const kRounds = 3;
const figures = new Figures('deliveries');

const jsonOf = async (program, ...parameters) => {
    const { stdout } = await run(program, parameters.map(String), { timeout: 900_000, maxBuffer: 16 * 1024 * 1024 });
    return stdout.split('\n').filter((line) => line.startsWith('{') && !line.includes('"level"')).map((line) => JSON.parse(line));
};
const median = (numbers) => numbers.sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
const crowd = Math.min(500_000, Math.max(...waiting));  // beside which an urgent message may not wait

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
        figures.step(`streams, round ${round + 1} of ${kRounds}`);
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
figures.note('stream, messages of 300 bytes, published', streams.published, '/s');
figures.note('stream, messages of 300 bytes, consumed and acknowledged', streams.consumed, '/s');
figures.note('stream, tickets as the hub does, published', streams.ticketsPublished, '/s');
figures.note('stream, tickets as the hub does, consumed and acknowledged', streams.ticketsConsumed, '/s');
figures.note('BullMQ, jobs of 300 bytes, added', streams.peerAdded, '/s');
figures.note('BullMQ, jobs of 300 bytes, processed', streams.peerProcessed, '/s');
figures.aim('streams, the slower way', Math.min(streams.published, streams.consumed), { unit: '/s', least: 100_000 });
figures.aim('streams against BullMQ, the slower way', Math.min(streams.published / streams.peerAdded, streams.consumed / streams.peerProcessed),
    { unit: '×', least: 1 });

figures.step(`deliveries while ${waiting.join(', ')} wait`);
const lines = await jsonOf(join(build, 'hub_delivery_benchmark'), ...waiting);
for (const { pending, delivered_per_second: rate, ...besides } of lines)
    figures.note(`deliveries while ${pending.toLocaleString('en')} wait`, rate, '/s', besides);
const rates = lines.map((line) => line.delivered_per_second);
const crowded = lines.filter((line) => line.pending >= crowd);
figures.aim('deliveries', median([...rates]), { unit: '/s', least: 15_000 });
figures.aim('slowest rate of deliveries against the fastest', Math.min(...rates) / Math.max(...rates), { least: 0.8 });
figures.aim(`longest wait of an urgent message while ${crowd.toLocaleString('en')} or more wait`, Math.max(...crowded.map((line) => line.urgent_longest_ms)),
    { unit: 'ms', most: 1_000, spoiled: crowded.some((line) => line.urgent === 0) && 'none was sent' });
figures.end();
