import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askLocalAgent, askSandboxAgent } from '../../eval/agents.mjs';

const fake = fileURLToPath(new URL('fake_agent.mjs', import.meta.url));
const ask = (turns, mode = '') =>
  askLocalAgent(turns, {
    program: process.execPath,
    programArguments: [fake],
    env: { ...process.env, FAKE_AGENT: mode },
  });

test('the local agent answers every sentence in order', async () => {
  const answers = await ask([
    { conversation: 'a', text: '公園どこ' },
    { conversation: 'b', text: '天気' },
  ]);
  assert.deepEqual(answers, [
    { intent: 'facility.nearby', parameters: { facility: '公園' }, mentions: [] },
    { intent: 'Default Fallback Intent', parameters: {}, mentions: [] },
  ]);
});

test('more sentences than a pipe holds are no problem', async () => {
  const turns = Array.from({ length: 5000 }, (_, index) => ({ conversation: `c${index}`, text: `${index}番目の公園` }));
  assert.equal((await ask(turns)).length, 5000);
});

test('an agent that fails, or answers too little, is an error that says so', async () => {
  await assert.rejects(ask([{ conversation: 'a', text: 'x' }], 'broken'), /ended with 2: the export is incomplete/);
  await assert.rejects(ask([{ conversation: 'a', text: 'x' }], 'silent'), /gave 0 answers to 1 sentences/);
});

// An export with two intents, the second of which only follows the first.
function smallExport() {
  const directory = mkdtempSync(join(tmpdir(), 'hub-eval-'));
  after(() => rmSync(directory, { recursive: true }));
  const write = (name, content) => writeFileSync(join(directory, name), JSON.stringify(content));
  mkdirSync(join(directory, 'intents'));
  mkdirSync(join(directory, 'entities'));
  write('agent.json', { language: 'ja' });
  write('package.json', {});
  write('entities/facility.json', { name: 'facility' });
  write('entities/facility_entries_ja.json', [{ value: '公園', synonyms: ['公園', 'こうえん'] }]);
  const parameters = [{ name: 'facility', dataType: '@facility', value: '$facility' }];
  const intent = (id, name, more) => write(`intents/${name}.json`, { id, name, ...more });
  intent('1', 'first', { responses: [{ affectedContexts: [{ name: 'shown', lifespan: 2 }], parameters }] });
  intent('2', 'second', { contexts: ['shown'], responses: [{}] });
  write('intents/first_usersays_ja.json', [
    { data: [{ text: 'こうえん', alias: 'facility', meta: '@facility' }, { text: 'どこ' }] },
  ]);
  write('intents/second_usersays_ja.json', [{ data: [{ text: 'ほかには' }] }]);
  return directory;
}

test("the sandbox's matcher answers too, and keeps contexts within a conversation", () => {
  const turns = [
    ['a', 'こうえんどこ'],
    ['a', 'ほかには'],
    ['b', 'ほかには'],
  ].map(([conversation, text]) => ({ conversation, text }));
  const answers = askSandboxAgent(turns, { directory: smallExport() });
  assert.deepEqual(
    answers.map(({ intent }) => intent),
    ['first', 'second', ''],
  );
  assert.deepEqual(answers[0].parameters, { facility: '公園' });
  assert.deepEqual(answers[0].mentions, [{ entity: 'facility', value: '公園', written: 'こうえん' }]);
});
