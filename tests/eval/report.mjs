// What was measured, for people to read.
import { ratio } from './counts.mjs';
import { percent, table } from './tables.mjs';

const MOST_MISSES = 60;

export function corpusReport({ file, dialogues, scores, measured, milliseconds }) {
  const { all } = scores;
  return [
    `Talks: ${file}`,
    `${dialogues} dialogues, ${all.turns} sentences, ${(milliseconds / all.turns).toFixed(2)} ms each with the agent's start; ` +
      `${all.left_out} turns about hotels, taxis, weather and bookings left out of searching or not`,
    ...Object.entries(scores).map(([half, score]) => placeTable(half, score)),
    'Recall: gold places (city, station) known from the dialogue so far. Written: the share that the person wrote; "of\n' +
      'written": recall of those. Precision: places found in a sentence with a gold call that are its city, station or area.',
    searchTable(scores),
    confusionTable(
      'Classes of search (all): rows gold, columns answered',
      all.confusion,
      [...measured],
      [...measured, 'not known', 'no search'],
    ),
  ].join('\n\n');
}

const golds = ({ right, missed }) => right + missed;

function placeTable(half, { classes }) {
  const rows = Object.entries(classes).map(([name, { turns, recall, written, precision }]) => [
    name,
    turns,
    percent(recall.recall),
    percent(ratio(golds(written), golds(recall))),
    percent(written.recall),
    percent(precision.precision),
  ]);
  return `Places (${half})\n${table(['class of gold call', 'calls', 'recall', 'written', 'of written', 'precision'], rows)}`;
}

function searchTable(scores) {
  const rows = Object.entries(scores).map(([half, { search, told_apart: toldApart }]) => [
    half,
    search.right,
    search.extra,
    search.missed,
    percent(search.precision),
    percent(search.recall),
    percent(search.f1),
    percent(toldApart),
  ]);
  const header = ['half', 'right', 'extra', 'missed', 'precision', 'recall', 'F1', 'told apart'];
  return `Search or not, and the classes of those that were seen\n${table(header, rows)}`;
}

export function questionReport({ file, agents }) {
  const [[, local]] = Object.entries(agents);
  const summary = Object.entries(agents).map(([name, { accuracy, slots }]) => [
    name,
    percent(accuracy),
    percent(slots.precision),
    percent(slots.recall),
    percent(slots.f1),
  ]);
  const bySlot = Object.entries(local.by_slot).map(([slot, { right, extra, missed, f1 }]) => [
    slot,
    right,
    extra,
    missed,
    percent(f1),
  ]);
  return [
    `Questions: ${file} (${local.questions})`,
    table(['agent', 'intents', 'slot precision', 'slot recall', 'slot F1'], summary),
    `Slots (local agent)\n${table(['slot', 'right', 'extra', 'missed', 'F1'], bySlot)}`,
    ...Object.entries(agents).map(([name, score]) => intentTable(name, score)),
    missesText(local.misses),
  ].join('\n\n');
}

function intentTable(name, { confusion }) {
  const names = [...new Set([...confusion.rows, ...confusion.columns])].sort();
  const number = new Map(names.map((intent, index) => [intent, index + 1]));
  const rows = confusion.rows.map((gold) => [
    `${number.get(gold)} ${gold}`,
    ...names.map((answered) => confusion.at(gold, answered) || '.'),
  ]);
  const others = names
    .filter((intent) => !confusion.rows.includes(intent))
    .map((intent) => `${number.get(intent)} ${intent}`);
  const also = others.length > 0 ? `; also answered: ${others.join(', ')}` : '';
  return `Intents (${name}): rows gold, columns answered${also}\n${table(['', ...number.values()], rows)}`;
}

function confusionTable(title, confusion, rows, columns) {
  return `${title}\n${table(
    ['', ...columns],
    rows.map((row) => [row, ...columns.map((column) => confusion.at(row, column) || '.')]),
  )}`;
}

function missesText(misses) {
  const lines = misses.slice(0, MOST_MISSES).map(({ id, text, intent, answered, slots, answered_slots: wrong }) => {
    const intents = intent ? ` ${[intent].flat().join(' or ')} -> ${answered || 'none'};` : '';
    return `  ${id} ${text}\n      ${intents}${slots ? ` ${JSON.stringify(slots)} -> ${JSON.stringify(wrong)}` : ''}`;
  });
  const more = misses.length > MOST_MISSES ? `\n  and ${misses.length - MOST_MISSES} more, all in the JSON file` : '';
  return `Misses of the local agent: ${misses.length}\n${lines.join('\n')}${more}`;
}

export function alikeReport({ limit, pairs }) {
  const title =
    `Questions too like a training phrase: ${pairs.length} (trigram similarity above ${limit}: Jaccard over the character ` +
    'trigrams of the NFKC text without punctuation)';
  return [
    title,
    ...pairs.map(({ question, phrase, similarity }) => `  ${similarity.toFixed(2)}  ${question}  |  ${phrase}`),
  ].join('\n');
}

export function aimsReport(aims) {
  const shown = (value) => (value === null ? 'nothing to measure' : percent(value));
  return `Aims\n${table(
    ['', 'measured', 'aim', ''],
    aims.map(({ name, value, least, met }) => [
      name,
      shown(value),
      least === undefined ? '' : percent(least),
      met ? 'met' : 'MISSED',
    ]),
  )}`;
}
