import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { connect } from 'node:net';
import { Sandbox } from './support/sandbox_process.mjs';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());
afterEach(() => sandbox.control('DELETE', 'faults'));

const QUESTION = { queryInput: { text: { text: 'こんにちは', languageCode: 'ja' } } };

// The raw bytes of one detectIntent answer until the connection ends.
async function rawAnswer() {
  const body = JSON.stringify(QUESTION);
  const [host, port] = sandbox.http.split(':');
  const socket = connect({ host, port: Number(port) });
  socket.write(
    `POST /v2/${sandbox.session()}:detectIntent HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await sandbox.token()}\r\n` +
      `Content-Type: application/json\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const chunks = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

test('every wrong field of a fault is named and nothing is switched on', async () => {
  const { status, body } = await sandbox.fault({
    service: 'fax',
    fault: 'latency',
    at_byte: -1,
    times: 0,
    colour: 'red',
    smtp_stage: 'data',
  });
  assert.equal(status, 400);
  assert.deepEqual(
    body.problems.map(({ field }) => field),
    ['colour', 'service', 'at_byte', 'times', 'delay_ms', 'smtp_stage'],
  );
  assert.deepEqual((await sandbox.control('GET', 'faults')).body.faults, []);
});

test('a status comes with Retry-After and only as often as asked', async () => {
  await sandbox.fault({ service: 'dialogflow', fault: 'status', status: 429, retry_after_s: 7, times: 2 });
  for (let call = 0; call < 2; call += 1) {
    const { status, headers, body } = await sandbox.detect(QUESTION);
    assert.deepEqual([status, headers.get('retry-after'), body.error.status], [429, '7', 'RESOURCE_EXHAUSTED']);
  }
  assert.equal((await sandbox.detect(QUESTION)).status, 200);
  assert.deepEqual((await sandbox.control('GET', 'faults')).body.faults, []);
});

test('a forced status changes no session', async () => {
  const since = (await sandbox.control('GET', 'state')).body.last_seq;
  await sandbox.fault({ service: 'dialogflow', fault: 'status', status: 503, times: 1 });
  assert.equal((await sandbox.detect(QUESTION)).status, 503);
  const kinds = (await sandbox.ledger({ since }))
    .filter(({ service }) => service === 'dialogflow')
    .map(({ kind }) => kind);
  assert.deepEqual(kinds, ['fault']);
});

test('latency holds the answer back', async () => {
  await sandbox.token();
  await sandbox.fault({ service: 'dialogflow', fault: 'latency', delay_ms: 60, times: 1 });
  const started = performance.now();
  assert.equal((await sandbox.detect(QUESTION)).status, 200);
  assert.ok(performance.now() - started >= 55);
});

test('an answer can be cut at any byte', async () => {
  for (const at of [0, 1, 12, 100, 200]) {
    await sandbox.fault({ service: 'dialogflow', fault: 'cut', at_byte: at, times: 1 });
    const bytes = await rawAnswer();
    assert.equal(bytes.length, at);
    assert.ok('HTTP/1.1 200 OK\r\n'.startsWith(bytes.toString('latin1').slice(0, 17)));
  }
});

test('a wrong length promises more than comes', async () => {
  await sandbox.fault({ service: 'dialogflow', fault: 'wrong_length', times: 1 });
  const [head, body] = (await rawAnswer()).toString('utf8').split('\r\n\r\n');
  assert.equal(Number(/content-length: (\d+)/.exec(head)[1]), Buffer.byteLength(body) + 10);
});

test('garbage is no JSON', async () => {
  await sandbox.fault({ service: 'geocoding', fault: 'garbage', times: 1 });
  await assert.rejects(sandbox.geocode({ address: '海遊館' }), SyntaxError);
});

test('a refused call has no answer, and the service did not see it', async () => {
  const since = (await sandbox.control('GET', 'state')).body.last_seq;
  await sandbox.fault({ service: 'oauth', fault: 'refuse', times: 1 });
  await assert.rejects(sandbox.requestToken());
  assert.deepEqual(
    (await sandbox.ledger({ since, service: 'oauth' })).map(({ kind }) => kind),
    ['fault'],
  );
});

test('a frozen call waits until the fault is cleared', async () => {
  await sandbox.token();
  const since = (await sandbox.control('GET', 'state')).body.last_seq;
  await sandbox.fault({ service: 'dialogflow', fault: 'freeze' });
  const frozen = sandbox.detect(QUESTION).then(
    () => 'answered',
    () => 'cut',
  );
  await sandbox.ledger({ since, kind: 'fault', wait_ms: 5000 });
  await sandbox.control('DELETE', 'faults?service=dialogflow');
  assert.equal(await frozen, 'cut');
  assert.equal((await sandbox.detect(QUESTION)).status, 200);
});

test('one fault can be cleared by its number, others stay', async () => {
  const first = (await sandbox.fault({ service: 'oauth', fault: 'garbage' })).body.id;
  await sandbox.fault({ service: 'identity', fault: 'status', status: 500 });
  await sandbox.control('DELETE', `faults?id=${first}`);
  assert.deepEqual(
    (await sandbox.control('GET', 'faults')).body.faults.map(({ service }) => service),
    ['identity'],
  );
  assert.equal((await fetch(sandbox.identity_keys)).status, 500);
});

test('wrong settings are named and change nothing', async () => {
  const { status, body } = await sandbox.control('POST', 'settings', {
    webhook: { timeout_ms: -1, auth: ['magic'] },
    smtp: { colour: 1 },
    dialogflow: { quota_per_minute: 5 },
  });
  assert.equal(status, 400);
  assert.deepEqual(
    body.problems.map(({ field }) => field),
    ['webhook.timeout_ms', 'webhook.auth', 'smtp.colour'],
  );
  assert.equal((await sandbox.control('GET', 'settings')).body.dialogflow.quota_per_minute, 0);
});

test('other sites cannot steer it', async () => {
  const reply = await fetch(`${sandbox.base_url}/sandbox/faults`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: '{}',
  });
  assert.equal(reply.status, 403);
});
