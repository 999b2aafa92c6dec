// Failpoints are in the program of these tests, all of them, and nothing of them is in the product.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { sourceDirectory } from '../support/running_hub.mjs';
import { kCases, kPointNames } from './points.mjs';

const product = process.env.PASSPORT_HUB_BINARY ?? join(sourceDirectory, 'build/release/passport-hub');
const faultProgram = process.env.PASSPORT_HUB_FAULTS_BINARY ?? join(sourceDirectory, 'build/release/passport-hub-faults');
const holds = (bytes, text) => bytes.includes(Buffer.from(`${text}\0`));
const symbols = (program) => execFileSync('nm', ['--demangle', program], { encoding: 'utf8', maxBuffer: 1 << 28 });

test('every point of the plan is in the program of the fault tests', () => {
    const bytes = readFileSync(faultProgram);
    assert.deepEqual(kPointNames.filter((name) => !holds(bytes, name)), []);
    assert.ok(symbols(faultProgram).includes('hub::failpoint::due'));
});

test('no point, no setting and no function of the failpoints is in the product', () => {
    const bytes = readFileSync(product);
    assert.deepEqual(kPointNames.filter((name) => holds(bytes, name)), []);
    for (const text of ['PASSPORT_HUB_FAILPOINT', 'PASSPORT_HUB_TEST_', 'fault_request'])
        assert.ok(!bytes.includes(text), text);
    assert.ok(!symbols(product).includes('failpoint'));
});

test('the sources name no point that the plan does not hit', () => {
    const found = execFileSync('grep', ['-rhoE', '"K[0-9]+\\.[a-z]+"', ...['router', 'queues', 'connectors', 'portal', 'handlers', 'tests/faults/program']],
        { cwd: sourceDirectory, encoding: 'utf8' });
    const named = new Set(found.split('\n').filter(Boolean).map((each) => each.replaceAll('"', '')));
    assert.deepEqual([...named].filter((name) => !kPointNames.includes(name)), []);
    assert.equal(named.size, kPointNames.length);
});

test('30 points in 3 positions and 3 ways are 270 different cases', () => {
    assert.equal(new Set(kCases.map(({ title }) => title)).size, 30 * 3 * 3);
});
