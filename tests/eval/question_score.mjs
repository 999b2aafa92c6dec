// How well an agent understood written questions (tests/data/README.md): intents and slots.
import { Counts, Crosstable, ratio } from './counts.mjs';
import { answeredValues, isMeant } from './slot_values.mjs';

// Follow from the intent, or are free text that nobody can call right or wrong.
const NOT_MEASURED = new Set(['subject', 'topic', 'any']);

// The slots of one question: a Map slot -> {right, extra, missed}.
export function compareSlots(gold, answer) {
  const names = new Set([...Object.keys(gold), ...Object.keys(answer.parameters ?? {})]);
  const compared = new Map();
  for (const slot of names) {
    if (NOT_MEASURED.has(slot)) continue;
    const answered = answeredValues(answer, slot);
    compared.set(slot, bestOf(alternatives(gold[slot]).map((values) => compareValues(slot, values, answered))));
  }
  return compared;
}

// The lists of values of which each would be right.
function alternatives(gold) {
  const asList = (value) => (value === null || value === undefined ? [] : [value].flat());
  return gold?.any ? gold.any.map(asList) : [asList(gold)];
}

function compareValues(slot, wanted, answered) {
  const left = [...answered];
  let right = 0;
  for (const gold of wanted) {
    const found = left.findIndex((value) => isMeant(slot, gold, value));
    if (found < 0) continue;
    left.splice(found, 1);
    right += 1;
  }
  return { right, extra: left.length, missed: wanted.length - right };
}

function bestOf(results) {
  const errors = ({ extra, missed }) => extra + missed;
  return results.reduce((best, one) =>
    errors(one) < errors(best) || (errors(one) === errors(best) && one.right > best.right) ? one : best,
  );
}

// `answers[i]` is the answer to `questions[i]`.
export function scoreQuestions(questions, answers) {
  const score = {
    questions: questions.length,
    right: 0,
    slots: new Counts(),
    by_slot: {},
    confusion: new Crosstable(),
    misses: [],
  };
  questions.forEach((question, index) => {
    const answer = answers[index];
    const wanted = [question.intent].flat();
    const isRight = wanted.includes(answer.intent);
    score.right += isRight ? 1 : 0;
    score.confusion.add(isRight ? answer.intent : wanted[0], answer.intent || '(none)');
    const wrongSlots = addSlots(score, compareSlots(question.parameters, answer));
    if (!isRight || wrongSlots.length > 0) score.misses.push(miss(question, answer, isRight, wrongSlots));
  });
  score.accuracy = ratio(score.right, score.questions);
  return score;
}

function addSlots(score, compared) {
  for (const [slot, counts] of compared) {
    score.slots.add(counts);
    (score.by_slot[slot] ??= new Counts()).add(counts);
  }
  return [...compared].filter(([, { extra, missed }]) => extra + missed > 0).map(([slot]) => slot);
}

function miss({ id, text, after, intent, parameters }, answer, isRight, wrongSlots) {
  const pick = (values) => Object.fromEntries(wrongSlots.map((slot) => [slot, values?.[slot] ?? null]));
  return {
    id,
    text,
    after,
    ...(isRight ? {} : { intent, answered: answer.intent }),
    ...(wrongSlots.length ? { slots: pick(parameters), answered_slots: pick(answer.parameters) } : {}),
  };
}
