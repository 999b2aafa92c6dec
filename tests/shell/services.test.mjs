import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, services, startServices, stopServices, temporaryDirectory } from './support.mjs';

const directory = temporaryDirectory();
let variables;

before(async () => {
  variables = await startServices(directory);
});
after(() => stopServices(directory));

const secret = (name) => readFileSync(join(directory, 'secrets', name), 'utf8').trim();

function sql(role, statement, password = secret(role === 'passport_owner' ? 'database_owner_password' : 'database_application_password')) {
  const connection = `host=127.0.0.1 port=${variables.PASSPORT_HUB_POSTGRES_PORT} dbname=passport user=${role} connect_timeout=2`;
  return run('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', connection, '-c', statement], { env: { PGPASSWORD: password } });
}

function redis(...command) {
  return run('timeout', ['2', 'redis-cli', '-p', variables.PASSPORT_HUB_REDIS_PORT, ...command]);
}

async function settings() {
  const { stdout } = await sql('passport_owner', "SELECT string_agg(current_setting(name), ',' ORDER BY ordinality) FROM unnest(ARRAY["
    + "'server_encoding','data_checksums','fsync','listen_addresses','password_encryption','lc_collate']) WITH ORDINALITY AS t(name, ordinality)");
  return stdout.trim();
}

test('every address has a port of its own', () => {
  const ports = Object.entries(variables).filter(([name]) => !/HOME|BASE_URL/.test(name)).map(([, value]) => value.split(':').at(-1));
  assert.equal(ports.length, 6);
  assert.equal(new Set(ports).size, 6);
  assert.equal(variables.PASSPORT_HUB_HOME, directory);
  assert.equal(variables.PASSPORT_HUB_BASE_URL, `http://${variables.PASSPORT_HUB_PUBLIC}`);
});

test('PostgreSQL is UTF-8, durable, on loopback only, with SCRAM passwords', async () => {
  assert.equal(await settings(), 'UTF8,on,on,127.0.0.1,scram-sha-256,C.UTF-8');
});

test('the owner may make a schema and the application may not', async () => {
  assert.equal((await sql('passport_owner', 'CREATE SCHEMA trial; DROP SCHEMA trial')).code, 0);
  const refused = await sql('passport_app', 'CREATE SCHEMA trial');
  assert.match(refused.stderr, /permission denied for database passport/);
  assert.match((await sql('passport_app', 'CREATE TABLE trial (id int)')).stderr, /permission denied for schema public/);
});

test('neither role is more than an ordinary role', async () => {
  const { stdout } = await sql('passport_owner', "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'passport\\_%' AND "
    + '(rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)');
  assert.equal(stdout.trim(), '0');
});

test('a wrong password is refused', async () => {
  assert.match((await sql('passport_app', 'SELECT 1', 'wrong')).stderr, /password authentication failed/);
});

test('no password is in a log', () => {
  const passwords = readdirSync(join(directory, 'secrets')).map(secret);
  for (const log of readdirSync(join(directory, 'log'))) {
    const text = readFileSync(join(directory, 'log', log), 'utf8');
    for (const password of passwords) assert.ok(!text.includes(password), log);
  }
});

test('secrets are readable by their owner only', () => {
  const names = readdirSync(join(directory, 'secrets')).sort();
  assert.deepEqual(names, ['account_key', 'card_signing_key', 'conversation_key', 'database_application_password', 'database_owner_password',
    'dialogflow_service_account', 'google_maps_key', 'webhook_header_token', 'webhook_password']);
  for (const name of names) assert.equal(statSync(join(directory, 'secrets', name)).mode & 0o777, 0o600, name);
  assert.match(secret('conversation_key'), /^[0-9a-f]{64}$/);
});

test('the service account is a key file of the sandbox', () => {
  const account = JSON.parse(secret('dialogflow_service_account'));
  assert.equal(account.token_uri, `http://${variables.PASSPORT_HUB_SANDBOX}/oauth/token`);
  assert.match(account.private_key, /^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----\n$/);
});

test('Redis keeps what it was told, refuses to evict, and comes back with it after a kill', async () => {
  const policy = await redis('CONFIG', 'GET', 'maxmemory-policy');
  assert.match(policy.stdout, /noeviction/);
  await redis('SET', 'trial', 'kept');
  await services('stop-redis', directory);
  assert.notEqual((await redis('GET', 'trial')).code, 0);
  assert.equal((await services('start-redis', directory)).code, 0);
  assert.equal((await redis('GET', 'trial')).stdout.trim(), 'kept');
  assert.equal((await services('kill-redis', directory)).code, 0);
  assert.equal((await services('start-redis', directory)).code, 0);
  assert.equal((await redis('PING')).stdout.trim(), 'PONG');
});

test('a flushed Redis is empty', async () => {
  await redis('SET', 'trial', 'gone soon');
  assert.equal((await services('flush-redis', directory)).code, 0);
  assert.equal((await redis('DBSIZE')).stdout.trim(), '0');
});

test('a frozen Redis keeps the connection and says nothing until it is thawed', async () => {
  assert.equal((await services('freeze-redis', directory)).code, 0);
  assert.equal((await redis('PING')).code, 124);
  assert.equal((await services('thaw-redis', directory)).code, 0);
  assert.equal((await redis('PING')).stdout.trim(), 'PONG');
});

test('a frozen PostgreSQL answers nobody until it is thawed', async () => {
  assert.equal((await services('freeze-postgresql', directory)).code, 0);
  assert.match((await sql('passport_app', 'SELECT 1')).stderr, /timeout expired/);
  assert.equal((await services('thaw-postgresql', directory)).code, 0);
  assert.equal((await sql('passport_app', 'SELECT 1')).stdout.trim(), '1');
});

test('PostgreSQL comes back with what was committed after a kill', async () => {
  await sql('passport_owner', 'CREATE TABLE kept AS SELECT 42 AS answer');
  assert.equal((await services('kill-postgresql', directory)).code, 0);
  assert.notEqual((await sql('passport_owner', 'SELECT 1')).code, 0);
  const started = await services('start-postgresql', directory);
  assert.equal(started.code, 0, started.stderr);
  assert.equal((await sql('passport_owner', 'SELECT answer FROM kept')).stdout.trim(), '42');
});

test('a directory in use is not started twice', async () => {
  const again = await services('start', directory);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /in use already/);
});

test('a wrong command is exit code 2 with the usage', async () => {
  const wrong = await services('frobnicate', directory);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /^Usage:/);
});
