import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { runFunctions, temporaryDirectory } from './support.mjs';

// CMake is played by a script that tells how often it was called.
const directory = temporaryDirectory();
const build = join(directory, 'build');
const packages = join(directory, 'packages');
const calls = join(directory, 'calls');
after(() => rmSync(directory, { recursive: true, force: true }));
beforeEach(() => {
  for (const path of [build, calls]) rmSync(path, { recursive: true, force: true });
  mkdirSync(build);
  writeFileSync(join(build, 'build.ninja'), '');
  writeFileSync(packages, '');
  writeFileSync(join(directory, 'cmake'), `#!/bin/sh\necho called >>'${calls}'\n`);
  chmodSync(join(directory, 'cmake'), 0o755);
});

const configure = (option) =>
  runFunctions('build', `PATH=${directory}:$PATH package_status=${packages}; build_configure ${build} ${option}`);
const timesConfigured = () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0);

test('a build is configured once', async () => {
  for (let time = 0; time < 2; ++time) assert.equal((await configure('-DX=1')).code, 0);
  assert.equal(timesConfigured(), 1);
});

test('a build is configured again with other options', async () => {
  await configure('-DX=1');
  await configure('-DX=2');
  assert.equal(timesConfigured(), 2);
});

test('a build is configured again when packages were installed meanwhile: what was missing may be there now', async () => {
  await configure('-DX=1');
  utimesSync(packages, new Date(), new Date(Date.now() + 60_000));
  await configure('-DX=1');
  assert.equal(timesConfigured(), 2);
});
