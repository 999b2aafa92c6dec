import assert from 'node:assert/strict';
import { createPublicKey, createVerify } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { RestSchema } from './support/rest_schema.mjs';
import { PROJECT, Sandbox } from './support/sandbox_process.mjs';
import { WebhookStub } from './support/webhook_stub.mjs';

const QUESTION = '焼津駅の近くで使えるお店は？';
const SAMPLES = 'dialogflow/samples/project-written';
let sandbox;
let stub;
before(async () => {
  stub = await WebhookStub.start();
  sandbox = await Sandbox.start({ extra: ['--webhook', stub.url] });
});
after(async () => {
  await sandbox.stop();
  stub.stop();
});
afterEach(async () => {
  Object.assign(stub, { calls: [], answer: () => ({}) });
  await sandbox.control('DELETE', 'faults');
  await sandbox.control('POST', 'settings', {
    webhook: { timeout_ms: 5000, auth: ['basic', 'header'], duplicate: false },
  });
});

const BUILT_IN = /^申し訳ありません。/;

test('the call fits the official schema and carries what the caller gave', needsReference, async () => {
  const payload = { position: { lat: 34.87, lng: 138.32 } };
  const result = await sandbox.ask(QUESTION, { payload, webhookHeaders: { 'x-trace-id': 'trace-1' } });
  const [{ headers, body }] = stub.calls;
  const schema = new RestSchema(referenceJson('dialogflow/rest/dialogflow-v2.rest.json'));
  assert.deepEqual(schema.problems('google.cloud.dialogflow.v2.WebhookRequest', body), []);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(referenceJson(`${SAMPLES}/es/webhook-request.json`)).sort());
  assert.equal(body.responseId, result.responseId);
  assert.equal(body.session, sandbox.session());
  assert.deepEqual(body.originalDetectIntentRequest.payload, payload);
  assert.deepEqual(body.queryResult.parameters, {
    place: '焼津駅',
    here: '',
    genre: '',
    tokuten: [],
    open_now: '',
    age: '',
  });
  assert.equal(headers['user-agent'], 'Google-Dialogflow');
  assert.equal(headers['x-trace-id'], 'trace-1');
  assert.match(headers['content-type'], /^application\/json/);
});

test('Basic, the fixed header and an identity token are sent as chosen', async () => {
  await sandbox.ask(QUESTION);
  await sandbox.control('POST', 'settings', { webhook: { auth: ['identity'] } });
  await sandbox.ask(QUESTION);
  await sandbox.ask(QUESTION, { webhookHeaders: { Authorization: 'Bearer own' } });
  const [basic, identity, own] = stub.calls.map(({ headers }) => headers);
  assert.equal(
    Buffer.from(basic.authorization.replace('Basic ', ''), 'base64').toString(),
    'dialogflow:webhook password',
  );
  assert.equal(basic['x-passport-hub-token'], 'header token');
  assert.equal(identity['x-passport-hub-token'], undefined);
  assert.equal(own.authorization, 'Bearer own');
  await checkIdentityToken(identity.authorization.replace('Bearer ', ''));
});

async function checkIdentityToken(token) {
  const { keys } = await (await fetch(sandbox.identity_keys)).json();
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === header.kid), format: 'jwk' });
  const signed = token.slice(0, token.lastIndexOf('.'));
  assert.ok(
    createVerify('RSA-SHA256')
      .update(signed)
      .verify(key, Buffer.from(token.split('.')[2], 'base64url')),
  );
  assert.equal(header.alg, 'RS256');
  assert.equal(claims.aud, stub.url);
  assert.equal(claims.iss, 'https://accounts.google.com');
  assert.match(claims.email, /@gcp-sa-dialogflow\.iam\.gserviceaccount\.com$/);
  assert.ok(claims.exp > Date.now() / 1000);
}

test('identity keys rotate and the one before stays published', async () => {
  const first = (await sandbox.control('POST', 'identity/rotate', {})).body.kid;
  const second = (await sandbox.control('POST', 'identity/rotate', {})).body.kid;
  const { keys } = await (await fetch(sandbox.identity_keys)).json();
  assert.deepEqual(
    keys.map(({ kid }) => kid),
    [second, first],
  );
});

test('the sample answers are taken over into the result', needsReference, async () => {
  const rich = referenceJson(`${SAMPLES}/es/webhook-response.rich.json`);
  delete rich.outputContexts;
  stub.answer = () => ({ ...rich, payload: { passport_hub: { shops: [{ shop_id: 1 }] } } });
  const result = await sandbox.ask(QUESTION);
  assert.deepEqual(result.fulfillmentMessages, rich.fulfillmentMessages);
  assert.equal(result.fulfillmentText, rich.fulfillmentMessages[0].text.text[0]);
  assert.equal(result.webhookSource, 'hub');
  assert.deepEqual(result.webhookPayload, { passport_hub: { shops: [{ shop_id: 1 }] } });
  assert.deepEqual(result.webhookStatus, { message: 'Webhook execution successful' });
  assert.equal(typeof result.diagnosticInfo.webhook_latency_ms, 'number');
});

test('an empty answer keeps the built-in reply', async () => {
  assert.match((await sandbox.ask(QUESTION)).fulfillmentText, BUILT_IN);
});

test('contexts that the webhook writes override, remove, and come back in the next turn', async () => {
  const session = sandbox.session('webhook-contexts');
  stub.answer = () => ({
    outputContexts: [
      {
        name: `${session}/contexts/nearby`,
        lifespanCount: 3,
        parameters: { lat: 34.8, lng: 138.3, place_name: '焼津駅' },
      },
    ],
  });
  const first = await sandbox.ask(QUESTION, { session });
  assert.deepEqual(first.outputContexts, [
    {
      name: `${session}/contexts/nearby`,
      lifespanCount: 3,
      parameters: { lat: 34.8, lng: 138.3, place_name: '焼津駅' },
    },
  ]);
  stub.answer = () => ({ outputContexts: [{ name: `${session}/contexts/nearby`, lifespanCount: 0 }] });
  const second = await sandbox.ask('じゃあ飲食店は？', { session });
  assert.equal(stub.calls[1].body.queryResult.outputContexts[0].parameters.place_name, '焼津駅');
  assert.equal(second.outputContexts, undefined);
});

test('a member outside the schema, a foreign context or broken JSON makes the call fail with code 3', async () => {
  const foreign = { outputContexts: [{ name: `${sandbox.session('other')}/contexts/nearby`, lifespanCount: 1 }] };
  for (const answer of [
    { fulfillmentText: 'x', shops: [] },
    { fulfillmentMessages: [{ text: { text: 'x' } }] },
    { payload: [] },
    foreign,
    '{"fulfillmentText": "x"',
    '[]',
  ]) {
    stub.answer = () => answer;
    const result = await sandbox.ask(QUESTION);
    assert.equal(result.webhookStatus.code, 3, JSON.stringify(answer));
    assert.match(result.webhookStatus.message, /^Webhook call failed\. Error: Failed to parse webhook JSON response/);
    assert.match(result.fulfillmentText, BUILT_IN);
  }
});

test('null, empty text and empty lists are valid empty values', async () => {
  stub.answer = () => ({
    fulfillmentText: '',
    fulfillmentMessages: [],
    payload: null,
    outputContexts: null,
    followupEventInput: null,
  });
  assert.equal((await sandbox.ask(QUESTION)).webhookStatus.code, undefined);
});

test('64 KiB are taken, one byte more is not', async () => {
  const filled = (bytes) => JSON.stringify({ fulfillmentText: 'x'.repeat(bytes - '{"fulfillmentText":""}'.length) });
  stub.answer = () => filled(64 * 1024);
  assert.equal((await sandbox.ask(QUESTION)).webhookStatus.code, undefined);
  stub.answer = () => filled(64 * 1024 + 1);
  assert.equal((await sandbox.ask(QUESTION)).webhookStatus.code, 3);
});

test(
  'a webhook that runs over its time gets the built-in reply and code 4, as in the sample',
  needsReference,
  async () => {
    await sandbox.control('POST', 'settings', { webhook: { timeout_ms: 150 } });
    stub.answer = () => undefined;
    const result = await sandbox.ask(QUESTION);
    const sample = referenceJson(`${SAMPLES}/es/detect-intent-response.webhook-timeout.json`);
    assert.deepEqual(result.webhookStatus, sample.webhookStatus);
    assert.match(result.fulfillmentText, BUILT_IN);
    assert.equal(stub.calls.length, 1);
  },
);

test('after a transient failure the same call comes once more', async () => {
  stub.answer = (call, response) => {
    if (stub.calls.length > 1) return { fulfillmentText: 'second' };
    response.socket.destroy();
    return undefined;
  };
  const result = await sandbox.ask(QUESTION);
  assert.equal(result.fulfillmentText, 'second');
  assert.equal(stub.calls.length, 2);
  assert.equal(stub.calls[0].body.responseId, stub.calls[1].body.responseId);
});

test('a refusal is not repeated', async () => {
  stub.answer = (call, response) => {
    response.writeHead(401).end();
    return undefined;
  };
  const result = await sandbox.ask(QUESTION);
  assert.equal(stub.calls.length, 1);
  assert.equal(result.webhookStatus.code, 14);
  assert.match(result.webhookStatus.message, /401/);
});

test('a duplicate of a successful call can be forced', async () => {
  await sandbox.control('POST', 'settings', { webhook: { duplicate: true } });
  await sandbox.ask(QUESTION);
  assert.equal(stub.calls.length, 2);
  assert.deepEqual(stub.calls[0].body, stub.calls[1].body);
});

test('a follow-up event is a turn of its own, and a chain of them ends', async () => {
  stub.answer = () =>
    stub.calls.length === 1
      ? { fulfillmentText: 'not shown', followupEventInput: { name: 'WELCOME', languageCode: 'ja' } }
      : {};
  const greeted = await sandbox.ask(QUESTION);
  assert.equal(greeted.intent.displayName, 'Default Welcome Intent');
  assert.notEqual(greeted.fulfillmentText, 'not shown');
});

test('static intents do not call', async () => {
  const result = await sandbox.ask('ありがとう');
  assert.equal(stub.calls.length, 0);
  assert.equal(result.webhookStatus, undefined);
});

test('the ledger tells of each call, before the turn it belongs to', async () => {
  const since = (await sandbox.control('GET', 'state')).body.last_seq;
  const { responseId } = await sandbox.ask(QUESTION);
  const [call, turn] = await sandbox.ledger({ since });
  assert.deepEqual(
    [call.service, call.kind, call.outcome, call.attempt, call.response_id],
    ['webhook', 'call', 'ok', 1, responseId],
  );
  assert.deepEqual(
    [turn.service, turn.kind, turn.intent, turn.webhook.ok],
    ['dialogflow', 'turn', 'benefit.nearby', true],
  );
  assert.equal(turn.query_text, undefined, 'no texts unless asked for');
  assert.ok(!JSON.stringify(turn).includes(PROJECT));
});

for (const [fault, code] of [
  [{ fault: 'freeze' }, 4],
  [{ fault: 'status', status: 500 }, 14],
  [{ fault: 'garbage' }, 3],
  [{ fault: 'wrong_length' }, 3],
]) {
  test(`the webhook's fault ${fault.fault} gives status ${code}`, async () => {
    await sandbox.control('POST', 'settings', { webhook: { timeout_ms: 150 } });
    await sandbox.fault({ service: 'webhook', ...fault });
    const result = await sandbox.ask(QUESTION);
    assert.equal(result.webhookStatus.code, code);
    assert.match(result.fulfillmentText, BUILT_IN);
  });
}

test('refused and cut webhook calls are repeated and succeed when the trouble is over', async () => {
  for (const fault of ['refuse', 'cut']) {
    await sandbox.fault({ service: 'webhook', fault, times: 1 });
    assert.equal((await sandbox.ask(QUESTION)).webhookStatus.code, undefined);
  }
});
