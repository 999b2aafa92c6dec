import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Sandbox } from './support/sandbox_process.mjs';

let sandbox;
let counter = 0;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

// A fresh session; returns a function that takes turns in it.
function conversation() {
  const session = sandbox.session(`contexts-${(counter += 1)}`);
  return { session, ask: (text, params) => sandbox.ask(text, { session, ...params }) };
}

function lifespans(result) {
  const own = (result.outputContexts ?? []).filter(({ name }) => !name.endsWith('__system_counters__'));
  return Object.fromEntries(own.map(({ name, lifespanCount }) => [name.split('/').at(-1), lifespanCount]));
}

test('an output context is there for as many turns as its lifespan says', async () => {
  const { ask } = conversation();
  assert.deepEqual(lifespans(await ask('焼津駅の近くで使えるお店は？')), { nearby: 5 });
  for (const left of [4, 3, 2, 1]) assert.deepEqual(lifespans(await ask('カードの作り方')), { nearby: left });
  assert.deepEqual(lifespans(await ask('カードの作り方')), {});
});

test('a refining question needs the context and renews it with its own parameters', async () => {
  const { ask } = conversation();
  await ask('焼津駅の近くで使えるお店は？');
  const refined = await ask('じゃあ飲食店は？');
  assert.equal(refined.intent.displayName, 'benefit.nearby.refine');
  assert.deepEqual([refined.parameters.genre, refined.parameters.tokuten], ['飲食業', []]);
  const nearby = refined.outputContexts.find(({ name }) => name.endsWith('/contexts/nearby'));
  assert.equal(nearby.lifespanCount, 5);
  assert.equal(nearby.parameters['genre.original'], '飲食店');
  const fresh = await conversation().ask('じゃあ飲食店は？');
  assert.notEqual(fresh.intent.displayName, 'benefit.nearby.refine');
});

test('in the last turn of its lifespan a context still counts', async () => {
  const { ask } = conversation();
  await ask('焼津駅の近くで使えるお店は？');
  for (let turn = 0; turn < 4; turn += 1) await ask('カードの作り方');
  assert.equal((await ask('じゃあ飲食店は？')).intent.displayName, 'benefit.nearby.refine');
});

test('contexts of queryParams are active at once, compare in lower case, and age like others', async () => {
  const { ask, session } = conversation();
  const contexts = [{ name: `${session}/contexts/Nearby`, lifespanCount: 3, parameters: { lat: 34.87 } }];
  const result = await ask('ぬるぽ', { contexts });
  assert.deepEqual(lifespans(result), { nearby: 2 });
  assert.equal((await ask('じゃあ飲食店は？', { contexts })).intent.displayName, 'benefit.nearby.refine');
});

test('a lifespan of 0 removes a context, resetContexts removes all', async () => {
  const { ask, session } = conversation();
  await ask('焼津駅の近くで使えるお店は？');
  assert.deepEqual(lifespans(await ask('こんにちは', { contexts: [{ name: `${session}/contexts/nearby` }] })), {});
  await ask('焼津駅の近くで使えるお店は？');
  assert.deepEqual(lifespans(await ask('こんにちは', { resetContexts: true })), {});
});

test('contexts die after 20 minutes without a match, sessions 30 minutes after their last request', async () => {
  const { ask } = conversation();
  await ask('焼津駅の近くで使えるお店は？');
  await sandbox.moveClock({ advance_ms: 15 * 60_000 });
  assert.deepEqual(lifespans(await ask('カードの作り方')), { nearby: 4 }, 'a match keeps it');
  await sandbox.moveClock({ advance_ms: 15 * 60_000 });
  assert.deepEqual(lifespans(await ask('ぬるぽ')), { nearby: 3 }, 'still younger than 20 minutes');
  await sandbox.moveClock({ advance_ms: 10 * 60_000 });
  assert.deepEqual(lifespans(await ask('こんにちは')), {}, 'a fallback does not keep it');
  await conversation().ask('こんにちは');
  const before = (await sandbox.control('GET', 'state')).body.sessions;
  await sandbox.moveClock({ advance_ms: 31 * 60_000 });
  await conversation().ask('こんにちは');
  assert.ok(before > 1);
  assert.equal((await sandbox.control('GET', 'state')).body.sessions, 1);
  await sandbox.moveClock({ offset_ms: 0 });
  await sandbox.control('POST', 'sessions/clear', {});
});

test('entity types of a session replace or add values for that session only', async () => {
  const { ask, session } = conversation();
  const entities = [{ value: '特別枠', synonyms: ['とくべつ'] }];
  const type = (mode) => ({
    sessionEntityTypes: [
      { name: `${session}/entityTypes/genre`, entityOverrideMode: `ENTITY_OVERRIDE_MODE_${mode}`, entities },
    ],
  });
  assert.equal((await ask('とくべつを探して', type('SUPPLEMENT'))).parameters.genre, '特別枠');
  assert.equal((await ask('飲食店を探して')).parameters.genre, '飲食業');
  assert.notEqual((await ask('飲食店を探して', type('OVERRIDE'))).parameters?.genre, '飲食業');
  assert.notEqual((await conversation().ask('とくべつを探して')).parameters?.genre, '特別枠');
});
