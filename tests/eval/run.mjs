// Measures how well the local agent understands people: node tests/eval/run.mjs [--output FILE] [--no-gazetteer] [FILE...]
// tests/run eval calls it; README.md beside it says what is measured. Exit codes: 0 all aims are met, 1 one is missed,
// 2 a file or the program cannot be used.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askLocalAgent, askSandboxAgent } from './agents.mjs';
import { corpusAims, questionAims } from './aims.mjs';
import { measuredClasses } from './classes.mjs';
import { scoreCorpus } from './corpus_score.mjs';
import { loadFiles } from './files.mjs';
import { Gazetteer } from './gazetteer.mjs';
import { scoreQuestions } from './question_score.mjs';
import { aimsReport, alikeReport, corpusReport, questionReport } from './report.mjs';
import { trainingPhrases } from './training_phrases.mjs';
import { tooAlike } from './trigrams.mjs';

const source = process.env.PASSPORT_HUB_SOURCE ?? fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.PASSPORT_HUB_BINARY ?? join(source, 'build/release/passport-hub');
const shared = process.env.PASSPORT_HUB_SHARED ?? join(source, '..', 'shared');
const agentDirectory = join(source, 'config/dialogflow_agent');
const ALIKE_LIMIT = 0.6;

// Our own questions, and the corpus where the real lists are.
function defaultFiles() {
  const corpus = join(shared, 'data/chat/jmultiwoz_tc_input.jsonl.gz');
  const questions = join(source, 'tests/data/parent_questions.jsonl');
  if (!existsSync(corpus)) console.log(`The talks are not there and not measured: ${corpus}\n`);
  return [questions, ...(existsSync(corpus) ? [corpus] : [])];
}

const conversationTurns = (texts, conversation) => texts.map((text) => ({ conversation, text }));

async function measureCorpus({ file, dialogues }, ask) {
  const started = performance.now();
  const answers = await ask(
    dialogues.flatMap(({ id, turns }) =>
      conversationTurns(
        turns.map(({ text }) => text),
        id,
      ),
    ),
  );
  const milliseconds = performance.now() - started;
  const of = new Map();
  let next = 0;
  for (const { id, turns } of dialogues) of.set(id, answers.slice(next, (next += turns.length)));
  const scores = scoreCorpus(dialogues, ({ id }) => of.get(id));
  console.log(
    `${corpusReport({ file, dialogues: dialogues.length, scores, measured: measuredClasses, milliseconds })}\n`,
  );
  return { kind: 'corpus', file, milliseconds, scores, aims: corpusAims(scores.all, measuredClasses) };
}

async function measureQuestions({ file, questions }, ask) {
  const turns = questions.flatMap(({ id, after, text }) => conversationTurns([...after, text], id));
  let last = -1;
  const positions = questions.map(({ after }) => (last += after.length + 1));
  const scoreOf = (answers) =>
    scoreQuestions(
      questions,
      positions.map((position) => answers[position]),
    );
  const agents = {
    'local agent': scoreOf(await ask(turns)),
    'sandbox matcher': scoreOf(askSandboxAgent(turns, { directory: agentDirectory })),
  };
  const pairs = tooAlike(
    questions.map(({ text }) => text),
    trainingPhrases(agentDirectory),
    ALIKE_LIMIT,
  );
  console.log(`${questionReport({ file, agents })}\n\n${alikeReport({ limit: ALIKE_LIMIT, pairs })}\n`);
  const aims = [
    ...questionAims(agents['local agent']),
    {
      name: 'questions unlike all training phrases',
      value: 1 - pairs.length / questions.length,
      met: pairs.length === 0,
    },
  ];
  return { kind: 'questions', file, agents, too_alike: pairs, aims };
}

async function measure(files, gazetteer) {
  const options = [
    '--agent',
    agentDirectory,
    '--config',
    join(source, 'config/hub.json'),
    ...(gazetteer ? [] : ['--no-catalog']),
  ];
  const ask = (turns) => askLocalAgent(turns, { program, options, cwd: source, env: gazetteer?.env });
  const results = [];
  for (const file of files)
    results.push(await (file.kind === 'corpus' ? measureCorpus(file, ask) : measureQuestions(file, ask)));
  return results;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string' }, 'no-gazetteer': { type: 'boolean', default: false } },
  });
  const files = loadFiles(positionals.length > 0 ? positionals : defaultFiles());
  const data = existsSync(join(shared, 'data')) ? join(shared, 'data') : undefined;
  const gazetteer = values['no-gazetteer'] ? undefined : await Gazetteer.start({ source, program, data });
  let results;
  try {
    results = await measure(files, gazetteer);
  } finally {
    await gazetteer?.stop();
  }
  const aims = results.flatMap((result) => result.aims);
  console.log(aimsReport(aims));
  const output = values.output ?? join(source, 'build/tests/eval.json');
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${JSON.stringify({ aims, results }, null, 1)}\n`);
  console.log(`\nEverything in numbers: ${relative(process.cwd(), output)}`);
  return aims.every(({ met }) => met) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`tests/eval: ${error.message}`);
  process.exitCode = 2;
}
