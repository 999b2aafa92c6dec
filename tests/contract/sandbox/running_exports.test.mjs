import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { needsReference, referenceJson, referencePath } from './support/reference.mjs';
import { OWN_AGENT, Sandbox } from './support/sandbox_process.mjs';
import { WebhookStub } from './support/webhook_stub.mjs';

const SAMPLE_AGENT = 'dialogflow/samples/agent-export-ja-example';
let directory;
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'passport-hub-agent-'));
});
after(() => rmSync(directory, { recursive: true }));

// A sandbox of one test's own.
async function startFor(t, options) {
  const sandbox = await Sandbox.start(options);
  t.after(() => sandbox.stop());
  return sandbox;
}

function edit(file, change) {
  const path = join(directory, 'reloaded', file);
  const value = JSON.parse(readFileSync(path, 'utf8'));
  change(value);
  writeFileSync(path, JSON.stringify(value));
}

test('a required parameter is asked for, filled, and only then the webhook is called', needsReference, async (t) => {
  const stub = await WebhookStub.start();
  t.after(() => stub.stop());
  const sandbox = await startFor(t, { agent: referencePath(SAMPLE_AGENT), extra: ['--webhook', stub.url] });
  const asked = await sandbox.ask('近くの特典を探す');
  const sample = referenceJson(
    'dialogflow/samples/project-written/es/detect-intent-response.slot-prompt.json',
  ).queryResult;
  assert.equal(asked.fulfillmentText, sample.fulfillmentText);
  assert.deepEqual(asked.parameters, sample.parameters);
  assert.equal(asked.allRequiredParamsPresent, undefined);
  assert.deepEqual(
    asked.outputContexts.map(({ name }) =>
      name
        .split('/')
        .at(-1)
        .replace(/^[0-9a-f-]{36}/, 'ID'),
    ),
    sample.outputContexts.map(({ name }) =>
      name
        .split('/')
        .at(-1)
        .replace(/^[0-9a-f-]{36}/, 'ID'),
    ),
  );
  assert.equal((await sandbox.ask('えーと')).fulfillmentText, '市町村名を教えてください。');
  assert.equal(stub.calls.length, 0);
  const filled = await sandbox.ask('堺です');
  assert.deepEqual([filled.parameters.municipality, filled.allRequiredParamsPresent], ['堺市', true]);
  assert.equal(stub.calls.length, 1);
  assert.deepEqual(
    Object.fromEntries(filled.outputContexts.map(({ name, lifespanCount }) => [name.split('/').at(-1), lifespanCount])),
    { 'benefit-nearby-followup': 2, 'benefit-search': 5 },
  );
});

test('a question can be cancelled, and another intent leaves it', needsReference, async (t) => {
  const sandbox = await startFor(t, { agent: referencePath(SAMPLE_AGENT) });
  await sandbox.ask('近くの特典を探す');
  assert.equal((await sandbox.ask('キャンセル')).cancelsSlotFilling, true);
  assert.equal((await sandbox.ask('堺')).intent.displayName, 'Default Fallback Intent');
  await sandbox.ask('近くの特典を探す');
  assert.equal((await sandbox.ask('パスポートの使い方')).intent.displayName, 'passport.howto');
  assert.equal((await sandbox.ask('堺')).intent.displayName, 'Default Fallback Intent');
});

test('regular expression entities, event parameters and filled-in replies work', needsReference, async (t) => {
  const sandbox = await startFor(t, { agent: referencePath(SAMPLE_AGENT) });
  const { fulfillmentText, parameters } = await sandbox.ask('豊中市で使える特典を教えて');
  assert.deepEqual([fulfillmentText, parameters.municipality], ['豊中市 の特典を検索しています。', '豊中市']);
  const event = {
    queryInput: { event: { name: 'LOCATION_RECEIVED', languageCode: 'ja', parameters: { latitude: 34.8 } } },
  };
  const { body } = await sandbox.detect(event);
  assert.equal(body.queryResult.intent.displayName, 'location.received');
  assert.equal((await sandbox.ask('560-0021の近く', { resetContexts: true })).intent.displayName, 'benefit.nearby');
});

test('a changed export is used from the next question on, a broken one changes nothing', async (t) => {
  const agent = join(directory, 'reloaded');
  cpSync(OWN_AGENT, agent, { recursive: true });
  const sandbox = await startFor(t, { agent, extra: ['--log-level', 'silent'] });
  assert.equal((await sandbox.ask('てすとじゃんる屋を探して')).parameters?.genre ?? '', '');
  edit('entities/genre_entries_ja.json', (entries) => entries[0].synonyms.push('てすとじゃんる屋'));
  assert.equal((await sandbox.ask('てすとじゃんる屋を探して')).parameters.genre, '飲食業');
  writeFileSync(join(agent, 'intents/passport.join.json'), '{ broken');
  assert.equal((await sandbox.ask('カードの作り方')).intent.displayName, 'passport.join');
  assert.match((await sandbox.control('GET', 'state')).body.agent.error, /passport\.join\.json/);
  const reloads = (await sandbox.ledger({ kind: 'agent.reloaded' })).map(({ ok }) => ok);
  assert.deepEqual(reloads, [true, false]);
});
