import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { RestSchema } from './support/rest_schema.mjs';
import { PROJECT, Sandbox } from './support/sandbox_process.mjs';
import { WebhookStub } from './support/webhook_stub.mjs';

const PACKAGE = 'google.cloud.dialogflow.cx.v3';
const AGENT = `projects/${PROJECT}/locations/global/agents/00000000-1111-4222-8333-444444444444`;
const START = `${AGENT}/flows/00000000-0000-0000-0000-000000000000/pages/START_PAGE`;
const SAMPLES = 'dialogflow/samples/project-written/cx';
let sandbox;
before(async () => {
  sandbox = await Sandbox.start({ extra: ['--environment', 'production'] });
});
after(() => sandbox.stop());

const text = (value, queryParams = {}) => ({ queryInput: { text: { text: value }, languageCode: 'ja' }, queryParams });
const remembering = (...names) => ({
  currentPage: START,
  parameters: { passport_hub: { contexts: Object.fromEntries(names.map((name) => [name, { lifespan: 1 }])) } },
});

async function detect(request, { session = `${AGENT}/sessions/s-1`, method = 'POST', call = ':detectIntent' } = {}) {
  const reply = await fetch(`${sandbox.base_url}/v3/${session}${call}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await sandbox.token()}` },
    body: method === 'POST' ? JSON.stringify(request) : undefined,
  });
  return { status: reply.status, body: await reply.json() };
}

function problems(message, value) {
  return new RestSchema(referenceJson('dialogflow/rest/dialogflow-cx-v3.rest.json')).problems(
    `${PACKAGE}.${message}`,
    value,
  );
}

test('answers fit the official schema: matched, fallback and event', needsReference, async () => {
  const event = { queryInput: { event: { event: 'WELCOME' }, languageCode: 'ja' } };
  for (const request of [text('焼津駅の近くで使えるお店は？'), text('ぬるぽ'), event]) {
    const { status, body } = await detect(request);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(problems('DetectIntentResponse', body), []);
  }
});

test('the sample request is read, and the answer has the members of the sample but for what a webhook adds', needsReference, async () => {
  const { status, body } = await detect(referenceJson(`${SAMPLES}/detect-intent-request.json`));
  assert.equal(status, 200);
  const sample = referenceJson(`${SAMPLES}/detect-intent-response.json`);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(sample).sort());
  const added = ['webhookPayloads', 'webhookStatuses'];
  assert.deepEqual(
    Object.keys(body.queryResult).sort(),
    Object.keys(sample.queryResult).filter((name) => !added.includes(name)).sort(),
  );
});

test('a fallback is NO_MATCH without an intent', async () => {
  const { queryResult } = (await detect(text('ぬるぽ'))).body;
  assert.equal(queryResult.match.matchType, 'NO_MATCH');
  assert.equal(queryResult.match.intent, undefined);
  assert.equal(queryResult.intent, undefined);
});

test('an intent that needs a context matches only while the session parameters remember it', async () => {
  const without = (await detect(text('じゃあ飲食店は？', remembering()))).body.queryResult;
  assert.notEqual(without.match.intent?.displayName, 'benefit.nearby.refine');
  const within = (await detect(text('じゃあ飲食店は？', remembering('nearby')))).body.queryResult;
  assert.equal(within.match.intent.displayName, 'benefit.nearby.refine');
});

test('a page in the call makes the session forget its parameters, null removes one', async () => {
  const session = { session: `${AGENT}/sessions/memory` };
  await detect(text('こんにちは', { parameters: { one: 1, two: 2 } }), session);
  const kept = (await detect(text('こんにちは', { parameters: { one: null } }), session)).body.queryResult;
  assert.deepEqual(kept.parameters, { two: 2 });
  const anew = (await detect(text('こんにちは', { currentPage: START }), session)).body.queryResult;
  assert.deepEqual(anew.parameters, {});
});

test('every wrong field is named, as with ES', async () => {
  const { status, body } = await detect({
    queryInput: { text: { text: 5 }, languageCode: 'ja', event: { event: 'E' } },
    queryParams: { currentPage: 'elsewhere', resetContexts: true, geoLocation: { latitude: 91 } },
  });
  assert.equal(status, 400);
  assert.deepEqual(
    body.error.details[0].fieldViolations.map(({ field }) => field),
    ['query_input.text.text', 'query_input', 'query_params', 'query_params.current_page', 'query_params.geo_location'],
  );
});

test('another agent or environment is 404, another region 400, a session can be asked for its entity types', async () => {
  const cases = [
    [`${AGENT}/environments/production/sessions/s`, 200],
    [`${AGENT}/environments/staging/sessions/s`, 404],
    [`${AGENT.replace('00000000-1111', '99999999-1111')}/sessions/s`, 404],
    [`${AGENT.replace('global', 'asia-northeast1')}/sessions/s`, 400],
    [`${AGENT}/sessions/${'x'.repeat(37)}`, 400],
  ];
  for (const [session, status] of cases) assert.equal((await detect(text('こんにちは'), { session })).status, status, session);
  assert.deepEqual(await detect(null, { method: 'GET', call: '/entityTypes' }), { status: 200, body: {} });
});

test('the webhook is called in the official form, and its answer becomes messages, memory and payload', needsReference, async (t) => {
  const stub = await WebhookStub.start();
  t.after(() => stub.stop());
  await sandbox.control('POST', 'settings', { webhook: { url: stub.url } });
  t.after(() => sandbox.control('POST', 'settings', { webhook: { url: 'http://127.0.0.1:9/' } }));
  const sample = referenceJson(`${SAMPLES}/webhook-response.json`);
  stub.answer = () => sample;
  const params = { ...remembering(), payload: { channel: 'web' } };
  params.parameters.channel = 'web';
  const { queryResult } = (await detect(text('焼津駅の近くで使えるお店は？', params))).body;
  const request = stub.calls.at(-1).body;
  assert.deepEqual(problems('WebhookRequest', request), []);
  assert.equal(request.fulfillmentInfo.tag, 'benefit.nearby');
  assert.deepEqual(request.payload, { channel: 'web' });
  assert.deepEqual(queryResult.responseMessages, sample.fulfillmentResponse.messages);
  assert.deepEqual(queryResult.webhookPayloads, [sample.payload]);
  assert.deepEqual(queryResult.webhookStatuses, [{}]);
  assert.equal(queryResult.parameters.cursor, 1);
  assert.equal('channel' in queryResult.parameters, false, 'null removes a session parameter');

  stub.answer = () => ({ fulfillmentMessages: [] });
  const refused = (await detect(text('焼津駅の近くで使えるお店は？', params))).body.queryResult;
  assert.equal(refused.webhookStatuses[0].code, 3, 'an answer in the form of ES is none');
  assert.deepEqual(problems('QueryResult', refused), []);
});
