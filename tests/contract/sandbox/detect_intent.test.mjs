import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { RestSchema } from './support/rest_schema.mjs';
import { PROJECT, Sandbox } from './support/sandbox_process.mjs';

const SAMPLES = 'dialogflow/samples/project-written';
const text = (value) => ({ queryInput: { text: { text: value, languageCode: 'ja' } } });
let sandbox;
before(async () => {
  sandbox = await Sandbox.start({ extra: ['--environment', 'production'] });
});
after(() => sandbox.stop());

function assertFits(body) {
  const schema = new RestSchema(referenceJson('dialogflow/rest/dialogflow-v2.rest.json'));
  assert.deepEqual(schema.problems('google.cloud.dialogflow.v2.DetectIntentResponse', body), []);
}

test('answers fit the official schema: matched, fallback and event', needsReference, async () => {
  const event = { queryInput: { event: { name: 'WELCOME', languageCode: 'ja' } } };
  for (const request of [text('焼津駅の近くで使えるお店は？'), text('ぬるぽ'), event]) {
    const { status, body } = await sandbox.detect(request);
    assert.equal(status, 200);
    assertFits(body);
  }
});

test('a fallback answer has the members of the sample', needsReference, async () => {
  const { body } = await sandbox.detect(text('ぬるぽ'), { session: sandbox.session('fallback') });
  const sample = referenceJson(`${SAMPLES}/es/detect-intent-response.fallback.json`);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(sample).sort());
  assert.deepEqual(Object.keys(body.queryResult).sort(), Object.keys(sample.queryResult).sort());
  assert.equal(body.queryResult.intent.isFallback, true);
  assert.equal(body.queryResult.action, 'input.unknown');
  assert.match(body.queryResult.outputContexts[0].name, /__system_counters__$/);
});

test('the WELCOME event greets', async () => {
  const { body } = await sandbox.detect({ queryInput: { event: { name: 'WELCOME', languageCode: 'ja' } } });
  assert.equal(body.queryResult.intent.displayName, 'Default Welcome Intent');
  assert.equal(body.queryResult.queryText, 'WELCOME');
  assert.match(body.queryResult.fulfillmentText, /こんにちは/);
});

test('all four path forms are one method, and all spellings of a session are one session', async () => {
  const locations = [`projects/${PROJECT}/agent`, `projects/${PROJECT}/locations/global/agent`];
  const prefixes = [...locations, ...locations.map((prefix) => `${prefix}/environments/production/users/u-1`)];
  for (const prefix of prefixes) {
    const { status, body } = await sandbox.detect(text('近くの特典を探す'), { session: `${prefix}/sessions/forms` });
    assert.equal(status, 200, prefix);
    assert.equal(body.queryResult.outputContexts[0].name, `${prefix}/sessions/forms/contexts/nearby`);
  }
  const { body } = await sandbox.detect(text('じゃあ飲食店は？'), {
    session: `projects/${PROJECT}/agent/environments/draft/users/-/sessions/forms`,
  });
  assert.equal(body.queryResult.intent.displayName, 'benefit.nearby.refine');
});

test('a wrong region is 400, an unknown project and environment are 404, long ids are 400', async () => {
  const cases = [
    [`projects/${PROJECT}/locations/asia-northeast1/agent/sessions/s`, 400, 'INVALID_ARGUMENT'],
    ['projects/somebody-else/agent/sessions/s', 404, 'NOT_FOUND'],
    [`projects/${PROJECT}/agent/environments/prod/users/-/sessions/s`, 404, 'NOT_FOUND'],
    [`projects/${PROJECT}/agent/sessions/${'x'.repeat(37)}`, 400, 'INVALID_ARGUMENT'],
    [`projects/${PROJECT}/agent/session/s`, 404, 'NOT_FOUND'],
  ];
  for (const [session, status, name] of cases) {
    const reply = await sandbox.detect(text('こんにちは'), { session });
    assert.deepEqual([reply.status, reply.body.error.status], [status, name], session);
  }
});

test('a regional agent takes only its own region', async (t) => {
  const tokyo = await Sandbox.start({ extra: ['--location', 'asia-northeast1'] });
  t.after(() => tokyo.stop());
  const status = async (prefix) =>
    (await tokyo.detect(text('こんにちは'), { session: `${prefix}/agent/sessions/s` })).status;
  assert.equal(await status(`projects/${PROJECT}/locations/asia-northeast1`), 200);
  assert.equal(await status(`projects/${PROJECT}`), 400);
});

test('an unknown member is refused as the sample shows', needsReference, async () => {
  const { status, body } = await sandbox.detect({ queryInput: { txt: { text: 'a' } } });
  assert.equal(status, 400);
  assert.deepEqual(body, referenceJson(`${SAMPLES}/errors/400-unknown-field.json`));
});

test('every wrong field is named', async () => {
  const { body } = await sandbox.detect({
    queryInput: { text: { text: 5, languageCode: 'ja' }, event: { name: 'E', languageCode: 'ja' } },
    queryParams: { resetContexts: 'yes', unknown: 1, geoLocation: { latitude: 'north' } },
  });
  const fields = body.error.details[0].fieldViolations.map(({ field }) => field);
  assert.deepEqual(fields, [
    'query_input.text.text',
    'query_input',
    'query_params.reset_contexts',
    'query_params',
    'query_params.geo_location.latitude',
  ]);
});

test('snake_case names and null members are read', async () => {
  const { status } = await sandbox.detect({
    query_input: { text: { text: 'こんにちは', language_code: 'ja' } },
    query_params: { time_zone: null, reset_contexts: true },
  });
  assert.equal(status, 200);
});

test('256 characters are taken and 257 are refused, counted in code points', needsReference, async () => {
  assert.equal((await sandbox.detect(text('𠮷'.repeat(256)))).status, 200);
  const { status, body } = await sandbox.detect(text('あ'.repeat(257)));
  assert.equal(status, 400);
  assert.deepEqual(body, referenceJson(`${SAMPLES}/errors/400-text-too-long.json`));
});

test('requests of the samples are read', needsReference, async () => {
  for (const name of ['text', 'event']) {
    const { status } = await sandbox.detect(referenceJson(`${SAMPLES}/es/detect-intent-request.${name}.json`));
    assert.equal(status, 200, name);
  }
});

test('over the quota of a minute the answer is the sample of 429', needsReference, async () => {
  await sandbox.control('POST', 'settings', { dialogflow: { quota_per_minute: 1 } });
  const replies = await Promise.all([1, 2, 3].map(() => sandbox.detect(text('こんにちは'))));
  await sandbox.control('POST', 'settings', { dialogflow: { quota_per_minute: 0 } });
  const refused = replies.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 1);
  assert.deepEqual(refused[0].body, referenceJson(`${SAMPLES}/errors/429-quota.json`));
});

test('contexts and headers that do not belong here are refused with their place', async () => {
  const { status, body } = await sandbox.detect({
    ...text('a'),
    queryParams: {
      contexts: [
        { name: `${sandbox.session('other')}/contexts/c`, lifespanCount: 1 },
        { name: `${sandbox.session()}/contexts/a b`, lifespanCount: -1 },
      ],
      webhookHeaders: { Host: 'elsewhere' },
    },
  });
  assert.equal(status, 400);
  assert.deepEqual(
    body.error.details[0].fieldViolations.map(({ field }) => field),
    [
      'query_params.contexts[0].name',
      'query_params.contexts[1].name',
      'query_params.contexts[1].lifespan_count',
      'query_params.webhook_headers',
    ],
  );
});
