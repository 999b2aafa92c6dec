import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFunctions, source, temporaryDirectory } from './support.mjs';

// The policy file of a system is played by a file in a directory of the test.
function policyTest(script, before) {
  const policy = join(temporaryDirectory(), 'policy-rc.d');
  if (before !== undefined) writeFileSync(policy, before);
  return runFunctions('packages', `policy_file=${policy}\n${script}`).then((result) => ({ ...result, policy }));
}

test('the list names each package once, in a known group, with a reason', () => {
  const lines = readFileSync(join(source, 'config/deploy/packages.txt'), 'utf8').split('\n').filter((line) => /^[^#]/.test(line));
  const names = lines.map((line) => line.trim().split(/\s+/));
  for (const [group, name, ...reason] of names) {
    assert.ok(['run', 'build', 'test', 'bench'].includes(group), name);
    assert.ok(reason.length > 0, name);
  }
  assert.equal(new Set(names.map(([, name]) => name)).size, names.length);
});

test('a package that the system does not have is missing, one that it has is not', async () => {
  const list = join(temporaryDirectory(), 'packages.txt');
  writeFileSync(list, 'run bash the shell\nrun no-such-package nobody has it\nrun also-missing [unless bash] not wanted\ntest other another group\n');
  const { stdout } = await runFunctions('packages', `package_list=${list}\npackages_missing run`);
  assert.equal(stdout.trim(), 'no-such-package');
});

test('services are forbidden during the installation and the policy of before comes back', async () => {
  const { policy, stdout } = await policyTest('services_forbid; "$policy_file" redis start || echo $?; services_allow', '#!/bin/sh\nexit 104\n');
  assert.equal(stdout.trim(), '101');
  assert.equal(readFileSync(policy, 'utf8'), '#!/bin/sh\nexit 104\n');
  assert.ok(!existsSync(`${policy}.passport-hub`));
});

test('where there was no policy there is none afterwards', async () => {
  const { policy, code } = await policyTest('services_forbid; services_allow');
  assert.equal(code, 0);
  assert.ok(!existsSync(policy));
});

test('an installation that was killed leaves nothing that the next one does not put right', async () => {
  const { policy } = await policyTest('services_forbid; services_forbid; services_allow', 'mine\n');
  assert.equal(readFileSync(policy, 'utf8'), 'mine\n');
});

test('no default cluster is made, and the settings of an existing PostgreSQL come back', async () => {
  const settings = join(temporaryDirectory(), 'createcluster.conf');
  writeFileSync(settings, "#create_main_cluster = true\nstart_conf = 'auto'\n");
  chmodSync(settings, 0o644);
  const { stdout } = await runFunctions('packages', `cluster_settings=${settings}
    cluster_settings_refuse existing; grep -c '^create_main_cluster = false' "$cluster_settings"; cluster_settings_restore`);
  assert.equal(stdout.trim(), '1');
  assert.equal(readFileSync(settings, 'utf8'), "#create_main_cluster = true\nstart_conf = 'auto'\n");
});
