// The rules of delivery are where a branch that nobody thought of loses or doubles a message: their own tests take every one.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

import { sourceDirectory } from '../../support/running_hub.mjs';

const run = promisify(execFile);
const build = process.env.PASSPORT_HUB_BINARY ? dirname(process.env.PASSPORT_HUB_BINARY) : join(sourceDirectory, 'build/release');
const directory = mkdtempSync(join(tmpdir(), 'hub-cover-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const inDirectory = (program, ...parameters) => run(program, parameters, { cwd: directory, maxBuffer: 1 << 26 });
// Without exceptions: with them every call has a branch to its landing pad, which no test takes.
const compile = (file, object, ...options) => inDirectory('g++', '-std=c++20', '-O0', `-I${sourceDirectory}`, ...options, '-c', join(sourceDirectory, file), '-o', object);

test('every branch of delivery_rules.cpp is taken by delivery_rules_test.cpp', { timeout: 120_000 }, async () => {
    await Promise.all([
        compile('queues/delivery_rules.cpp', 'rules.o', '--coverage', '-fno-exceptions'),
        compile('tests/unit/queues/delivery_rules_test.cpp', 'tests.o'),
    ]);
    // The libraries' own object of the rules is left out, for these stand before it.
    await inDirectory('g++', '--coverage', 'rules.o', 'tests.o', `-L${build}`, '-lhub_queues', '-lhub_core', '-lgtest', '-lgtest_main', '-lspdlog', '-lfmt', '-lpthread', '-o', 'tests');
    await inDirectory('./tests');
    const { stdout } = await inDirectory('gcov', '--branch-probabilities', '--json-format', '--stdout', 'rules.o');
    const { lines } = JSON.parse(stdout).files.find(({ file }) => file.endsWith('queues/delivery_rules.cpp'));
    const branches = lines.flatMap((line) => line.branches.map(({ count }) => ({ line: line.line_number, count })));
    console.log(`${branches.filter(({ count }) => count > 0).length} of ${branches.length} branches are taken`);
    assert.ok(branches.length > 100, 'nothing was measured');
    assert.deepEqual([...new Set(branches.filter(({ count }) => count === 0).map(({ line }) => line))], [], 'lines with a branch that no test takes');
});
