// The agents that are measured: the product's local one, asked through its command, and the sandbox's, asked in process.
// Each takes turns [{conversation, text}] (those of a conversation follow one another) and gives as many answers
// {intent, parameters, mentions: [{entity, value, written}]}.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AgentSource } from '../sandbox/dialogflow/agent_source.mjs';
import { SessionStore } from '../sandbox/dialogflow/contexts.mjs';
import { takeTurn } from '../sandbox/dialogflow/turn.mjs';

// Runs `program ...programArguments agent explain --lines ...`. Throws when it fails or answers anything else than one
// line for each of ours.
export async function askLocalAgent(turns, { program, programArguments = [], options = [], cwd, env = process.env }) {
  const child = spawn(program, [...programArguments, 'agent', 'explain', '--lines', ...options], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const problems = tailOf(child.stderr);
  child.stdin.on('error', () => {}); // it ended early; its exit code says why
  child.stdin.end(turns.map(({ conversation, text }) => `${JSON.stringify({ conversation, text })}\n`).join(''));
  const answers = [];
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    if (line === '') continue;
    const { conversation, intent, parameters, mentions } = JSON.parse(line);
    if (conversation !== turns[answers.length]?.conversation)
      throw new Error(`the local agent answered "${conversation}" out of order`);
    answers.push({ intent, parameters, mentions });
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${problems()}`);
  if (answers.length !== turns.length)
    throw new Error(`the local agent gave ${answers.length} answers to ${turns.length} sentences`);
  return answers;
}

// The last of what a stream says.
function tailOf(stream) {
  let text = '';
  stream.setEncoding('utf8').on('data', (part) => {
    text = (text + part).slice(-2000);
  });
  return () => text.trim();
}

const SANDBOX_PATH = { agent: 'projects/evaluation/agent' };

export function askSandboxAgent(turns, { directory }) {
  const agent = new AgentSource(directory).current();
  const sessions = new SessionStore({ now: () => Date.now() });
  return turns.map(({ conversation, text }) => {
    const session = sessions.open(conversation);
    const path = { ...SANDBOX_PATH, session: `${SANDBOX_PATH.agent}/sessions/${encodeURIComponent(conversation)}` };
    const { queryResult } = takeTurn({ agent, session, path, input: { text }, language: agent.language });
    return toAnswer(queryResult);
  });
}

// Dialogflow tells what was written for a value only in the contexts that a turn leaves.
function toAnswer({ intent, parameters = {}, outputContexts = [] }) {
  const mentions = Object.entries(parameters).flatMap(([name, value]) => {
    const written = outputContexts
      .map((context) => context.parameters?.[`${name}.original`])
      .find((text) => text && text !== '');
    const values = [value].flat();
    return [written ?? []]
      .flat()
      .map((text, index) => ({ entity: name, value: values[index] ?? value, written: text }));
  });
  return { intent: intent?.displayName ?? '', parameters, mentions };
}
