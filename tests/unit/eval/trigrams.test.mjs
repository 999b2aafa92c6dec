import assert from 'node:assert/strict';
import { test } from 'node:test';
import { similarity, tooAlike, trigrams } from '../../eval/trigrams.mjs';

const alike = (one, other) => similarity(trigrams(one), trigrams(other));

test('a text has the trigrams of its letters, two blanks before it and one behind', () => {
  assert.deepEqual([...trigrams('公園?')], ['  公', ' 公園', '公園 ']);
});

test('width, case, punctuation and spaces do not count', () => {
  assert.equal(alike('ｶﾌｪ　教えて！', 'カフェ教えて'), 1);
});

test('the similarity is the share of common trigrams', () => {
  // Common: "  公", " 公園"; apart: "公園 " and "公園で", "園で ".
  assert.equal(alike('公園', '公園で'), 2 / 5);
});

test('texts without a letter are like nothing', () => {
  assert.equal(alike('😊', '😊'), 0);
});

test('pairs above the limit are listed, the most alike first', () => {
  const pairs = tooAlike(['公園', '図書館'], ['公園', '公園で', '図書館どこ'], 0.3);
  assert.deepEqual(
    pairs.map(({ question, phrase }) => `${question} ${phrase}`),
    ['公園 公園', '図書館 図書館どこ', '公園 公園で'],
  );
});
