import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSlots, scoreQuestions } from '../../eval/question_score.mjs';

const slots = (gold, parameters) => Object.fromEntries(compareSlots(gold, { parameters }));

test('a slot is right, missed, or answered where nothing was meant', () => {
  assert.deepEqual(slots({ place: '梅田', genre: '飲食業' }, { place: '梅田', age: '2歳' }), {
    place: { right: 1, extra: 0, missed: 0 },
    genre: { right: 0, extra: 0, missed: 1 },
    age: { right: 0, extra: 1, missed: 0 },
  });
});

test('a wrong value is both: one too many and one missed', () => {
  assert.deepEqual(slots({ place: '梅田' }, { place: '難波' }), { place: { right: 0, extra: 1, missed: 1 } });
});

test('each value of a list counts', () => {
  assert.deepEqual(slots({ tokuten: ['授乳室', 'おむつ替え'] }, { tokuten: ['おむつ替え', '割引'] }), {
    tokuten: { right: 1, extra: 1, missed: 1 },
  });
});

test('of alternatives the kindest is taken', () => {
  const gold = { genre: { any: [null, '飲食業', ['飲食業', '小売業']] } };
  assert.deepEqual(slots(gold, {}).genre, { right: 0, extra: 0, missed: 0 });
  assert.deepEqual(slots(gold, { genre: '飲食業' }).genre, { right: 1, extra: 0, missed: 0 });
  assert.deepEqual(slots(gold, { genre: ['小売業', '飲食業'] }).genre, { right: 2, extra: 0, missed: 0 });
  assert.deepEqual(slots(gold, { genre: 'レジャー' }).genre, { right: 0, extra: 1, missed: 0 });
});

test('topic and subject follow from the intent and are not measured', () => {
  assert.deepEqual(slots({}, { topic: 'join', subject: '入会' }), {});
});

test('questions are scored by intent and slots, with a list of the misses', () => {
  const questions = [
    { id: 'a', text: 'A', intent: 'benefit.nearby', parameters: { place: '梅田' } },
    { id: 'b', text: 'B', intent: ['faq.search', 'office.handover'], parameters: {} },
    { id: 'c', text: 'C', intent: 'event.find', parameters: {} },
  ];
  const answers = [
    { intent: 'benefit.nearby', parameters: { place: '難波' } },
    { intent: 'office.handover', parameters: {} },
    { intent: 'benefit.nearby', parameters: {} },
  ];
  const score = scoreQuestions(questions, answers);
  assert.equal(score.accuracy, 2 / 3);
  assert.equal(score.slots.f1, 0);
  assert.equal(score.confusion.at('event.find', 'benefit.nearby'), 1);
  assert.equal(score.confusion.at('office.handover', 'office.handover'), 1);
  assert.deepEqual(
    score.misses.map(({ id }) => id),
    ['a', 'c'],
  );
  assert.deepEqual(score.misses[0].answered_slots, { place: '難波' });
});
