import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, source, temporaryDirectory } from './support.mjs';

const counter = join(source, 'tests/support/count_results.mjs');

function file(text) {
  const path = join(temporaryDirectory(), 'results');
  writeFileSync(path, text);
  return path;
}

// Runs bash with the functions of tests/support/results.sh and prints part "p"'s counts at the end.
function withResults(script) {
  return run('bash', ['-uo', 'pipefail', '-c', `source "${source}/tests/support/results.sh"; results=${temporaryDirectory()}
    ${script}
    part_close p; echo "closed $?"`]);
}

test('GoogleTest results are counted, skipped and disabled ones apart', async () => {
  const report = { testsuites: [{ testsuite: [
    { status: 'RUN', result: 'COMPLETED' }, { status: 'RUN', result: 'COMPLETED', failures: [{}] },
    { status: 'RUN', result: 'SKIPPED' }, { status: 'NOTRUN', result: 'SUPPRESSED' }] }] };
  assert.equal((await run('node', [counter, 'gtest', file(JSON.stringify(report))])).stdout, '1 1 2\n');
});

test('the totals of node --test are counted, cancelled ones as failed', async () => {
  const tap = 'ok 1 - a\n# pass 99\n# tests 6\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
  assert.equal((await run('node', [counter, 'tap', file(tap)])).stdout, '2 2 2\n');
});

test('the aims of the evaluation are counted as met and missed', async () => {
  const report = { aims: [{ met: true }, { met: false }, { met: true }] };
  assert.equal((await run('node', [counter, 'aims', file(JSON.stringify(report))])).stdout, '2 1 0\n');
});

test('a missing or torn result file is an error', async () => {
  assert.equal((await run('node', [counter, 'gtest', '/nonexistent'])).code, 1);
  assert.equal((await run('node', [counter, 'gtest', file('{"testsuites": [')])).code, 1);
  assert.equal((await run('node', [counter, 'tap', file('ok 1 - a\n')])).code, 1);
});

test('a part that ran nothing has failed', async () => {
  const { stdout, stderr } = await withResults(':');
  assert.match(stderr, /the part p ran no test/);
  assert.match(stdout, /closed 1/);
});

test('a program that crashes after its tests passed has failed', async () => {
  const program = file(`#!/bin/bash
    printf '{"testsuites":[{"testsuite":[{"status":"RUN","result":"COMPLETED"}]}]}' >"\${2#--gtest_output=json:}"
    exit 23\n`);
  const { stdout, stderr } = await withResults(`chmod +x ${program}; count_binary p name ${program}`);
  assert.match(stderr, /exit code 23/);
  assert.match(stdout, /p: 1 passed, 1 failed, 0 skipped/);
});

test('a program that is not there has failed', async () => {
  const { stdout } = await withResults('count_binary p name /nonexistent/hub_unit_tests');
  assert.match(stdout, /p: 0 passed, 1 failed, 0 skipped/);
});

test('an unknown part is wrong usage', async () => {
  const { code, stderr } = await run(join(source, 'tests/run'), ['unti']);
  assert.equal(code, 2);
  assert.match(stderr, /there is no part "unti"/);
});

test('a file that is not there is no part either, also behind eval', async () => {
  const { code, stderr } = await run(join(source, 'tests/run'), ['eval', '/nonexistent/questions.jsonl']);
  assert.equal(code, 2);
  assert.match(stderr, /there is no part "\/nonexistent\/questions.jsonl"/);
});
