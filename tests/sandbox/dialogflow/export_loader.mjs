// Reads an agent export (the ES layout) into the form that the matcher runs. Loading fails as a whole, with every
// problem.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileEntity, SYSTEM_ENTITIES } from './entities.mjs';
import { compilePhrase } from './phrase.mjs';

// Returns {language, languages, threshold, entities: Map, intents: [], warnings: []}. Throws an Error that lists what
// is wrong.
export function loadAgent(directory) {
  const problems = [];
  const settings = readJson(directory, 'agent.json', problems) ?? {};
  const languages = [settings.language, ...(settings.supportedLanguages ?? [])].filter(Boolean);
  const agent = {
    language: settings.language,
    languages,
    threshold: settings.mlMinConfidence ?? 0.3,
    entities: new Map(),
    intents: [],
    warnings: [],
  };
  if (!settings.language) problems.push('agent.json: language is missing');
  readJson(directory, 'package.json', problems);
  for (const file of mainFiles(directory, 'entities', '_entries_')) loadEntity(agent, directory, file, problems);
  for (const file of mainFiles(directory, 'intents', '_usersays_')) loadIntent(agent, directory, file, problems);
  for (const intent of agent.intents) checkIntent(intent, agent, problems);
  if (problems.length) throw new Error(`The agent export in ${directory} cannot be used:\n  ${problems.join('\n  ')}`);
  return agent;
}

// What changes whenever a file of the export changes.
export function exportFingerprint(directory) {
  const marks = [];
  for (const folder of ['.', 'entities', 'intents']) {
    for (const name of listJson(join(directory, folder))) {
      const { mtimeMs, size, ino } = statSync(join(directory, folder, name));
      marks.push(`${folder}/${name}:${mtimeMs}:${size}:${ino}`);
    }
  }
  return marks.join('\n');
}

function listJson(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

function mainFiles(directory, folder, marker) {
  return listJson(join(directory, folder))
    .filter((name) => !name.includes(marker))
    .map((name) => `${folder}/${name}`);
}

function readJson(directory, file, problems) {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (error) {
    problems.push(`${file}: ${error.message}`);
    return null;
  }
}

function readOptional(directory, file, problems) {
  const exists = listJson(join(directory, file.split('/')[0])).includes(file.split('/')[1]);
  return exists ? (readJson(directory, file, problems) ?? []) : [];
}

function loadEntity(agent, directory, file, problems) {
  const entity = readJson(directory, file, problems);
  if (!entity) return;
  const byLanguage = new Map();
  for (const language of agent.languages) {
    const entries = readOptional(directory, file.replace(/\.json$/, `_entries_${language}.json`), problems);
    byLanguage.set(language, compileEntity(entity, entries));
  }
  agent.entities.set(entity.name, byLanguage);
}

function loadIntent(agent, directory, file, problems) {
  const source = readJson(directory, file, problems);
  if (!source) return;
  const response = source.responses?.[0] ?? {};
  const phrases = new Map();
  for (const language of agent.languages) {
    const says = readOptional(directory, file.replace(/\.json$/, `_usersays_${language}.json`), problems);
    phrases.set(
      language,
      says.map((item) => compilePhrase(item.data ?? [], (name) => agent.entities.get(name)?.get(language)?.open)),
    );
  }
  agent.intents.push({
    id: source.id,
    name: source.name,
    file,
    phrases,
    vocabulary: vocabularies(phrases),
    inputContexts: (source.contexts ?? []).map((name) => name.toLowerCase()),
    events: (source.events ?? []).map((event) => event.name),
    priority: source.priority === 0 || source.priority === undefined ? 500000 : source.priority,
    fallback: source.fallbackIntent === true,
    webhook: source.webhookUsed === true,
    webhookForSlotFilling: source.webhookForSlotFilling === true,
    resetContexts: response.resetContexts === true,
    action: response.action ?? '',
    outputContexts: (response.affectedContexts ?? []).map(readContext),
    parameters: (response.parameters ?? []).map(readParameter),
    messages: response.messages ?? [],
  });
}

// All pairs of neighbouring tokens in an intent's phrases, by language.
function vocabularies(phrases) {
  return new Map(
    [...phrases].map(([language, list]) => [
      language,
      new Set(list.flatMap(({ bigrams }) => [...bigrams.pairs.keys()])),
    ]),
  );
}

function readContext({ name, lifespan, parameters }) {
  return { id: name.toLowerCase(), lifespan: lifespan ?? 5, parameters: parameters ?? {} };
}

function readParameter(source) {
  const prompts = source.prompts?.length ? source.prompts : (source.promptMessages ?? []).flatMap(promptTexts);
  return {
    name: source.name,
    entity: (source.dataType ?? '').replace(/^@/, ''),
    value: source.value ?? '',
    defaultValue: source.defaultValue ?? '',
    required: source.required === true,
    isList: source.isList === true,
    prompts,
  };
}

function promptTexts(message) {
  return [message.speech ?? []].flat().map((value) => ({ lang: message.lang, value }));
}

function checkIntent(intent, agent, problems) {
  if (!intent.name) problems.push(`${intent.file}: name is missing`);
  if (!intent.id) problems.push(`${intent.file}: id is missing`);
  for (const parameter of intent.parameters)
    checkEntityName(parameter.entity, `${intent.file}: parameter ${parameter.name}`, agent, problems);
  for (const phrases of intent.phrases.values()) {
    for (const { elements } of phrases) {
      for (const { slot } of elements)
        if (slot) checkEntityName(slot.entity, `${intent.file}: phrase slot ${slot.alias}`, agent, problems);
    }
  }
}

function checkEntityName(name, where, agent, problems) {
  if (!name || agent.entities.has(name)) return;
  if (!name.startsWith('sys.')) problems.push(`${where}: there is no entity @${name}`);
  else if (!SYSTEM_ENTITIES.has(name)) agent.warnings.push(`${where}: @${name} is never recognised by this sandbox`);
}
