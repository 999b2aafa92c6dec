// How well an agent followed the talks of the corpus: places, searching or not, and the classes of search.
import { createHash } from 'node:crypto';
import { Talk, classOfCall, measuredClasses } from './classes.mjs';
import { Counts, Crosstable, ratio } from './counts.mjs';
import { Samples } from './samples.mjs';
import { foldedPlace } from './slot_values.mjs';

// A dialogue belongs to one half for good, whatever else is in the file.
export function halfOf(dialogueId) {
  return createHash('sha256').update(dialogueId).digest()[0] % 2 === 0 ? 'even' : 'odd';
}

// `answersOf(dialogue)` gives the answers to its turns, in order. {all, even, odd}, each as emptyScore makes it.
export function scoreCorpus(dialogues, answersOf) {
  const scores = { all: emptyScore(), even: emptyScore(), odd: emptyScore() };
  for (const dialogue of dialogues) {
    const both = [scores.all, scores[halfOf(dialogue.id)]];
    scoreDialogue(dialogue, answersOf(dialogue), both);
  }
  for (const score of Object.values(scores)) {
    const right = measuredClasses.reduce((sum, name) => sum + score.confusion.at(name, name), 0);
    score.told_apart = ratio(right, score.search.right);
  }
  return scores;
}

// Per class of gold call: `recall` counts gold places (city, station) that the talk so far gave; `written` of them those
// that the person wrote at all; `precision` counts the places found in the sentence that has the call.
function emptyScore() {
  const classes = Object.fromEntries(
    [...measuredClasses, 'other calls'].map((name) => [
      name,
      { turns: 0, recall: new Counts(), written: new Counts(), precision: new Counts() },
    ]),
  );
  return {
    dialogues: 0,
    turns: 0,
    classes,
    search: new Counts(),
    left_out: 0,
    confusion: new Crosstable(),
    samples: new Samples(),
  };
}

function scoreDialogue(dialogue, answers, scores) {
  const talk = new Talk();
  const found = new Set();
  let said = '';
  for (const score of scores) score.dialogues += 1;
  dialogue.turns.forEach((turn, index) => {
    const places = placesIn(answers[index]);
    for (const place of places) for (const name of place) found.add(name);
    said += `\n${turn.text.normalize('NFKC')}`;
    const answered = talk.read(answers[index], turn.shown);
    for (const score of scores) {
      score.turns += 1;
      for (const call of turn.calls) scorePlaces(score, call, { text: turn.text, places, found, said });
      scoreSearch(score, turn, answered);
    }
  });
}

// The places an answer names, each as the set of names it goes by.
function placesIn(answer) {
  const mentions = (answer.mentions ?? []).filter(({ entity }) => entity.replace(/^@/, '') === 'place');
  return mentions.map(({ value, written }) => namesOf(value?.name ?? value, written));
}

function namesOf(...texts) {
  return new Set(
    texts.filter((text) => typeof text === 'string').flatMap((text) => [foldedPlace(text), foldedMunicipality(text)]),
  );
}

// 大阪市 and 大阪 are one city to people.
function foldedMunicipality(text) {
  const place = foldedPlace(text);
  return place.length > 2 ? place.replace(/[都府県市区町村]$/, '') : place;
}

const isPlaceText = (value) => typeof value === 'string' && value !== '';

function scorePlaces(score, { name, arguments: given }, { text, places, found, said }) {
  const line = score.classes[classOfCall(name) ?? 'other calls'];
  line.turns += 1;
  for (const gold of [given.city, given.station].flat().filter(isPlaceText)) {
    const known = [...namesOf(gold)].some((one) => found.has(one));
    line.recall.add(known ? { right: 1 } : { missed: 1 });
    const isWritten = said.includes(gold.normalize('NFKC').replace(/駅$/, ''));
    if (isWritten) line.written.add(known ? { right: 1 } : { missed: 1 });
    if (isWritten && !known) score.samples.add('missed places', { text, gold });
  }
  const right = [given.city, given.station, given.area]
    .flat()
    .filter(isPlaceText)
    .flatMap((gold) => [...namesOf(gold)]);
  for (const place of places) {
    const isRight = right.some((one) => place.has(one));
    line.precision.add(isRight ? { right: 1 } : { extra: 1 });
    if (!isRight) score.samples.add('extra places', { text, place: [...place], gold: given });
  }
}

function scoreSearch(score, { text, calls }, answered) {
  const gold = calls.map(({ name }) => classOfCall(name)).find(Boolean);
  if (!gold && calls.length > 0) {
    score.left_out += 1;
    return;
  }
  const outcome = gold ? (answered.search ? 'right' : 'missed') : answered.search ? 'extra' : 'left alone';
  if (outcome !== 'left alone') score.search.add({ [outcome]: 1 });
  if (gold) score.confusion.add(gold, answered.search ? (answered.class ?? 'not known') : 'no search');
  if (outcome === 'missed' || outcome === 'extra') score.samples.add(`${outcome} searches`, { text, gold });
  if (outcome === 'right' && answered.class !== gold)
    score.samples.add('wrong classes', { text, gold, answered: answered.class });
}
