import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadFiles } from '../../eval/files.mjs';

const directory = mkdtempSync(join(tmpdir(), 'hub-eval-'));
after(() => rmSync(directory, { recursive: true }));

function file(name, ...records) {
  const path = join(directory, name);
  const text = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n');
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

const question = { id: 'a', text: '公園', intent: 'facility.nearby', parameters: { facility: '公園' } };
const talk = (id, ...sentences) => ({
  data_id: id,
  dialogue_id: 'd',
  question: sentences.map((content, index) => ({ role: index % 2 ? 'assistant' : 'user', content })),
});

test('questions are read with the questions before them', () => {
  const [{ kind, questions }] = loadFiles([
    file('q.jsonl', question, { ...question, id: 'b', after: '図書館', parameters: undefined }),
  ]);
  assert.equal(kind, 'questions');
  assert.deepEqual(
    questions.map(({ after: before }) => before),
    [[], ['図書館']],
  );
  assert.deepEqual(questions[1].parameters, {});
});

test('talks are read with their gold calls, packed or not', () => {
  const input = file('t_input.jsonl.gz', talk('t0', '大阪です'), talk('t1', '大阪です', '何を？', '食事'));
  file(
    't_ground.jsonl.gz',
    { data_id: 't0', dialogue_id: 'd', ground_truth: [] },
    { data_id: 't1', dialogue_id: 'd', ground_truth: [{ name: 'Search_restaurant', arguments: { city: '大阪' } }] },
  );
  const [{ kind, dialogues }] = loadFiles([input]);
  assert.equal(kind, 'corpus');
  assert.deepEqual(dialogues, [
    {
      id: 'd',
      turns: [
        { text: '大阪です', shown: '', calls: [] },
        { text: '食事', shown: '何を？', calls: [{ name: 'Search_restaurant', arguments: { city: '大阪' } }] },
      ],
    },
  ]);
});

const refused = [
  ['a line that is not JSON', [question, '{"id"'], /line 2: not a JSON object/],
  ['a question without an id', [{ ...question, id: undefined }], /line 1: "id" is missing/],
  ['an id that is used twice', [question, question], /line 2: the id a is used twice/],
  ['a question without an intent', [{ ...question, intent: [] }], /"intent" is a name/],
  ['a slot with a number', [{ ...question, parameters: { ordinal: 2 } }], /the slot "ordinal"/],
  ['a file of something else', [{ name: 'x' }], /neither questions/],
  ['an empty file', [], /there is nothing in it/],
];
for (const [what, records, reason] of refused)
  test(`${what} is refused with the reason`, () =>
    assert.throws(() => loadFiles([file('bad.jsonl', ...records)]), reason));

test('a talk without its gold calls is refused', () => {
  const input = file('u_input.jsonl', talk('t0', '大阪です'));
  file('u_ground.jsonl', { data_id: 'other', dialogue_id: 'd', ground_truth: [] });
  assert.throws(() => loadFiles([input]), /line 1: no gold calls for it/);
});
