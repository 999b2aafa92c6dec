// Our own questions: well formed, and nothing an agent was trained on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadFiles } from '../../eval/files.mjs';
import { trainingPhrases } from '../../eval/training_phrases.mjs';
import { tooAlike } from '../../eval/trigrams.mjs';

const path = (name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const [{ questions }] = loadFiles([path('tests/data/parent_questions.jsonl')]);

// The names of a code list, as a migration fills it.
function codeNames(list) {
  const sql = ['0002_master', '0020_facilities']
    .map((name) => readFileSync(path(`connectors/passport_db/migrations/${name}.sql`), 'utf8'))
    .join('\n');
  return new Set([...sql.matchAll(new RegExp(`\\('${list}', '[a-z0-9_]+', '([^']+)'`, 'g'))].map(([, name]) => name));
}

const known = {
  genre: codeNames('genre'),
  tokuten: codeNames('tokuten'),
  facility: codeNames('facility'),
  aspect: new Set(['営業時間', '定休日', '特典', '電話番号', '住所', '行き方', '駐車場', 'URL']),
  nearer: new Set(['nearer', 'farther']),
};
const slots = new Set([
  ...Object.keys(known),
  'place',
  'here',
  'there',
  'open_now',
  'more',
  'free',
  'age',
  'shop',
  'ordinal',
  'date',
  'date_period',
]);

test('there are 500 of them', () => assert.equal(questions.length, 500));

test('no question is asked twice in the same conversation', () => {
  assert.equal(new Set(questions.map(({ after, text }) => [...after, text].join('\n'))).size, questions.length);
});

test('slots have names of the contract and values of the code lists', () => {
  for (const { id, parameters } of questions) {
    for (const [slot, gold] of Object.entries(parameters)) {
      assert.ok(slots.has(slot), `${id}: ${slot}`);
      const values = (gold.any ?? [gold]).flat().filter((value) => value !== null);
      for (const value of values) assert.ok(known[slot]?.has(value) ?? true, `${id}: ${slot} ${value}`);
    }
  }
});

test('questions about bringing up children have an article that answers them', () => {
  const sql = readFileSync(path('config/sample_data/articles.sql'), 'utf8');
  const topics = new Set([...sql.matchAll(/^\('([a-z_]+)', 'child_rearing'/gm)].map(([, topic]) => topic));
  const asked = questions.filter(({ intent }) => [intent].flat()[0] === 'faq.search');
  assert.ok(asked.length > 20);
  for (const { id, article } of asked)
    for (const topic of [article ?? 'none'].flat()) assert.ok(topics.has(topic), `${id}: ${topic}`);
});

test('no question has a trigram similarity above 0.6 to a training phrase', () => {
  assert.deepEqual(
    tooAlike(
      questions.map(({ text }) => text),
      trainingPhrases(path('config/dialogflow_agent')),
      0.6,
    ),
    [],
  );
});

test('hardly two questions are alike', () => {
  const texts = questions.map(({ text }) => text);
  texts.forEach((text, index) => assert.deepEqual(tooAlike([text], texts.slice(index + 1), 0.5), []));
});
