// The design-time API of an ES agent: export, import, restore, entity types with their entries, and the long-running
// operations these answer with.
import { randomUUID } from 'node:crypto';
import { badRequest, googleError, jsonReply } from '../google_error.mjs';
import { parseJson, refusedToken } from './admission.mjs';
import { readZip, writeZip } from './zip.mjs';

const PATH = new RegExp(
  '^/v2/(projects/([^/]+)(?:/locations/([^/]+))?)/(?:agent:(export|import|restore)|operations/([^/]+)|' +
    'agent/entityTypes(?:/([^/]+?)(?:/entities:(batchUpdate|batchCreate|batchDelete))?)?)$',
);
const TYPES = 'type.googleapis.com/google.cloud.dialogflow.v2';
const MOST_ENTRIES = 30_000;
const MOST_OPERATIONS = 1_000;

export function isDesignCall({ pathname }) {
  return /^\/v2\/projects\/[^/]+(\/locations\/[^/]+)?\/(agent:|operations\/|agent\/entityTypes)/.test(pathname);
}

export class DesignService {
  #operations = new Map();

  // copy: an AgentCopy; settings: {project, location}, live.
  constructor({ copy, oauth, settings, ledger }) {
    Object.assign(this, { copy, oauth, settings, ledger });
  }

  handle({ method, url, headers, body }) {
    const refused = refusedToken(this.oauth, headers);
    if (refused) return refused;
    const match = PATH.exec(decodeURIComponent(url.pathname));
    if (!match) return googleError(404, 'Method not found.');
    const [, parent, project, location = 'global', verb, operation, entityType, batch] = match;
    if (project !== this.settings.project || location !== this.settings.location)
      return googleError(404, `No DesignTimeAgent found for project '${project}'.`);
    if (operation) return method === 'GET' ? this.#ask(operation) : googleError(404, 'Method not found.');
    const json = method === 'POST' ? parseJson(body) : {};
    if (json === undefined) return googleError(400, 'Invalid JSON payload received. Unexpected token.');
    if (method === 'POST' && verb) return this.#agent(parent, verb, json);
    if (method === 'POST' && batch) return this.#entries(parent, entityType, batch, json);
    if (method === 'POST' && !entityType) return this.#createEntityType(parent, url.searchParams, json);
    if (method === 'GET' && !verb && !batch) return this.#readEntityTypes(parent, entityType, url.searchParams);
    return googleError(404, 'Method not found.');
  }

  #agent(parent, verb, json) {
    const unknown = Object.keys(json).filter((name) => !['agentUri', 'agentContent'].includes(name));
    if (unknown.length) return badRequest(unknown.map(unknownName));
    return this.#operate(parent, verb, () => {
      if (verb === 'export') {
        const content = writeZip(this.copy.files()).toString('base64');
        return { '@type': `${TYPES}.ExportAgentResponse`, agentContent: content };
      }
      if (typeof json.agentContent !== 'string') throw new Error('agent_content is required.');
      const files = readZip(Buffer.from(json.agentContent, 'base64'));
      this.copy.replace(verb === 'restore' ? files : new Map([...this.copy.files(), ...files]));
      return { '@type': 'type.googleapis.com/google.protobuf.Empty' };
    });
  }

  #readEntityTypes(parent, id, query) {
    const language = query.get('languageCode') || 'ja';
    const types = this.copy.entities(language).map((entity) => toEntityType(parent, entity));
    if (id) {
      const found = types.find(({ name }) => name.endsWith(`/${id}`));
      return found ? jsonReply(200, found) : googleError(404, `EntityType with id '${id}' not found.`);
    }
    const from = Number(query.get('pageToken') ?? 0);
    const size = Math.min(Number(query.get('pageSize') ?? 100), 1000);
    const next = from + size < types.length ? { nextPageToken: String(from + size) } : {};
    return jsonReply(200, { entityTypes: types.slice(from, from + size), ...next });
  }

  #createEntityType(parent, query, { displayName, kind, ...rest }) {
    const unknown = Object.keys(rest).filter((name) => !['entities', 'autoExpansionMode'].includes(name));
    if (unknown.length) return badRequest(unknown.map(unknownName));
    if (!/^[A-Za-z][\w-]{0,29}$/.test(displayName ?? '') || kind !== 'KIND_MAP')
      return googleError(400, 'EntityType needs a display_name and a kind.');
    const language = query.get('languageCode') || 'ja';
    if (this.copy.entities(language).some(({ name }) => name === displayName))
      return googleError(400, `EntityType with the display_name '${displayName}' already exists.`);
    const id = this.copy.createEntity(displayName);
    this.#record({ call: 'entityTypes.create', entity: displayName });
    const entity = this.copy.entities(language).find((candidate) => candidate.id === id);
    return jsonReply(200, toEntityType(parent, entity));
  }

  #entries(parent, id, verb, { entities = [], entityValues = [], languageCode = 'ja' }) {
    const entity = this.copy.entities(languageCode).find((candidate) => candidate.id === id);
    if (!entity) return googleError(404, `EntityType with id '${id}' not found.`);
    const wrong = entities.find(({ value, synonyms }) => !value || !Array.isArray(synonyms) || !synonyms.length);
    if (wrong) return googleError(400, 'Entity must have a value and synonyms.');
    return this.#operate(parent, verb, () => {
      const byValue = new Map(entity.entries.map((entry) => [entry.value, entry]));
      for (const { value, synonyms } of entities) byValue.set(value, { value, synonyms });
      for (const value of entityValues) byValue.delete(value);
      if (byValue.size > MOST_ENTRIES) throw new Error(`An entity can have at most ${MOST_ENTRIES} entries.`);
      this.copy.writeEntries(entity.file, languageCode, [...byValue.values()]);
      this.#record({ call: verb, entity: entity.name, entries: entities.length + entityValues.length });
      return { '@type': 'type.googleapis.com/google.protobuf.Empty' };
    });
  }

  // Does the work at once, and says so only when it is asked for the second time.
  #operate(parent, verb, work) {
    const operation = { name: `${parent}/operations/${randomUUID()}`, asked: 0 };
    try {
      operation.outcome = { response: work() };
    } catch (error) {
      operation.outcome = { error: { code: 3, message: error.message } };
    }
    this.#operations.set(operation.name.split('/').at(-1), operation);
    if (this.#operations.size > MOST_OPERATIONS) this.#operations.delete(this.#operations.keys().next().value);
    this.#record({ call: verb, operation: true, ok: !operation.outcome.error });
    return jsonReply(200, { name: operation.name, done: false });
  }

  #ask(id) {
    const operation = this.#operations.get(id);
    if (!operation) return googleError(404, `Operation '${id}' not found.`);
    operation.asked += 1;
    const done = operation.asked > 1;
    return jsonReply(200, { name: operation.name, done, ...(done ? operation.outcome : {}) });
  }

  #record(details) {
    this.ledger.append('dialogflow', 'design', details);
  }
}

function toEntityType(parent, { id, name, entries }) {
  return {
    name: `${parent}/agent/entityTypes/${id}`,
    displayName: name,
    kind: 'KIND_MAP',
    entities: entries.map(({ value, synonyms }) => ({ value, synonyms })),
  };
}

function unknownName(name) {
  return { field: '', description: `Invalid JSON payload received. Unknown name "${name}": Cannot find field.` };
}
