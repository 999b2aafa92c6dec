import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth, percent, table } from '../../eval/tables.mjs';

test('a Japanese letter is two columns wide, half-width kana are one', () => {
  assert.equal(displayWidth('公園a'), 5);
  assert.equal(displayWidth('ｶﾌｪ'), 3);
  assert.equal(displayWidth('🎂'), 2);
});

test('columns stand under one another', () => {
  assert.equal(
    table(
      ['', 'n'],
      [
        ['公園', 10],
        ['a', 7],
      ],
    ),
    '         n\n  公園  10\n  a      7',
  );
});

test('a share without a whole is a dash', () => {
  assert.equal(percent(null), '-');
  assert.equal(percent(0.8567), '85.7 %');
});
