#!/usr/bin/env node
// Questions about places on one core (places_benchmark.cpp). Aims: addresses taken apart >= 20,000 a second, nearest stations
// and the municipality of a point >= 50,000 each. Exit code 1 when one is not met.   places.mjs [OPTION OF THE BENCHMARK...]
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sourceDirectory } from '../support/running_hub.mjs';
import { Figures } from './figures.mjs';

const run = promisify(execFile);
const build = process.env.PASSPORT_HUB_BUILD ?? join(sourceDirectory, 'build/release');
const least = { normalise_address: 20_000, nearest_stations: 50_000, municipality_of_a_point: 50_000 };
const figures = new Figures('places');

figures.step('the benchmark');
const { stdout } = await run(join(build, 'hub_places_benchmark'), ['--benchmark_format=json', ...process.argv.slice(2)]);
const measured = new Map(JSON.parse(stdout).benchmarks.map((benchmark) => [benchmark.name, benchmark]));
for (const [name, aim] of Object.entries(least)) {
    const { items_per_second: rate, error_message: error } = measured.get(name) ?? { error_message: 'not measured' };
    figures.aim(name.replaceAll('_', ' '), rate, { unit: '/s', least: aim, spoiled: error });
}
figures.end();
