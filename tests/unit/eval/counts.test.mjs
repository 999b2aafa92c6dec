import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counts, Crosstable, ratio } from '../../eval/counts.mjs';

test('precision, recall and F1 follow from what is right, too many and too few', () => {
  const counts = new Counts().add({ right: 6, extra: 2 }).add({ right: 0, missed: 4 });
  assert.equal(counts.precision, 0.75);
  assert.equal(counts.recall, 0.6);
  assert.equal(counts.f1, 12 / 18);
});

test('nothing measured has no rate', () => {
  assert.equal(new Counts().f1, null);
  assert.equal(ratio(0, 0), null);
});

test('a crosstable counts pairs, and what never came is zero', () => {
  const pairs = new Crosstable();
  pairs.add('a', 'b');
  pairs.add('a', 'b');
  pairs.add('c', 'a');
  assert.equal(pairs.at('a', 'b'), 2);
  assert.equal(pairs.at('b', 'a'), 0);
  assert.deepEqual(
    [pairs.rows, pairs.columns],
    [
      ['a', 'c'],
      ['a', 'b'],
    ],
  );
});
