import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readZip, writeZip } from '../../sandbox/dialogflow/zip.mjs';
import { needsReference, referenceJson } from './support/reference.mjs';
import { RestSchema } from './support/rest_schema.mjs';
import { OWN_AGENT, PROJECT, Sandbox } from './support/sandbox_process.mjs';

const PARENT = `projects/${PROJECT}`;
let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

async function call(method, path, body) {
  const reply = await fetch(`${sandbox.base_url}/v2/${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await sandbox.token()}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}

// The end of the operation that a call began.
async function operate(path, body) {
  const begun = await call('POST', path, body);
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  assert.equal(begun.body.done, false);
  for (;;) {
    const { body: operation } = await call('GET', begun.body.name);
    if (operation.done) return operation;
  }
}

test('an export is the whole agent as a ZIP', async () => {
  const { response } = await operate(`${PARENT}/agent:export`, {});
  const files = readZip(Buffer.from(response.agentContent, 'base64'));
  const count = readdirSync(join(OWN_AGENT, 'intents')).length + readdirSync(join(OWN_AGENT, 'entities')).length + 2;
  assert.equal(files.size, count);
  assert.deepEqual(files.get('agent.json'), readFileSync(join(OWN_AGENT, 'agent.json')));
});

test('an import merges, a restore replaces, and what cannot be used is refused', async () => {
  const { response } = await operate(`${PARENT}/agent:export`, {});
  const files = readZip(Buffer.from(response.agentContent, 'base64'));
  const intent = JSON.parse(files.get('intents/passport.join.json'));
  const own = { ...intent, id: '0d9f6f1e-7f55-4a52-9d0a-1f0c5a3a9b01', name: 'added.here' };
  const added = new Map([['intents/added.here.json', Buffer.from(JSON.stringify(own))]]);
  const content = (map) => ({ agentContent: writeZip(map).toString('base64') });
  assert.equal((await operate(`${PARENT}/agent:import`, content(added))).error, undefined);
  const merged = readZip(Buffer.from((await operate(`${PARENT}/agent:export`, {})).response.agentContent, 'base64'));
  assert.equal(merged.size, files.size + 1);
  assert.equal((await operate(`${PARENT}/agent:restore`, content(files))).error, undefined);
  const restored = readZip(Buffer.from((await operate(`${PARENT}/agent:export`, {})).response.agentContent, 'base64'));
  assert.deepEqual([...restored.keys()].sort(), [...files.keys()].sort());
  assert.equal((await operate(`${PARENT}/agent:restore`, content(added))).error.code, 3);
  assert.equal((await operate(`${PARENT}/agent:restore`, { agentContent: 'AAAA' })).error.code, 3);
});

test('entities are read, made, filled and emptied, and the agent understands them at once', needsReference, async () => {
  const schema = new RestSchema(referenceJson('dialogflow/rest/dialogflow-v2.rest.json'));
  const listed = await call('GET', `${PARENT}/agent/entityTypes?pageSize=2`);
  assert.deepEqual(schema.problems('google.cloud.dialogflow.v2.ListEntityTypesResponse', listed.body), []);
  assert.equal(listed.body.entityTypes.length, 2);
  assert.ok(listed.body.nextPageToken);
  const genre = (await call('GET', `${PARENT}/agent/entityTypes?pageSize=100`)).body.entityTypes.find(
    ({ displayName }) => displayName === 'genre',
  );
  const update = { entities: [{ value: '水族館業', synonyms: ['水族館業', 'おさかな館'] }], languageCode: 'ja' };
  assert.equal((await operate(`${genre.name}/entities:batchUpdate`, update)).error, undefined);
  const understood = await sandbox.ask('梅田の近くのおさかな館');
  assert.equal(understood.parameters.genre, '水族館業', JSON.stringify(understood));
  await operate(`${genre.name}/entities:batchDelete`, { entityValues: ['水族館業'], languageCode: 'ja' });
  const after = (await call('GET', genre.name)).body;
  assert.equal(after.entities.length, genre.entities.length);
  const made = await call('POST', `${PARENT}/agent/entityTypes`, { displayName: 'made', kind: 'KIND_MAP' });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal((await call('POST', `${PARENT}/agent/entityTypes`, { displayName: 'made', kind: 'KIND_MAP' })).status, 400);
});

test('strangers, other projects and unknown members are refused', async () => {
  assert.equal((await fetch(`${sandbox.base_url}/v2/${PARENT}/agent:export`, { method: 'POST', body: '{}' })).status, 401);
  assert.equal((await call('POST', 'projects/other/agent:export', {})).status, 404);
  assert.equal((await call('POST', `${PARENT}/agent:import`, { content: 'x' })).status, 400);
  assert.equal((await call('GET', `${PARENT}/operations/none`)).status, 404);
  const designed = await sandbox.ledger({ service: 'dialogflow', kind: 'design' });
  assert.ok(designed.some(({ call: name }) => name === 'restore'));
});
