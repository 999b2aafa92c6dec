// The two forms of files that can be evaluated, read and checked: questions of our own form, and talks with gold calls.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MOST_BYTES = 512 * 1024 * 1024; // unpacked

// Returns [{kind: 'questions', file, questions} or {kind: 'corpus', file, dialogues}]. Throws an Error that names file,
// line and reason. A file of gold calls may be named beside its input or not; it is found by its name.
export function loadFiles(files) {
  const inputs = files.filter((file) => !isGround(file));
  if (inputs.length === 0) throw new Error('give a file of questions, or the input file of a corpus');
  return inputs.map((file) => {
    const records = readJsonLines(file);
    if (records.length === 0) throw new Error(`${file}: there is nothing in it`);
    const [{ record }] = records;
    if (Array.isArray(record.question))
      return { kind: 'corpus', file, dialogues: toDialogues(records, readJsonLines(groundOf(file, files)), file) };
    if (typeof record.text === 'string') return { kind: 'questions', file, questions: toQuestions(records, file) };
    throw new Error(`${file}: neither questions ("text", "intent") nor talks ("question")`);
  });
}

const isGround = (file) => /_ground\.jsonl(\.gz)?$/.test(file);

function groundOf(file, files) {
  const name = basename(file).replace(/_input(\.jsonl(\.gz)?)$/, '_ground$1');
  if (name === basename(file))
    throw new Error(`${file}: the input of a corpus is called NAME_input.jsonl or NAME_input.jsonl.gz`);
  return files.find((other) => basename(other) === name) ?? join(dirname(file), name);
}

// [{number, record}] of the lines that are not empty.
export function readJsonLines(file) {
  const bytes = readFileSync(file);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (packed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [{ number: index + 1, record: parse(line, file, index + 1) }],
    );
}

function parse(line, file, number) {
  try {
    const record = JSON.parse(line);
    if (typeof record === 'object' && record !== null) return record;
  } catch {
    // said below
  }
  throw new Error(`${file}, line ${number}: not a JSON object`);
}

function toQuestions(records, file) {
  const seen = new Set();
  return records.map(({ number, record }) => {
    const problem = questionProblem(record) ?? (seen.has(record.id) ? `the id ${record.id} is used twice` : null);
    if (problem) throw new Error(`${file}, line ${number}: ${problem}`);
    seen.add(record.id);
    return { ...record, after: [record.after ?? []].flat(), parameters: record.parameters ?? {} };
  });
}

const isText = (value) => typeof value === 'string' && value !== '';
const areTexts = (value) => [value].flat().length > 0 && [value].flat().every(isText);

function questionProblem({ id, text, after, intent, parameters = {} }) {
  if (!isText(id)) return '"id" is missing';
  if (!isText(text)) return '"text" is missing';
  if (!areTexts(intent)) return '"intent" is a name or a list of names';
  if (after !== undefined && !areTexts(after)) return '"after" is a text or a list of texts';
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters))
    return '"parameters" is an object';
  const wrong = Object.entries(parameters).find(([, value]) => !isSlotValue(value));
  return wrong ? `the slot "${wrong[0]}" is a text, a list, true or {"any": [...]}` : null;
}

function isSlotValue(value) {
  if (value === true || areTexts(value)) return true;
  return Array.isArray(value?.any) && value.any.every((one) => one === null || one === true || areTexts(one));
}

// [{id, turns: [{text, shown, calls}]}]: `text` is the person's new sentence, `shown` what the other side wrote before.
function toDialogues(inputs, grounds, file) {
  const calls = new Map(grounds.map(({ record }) => [keyOf(record), record.ground_truth]));
  const dialogues = new Map();
  for (const { number, record } of inputs) {
    const sentence = record.question.at(-1);
    if (!isText(record.dialogue_id) || sentence?.role !== 'user' || typeof sentence.content !== 'string')
      throw new Error(
        `${file}, line ${number}: "dialogue_id" or the user's sentence at the end of "question" is missing`,
      );
    const gold = calls.get(keyOf(record));
    if (!Array.isArray(gold)) throw new Error(`${file}, line ${number}: no gold calls for it in the ground file`);
    const shown = record.question
      .filter(({ role }) => role !== 'user')
      .map(({ content }) => content)
      .join('\n');
    const dialogue = dialogues.get(record.dialogue_id) ?? { id: record.dialogue_id, turns: [] };
    dialogue.turns.push({ text: sentence.content, shown, calls: gold.map(toCall) });
    dialogues.set(record.dialogue_id, dialogue);
  }
  return [...dialogues.values()];
}

const keyOf = ({ dialogue_id: dialogue, data_id: turn }) => `${dialogue}\n${turn}`;
const toCall = ({ name, arguments: given }) => ({ name, arguments: given ?? {} });
