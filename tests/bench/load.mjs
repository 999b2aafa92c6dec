// The loads that several parts of the bench put on a hub, on a peer or on PostgreSQL.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sourceDirectory, until } from '../support/running_hub.mjs';

const run = promisify(execFile);
export const here = join(sourceDirectory, 'tests/bench');
export const seconds = Number(process.env.PASSPORT_HUB_BENCH_SECONDS ?? 10);  // of each round
const kRounds = 3;
export const clients = 8;  // of pgbench: as many connections as two workers have
const pgbenchProgram = '/usr/lib/postgresql/15/bin/pgbench';

// 32 connections that ask again as soon as they are answered, as the Lua script says: {rate, p50, p99, errors}, the rate a
// second, the percentiles in ms.
export async function wrk(url, script, environment = {}) {
    const { stdout } = await run('wrk', ['-t1', '-c32', `-d${seconds}s`, '--latency', '-s', join(here, script), url],
        { env: { ...process.env, PASSPORT_BENCH_DIRECTORY: here, ...environment } });
    const [rate, p50, p99, errors] = /RESULT (\S+) (\S+) (\S+) (\S+)/.exec(stdout).slice(1).map(Number);
    return { rate, p50, p99, errors };
}

// Measures one after the other, and again, so that what else the machine does falls on all of them alike: of each the round
// with the median rate, and the errors of all rounds. A measurement is called with the number of the round.
export async function inTurn(...measurements) {
    const rounds = measurements.map(() => []);
    for (let round = 0; round < kRounds; ++round)
        for (const [index, measure] of measurements.entries()) rounds[index].push(await measure(round));
    return rounds.map((measured) => ({ ...measured.sort((left, right) => left.rate - right.rate)[Math.floor(kRounds / 2)],
        errors: measured.reduce((sum, { errors = 0 }) => sum + errors, 0) }));
}

// Why a rate counts for nothing, if it does.
export const errorsOf = (...loads) => {
    const errors = loads.reduce((sum, load) => sum + load.errors, 0);
    return errors > 0 ? `${errors} errors` : undefined;
};

export const databasePassword = (hub) => readFileSync(join(hub.home, 'secrets/database_application_password'), 'utf8').trim();

// How often a second PostgreSQL gets through a script of sql/, with these variables besides :clients and, for a script that
// counts, :turn (the one before the first).
export async function pgbench(hub, script, variables) {
    const given = Object.entries({ clients, turn: -1, ...variables }).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const { stdout } = await run(pgbenchProgram, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), ...given,
        '-f', join(here, 'sql', script), '-h', '127.0.0.1', '-p', hub.environment.PASSPORT_HUB_POSTGRES_PORT, '-U', 'passport_app', 'passport'],
    { env: { ...process.env, PGPASSWORD: databasePassword(hub) } });
    return { rate: Number(/tps = ([\d.]+)/.exec(stdout)[1]), average: Number(/latency average = ([\d.]+) ms/.exec(stdout)[1]) };
}

// Made-up shops, and the hub knows them.
export async function importShops(hub, count) {
    const { stdout } = await run(process.execPath, [join(here, 'generate_shops.mjs'), String(count)], { maxBuffer: 64 * 1024 * 1024 });
    const list = join(hub.directory, 'shops.csv');
    writeFileSync(list, stdout);
    await hub.importList('shops', list, 'sample_shops');
    await until(`the catalog holds ${count} shops`, async () => (await hub.shops({ limit: '1' })).total >= count, 60_000);
}
