import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredValues, folded, isMeant } from '../../eval/slot_values.mjs';

const value = (text, ...written) => ({ value: text, written });

test('width, case, kana and spaces do not make another value', () => {
  assert.equal(folded('ﾎﾞｳﾘﾝｸﾞ ころころ館'), folded('ぼうりんぐころころ館'));
  assert.equal(folded('ＵＲＬ'), 'url');
});

test('a station is meant with and without its last syllable', () => {
  assert.ok(isMeant('place', '天王寺駅', value('天王寺')));
  assert.ok(!isMeant('place', '天王寺駅', value('天王寺公園')));
});

test('a place is also known by what was written for it', () => {
  assert.ok(isMeant('place', 'うめだ', value('梅田', 'うめだ')));
  assert.ok(!isMeant('place', 'うめだ', value('梅田')));
});

test('ages are the same in all their spellings', () => {
  assert.ok(isMeant('age', '6か月', value('６ヶ月')));
  assert.ok(isMeant('age', '6か月', value('6カ月')));
  assert.ok(isMeant('age', '3歳', value('三才')));
  assert.ok(isMeant('age', '0歳', value('ゼロ歳')));
  assert.ok(!isMeant('age', '1歳', value('1歳半')));
});

test('an age with its unit apart, as Dialogflow gives it, is read', () => {
  const [answered] = answeredValues({ parameters: { age: { amount: 2, unit: '歳' } } }, 'age');
  assert.ok(isMeant('age', '2歳', answered));
});

test('an ordinal is the same as a number and as a text', () => {
  assert.ok(isMeant('ordinal', '-1', answeredValues({ parameters: { ordinal: -1 } }, 'ordinal')[0]));
  assert.ok(!isMeant('ordinal', '1', value('2')));
});

test('a date is compared by the word that was taken for it', () => {
  const answer = {
    parameters: { date: '2026-11-23T12:00:00+09:00' },
    mentions: [{ entity: 'sys.date', value: '2026-11-23T12:00:00+09:00', written: 'あした' }],
  };
  const [answered] = answeredValues(answer, 'date');
  assert.ok(isMeant('date', 'あした', answered));
  assert.ok(!isMeant('date', 'あさって', answered));
});

test('slots that only say yes take any value', () => {
  assert.ok(isMeant('here', true, value('ここ')));
});

test('empty texts, lists and members are no values', () => {
  const answer = { parameters: { place: '', tokuten: [], genre: null, open_now: false } };
  for (const slot of ['place', 'tokuten', 'genre', 'open_now', 'age'])
    assert.deepEqual(answeredValues(answer, slot), []);
});
