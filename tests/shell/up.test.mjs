import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, source, startServices, stopServices, temporaryDirectory, upScript } from './support.mjs';

// The state of one installation, on free ports, with a fake program instead of a build. The tests run in order.
const home = temporaryDirectory();
let env;

before(async () => {
  env = { ...(await startServices(home)), PASSPORT_HUB_BINARY: join(source, 'tests/shell/fake_hub.mjs') };
});
after(async () => {
  await up('--stop');
  await stopServices(home);
});

const up = (...args) => run(upScript, args, { env });
const upWith = (extra, ...args) => run(upScript, args, { env: { ...env, ...extra } });
const calls = () => readFileSync(join(home, 'run/fake-hub-calls'), 'utf8').trim().split('\n');
const hubNumber = () => readFileSync(join(home, 'run/hub.process'), 'utf8').split(' ')[0];
const answers = async (path) => (await fetch(`http://${env.PASSPORT_HUB_OPERATIONS}${path}`)).status;

test('help names every option and exit code', async () => {
  const { code, stdout } = await up('--help');
  assert.equal(code, 0);
  for (const word of ['--data', '--stop', '--fresh', '--yes', '--public', '--operations', '--sandbox', '--home', 'Exit codes']) {
    assert.ok(stdout.includes(word), word);
  }
});

test('every wrong setting is named before anything is done', async () => {
  const { code, stderr } = await up('--public', 'nowhere', '--redis-port', '0', '--workers', 'two', '--data', '/nonexistent');
  assert.equal(code, 2);
  assert.match(stderr, /PASSPORT_HUB_PUBLIC: "nowhere"/);
  assert.match(stderr, /PASSPORT_HUB_REDIS_PORT: "0"/);
  assert.match(stderr, /PASSPORT_HUB_WORKERS: "two"/);
  assert.match(stderr, /--data: there is no folder \/nonexistent/);
});

test('two settings may not share a port', async () => {
  const { code, stderr } = await up('--postgres-port', env.PASSPORT_HUB_REDIS_PORT);
  assert.equal(code, 2);
  assert.match(stderr, /PASSPORT_HUB_POSTGRES_PORT and PASSPORT_HUB_REDIS_PORT: both use port/);
});

test('an unknown option and an option without its value are wrong usage', async () => {
  assert.equal((await up('--sandbocks', 'x')).code, 2);
  assert.equal((await up('--public')).code, 2);
});

test('a folder with other files is not taken as the state directory', async () => {
  const other = temporaryDirectory();
  writeFileSync(join(other, 'diary.txt'), 'mine');
  const { code, stderr } = await upWith({ PASSPORT_HUB_HOME: other });
  assert.equal(code, 1);
  assert.match(stderr, /holds files that are not Passport Hub's/);
  assert.equal((await upWith({ PASSPORT_HUB_HOME: other }, '--fresh')).code, 1);
  assert.ok(existsSync(join(other, 'diary.txt')));
});

test('the first run migrates, imports, starts everything and prints where it is', async () => {
  const { code, stdout, stderr } = await up();
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /column 緯度: "x" is not a number/);
  assert.ok(stdout.includes(`${env.PASSPORT_HUB_BASE_URL}/`));
  assert.match(stdout, /「梅田駅の近くで使えるお店は？」/);
  assert.deepEqual(calls().map((line) => line.split(' ').slice(0, 2).join(' ')).slice(0, 5),
    ['migrate --config', 'import shops', 'import places', 'migrate --config', 'serve --workers'], 'the second seals the sample addresses');
  assert.equal(await answers('/readyz'), 200);
});

test('the command it leaves behind knows the settings of this installation', async () => {
  const { code } = await run(join(home, 'passport-hub'), ['shops', 'list']);
  assert.equal(code, 0);
  assert.equal(calls().at(-1), `shops list --config ${join(source, 'config/hub.json')}`);
});

test('the second run starts nothing and takes seconds', async () => {
  const number = hubNumber();
  const started = Date.now();
  const { code, stdout } = await up();
  assert.equal(code, 0);
  assert.ok(Date.now() - started < 10_000);
  assert.equal(hubNumber(), number);
  assert.match(stdout, /sample shops is imported already/);
  assert.match(stdout, /Sandbox +running/);
});

test('another setting restarts the hub in order', async () => {
  const number = hubNumber();
  assert.equal((await up('--workers', '3')).code, 0);
  assert.notEqual(hubNumber(), number);
  assert.ok(calls().includes('drained'));
  assert.ok(calls().some((line) => line.startsWith('serve --workers 3 ')));
});

test('a killed hub is started again', async () => {
  process.kill(Number(hubNumber()), 'SIGKILL');
  assert.equal((await up()).code, 0);
  assert.equal(await answers('/readyz'), 200);
});

test('real lists are imported once, and change the question to try', async () => {
  const data = temporaryDirectory();
  mkdirSync(join(data, 'shops'));
  mkdirSync(join(data, 'osaka'));
  writeFileSync(join(data, 'shops/yaizu_digital_coupon_20260128.csv'), 'a,b\n');
  writeFileSync(join(data, 'osaka/station.csv'), 'a,b\n');
  const first = await up('--data', data);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /「焼津駅の近くで使えるお店は？」/);
  const imports = calls().filter((line) => line.startsWith('import')).length;
  assert.equal((await up('--data', data)).code, 0);
  assert.equal(calls().filter((line) => line.startsWith('import')).length, imports);
});

test('a failing migration stops the run and shows the log', async () => {
  const { code, stderr } = await upWith({ FAKE_HUB: 'no-migration' });
  assert.equal(code, 1);
  assert.match(stderr, /migration 7 failed/);
  assert.match(stderr, /the database could not be migrated/);
});

test('stop stops everything, twice is fine', async () => {
  assert.equal((await up('--stop')).code, 0);
  await assert.rejects(answers('/readyz'));
  const again = await up('--stop');
  assert.equal(again.code, 0);
  assert.match(again.stdout, /hub +does not run/);
});

test('a hub that never gets ready is a failure that shows its checks', async () => {
  const { code, stderr } = await upWith({ FAKE_HUB: 'never-ready' });
  assert.equal(code, 1);
  assert.match(stderr, /the hub is not ready/);
  await up('--stop');
});

test('a port that another program has is named', async () => {
  const other = createServer().listen(Number(env.PASSPORT_HUB_PUBLIC.split(':')[1]), '127.0.0.1');
  const { code, stderr } = await up();
  other.close();
  assert.equal(code, 1);
  assert.match(stderr, /PASSPORT_HUB_PUBLIC: .* is taken by another program/);
});

test('fresh starts over with new secrets and an empty database', async () => {
  const key = readFileSync(join(home, 'secrets/conversation_key'), 'utf8');
  const { code, stdout, stderr } = await up('--fresh', '--yes');
  assert.equal(code, 0, stderr);
  assert.notEqual(readFileSync(join(home, 'secrets/conversation_key'), 'utf8'), key);
  assert.match(stdout, /importing sample shops/);
});
