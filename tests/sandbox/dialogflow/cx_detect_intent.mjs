// The detectIntent method of CX v3: checks the call, runs the turn, calls the webhook, puts the answer together.
import { createHash, randomUUID } from 'node:crypto';
import { badRequest, googleError, jsonReply, quotaExceeded } from '../google_error.mjs';
import { chooseLanguage, parseJson, refusedToken } from './admission.mjs';
import { toResponseMessages } from './cx_messages.mjs';
import { flowName, pageId, pageName, readCxPath } from './cx_paths.mjs';
import * as CX from './cx_schema_types.mjs';
import { takeCxTurn } from './cx_turn.mjs';
import { splitName, storeEntityTypes } from './query_params.mjs';
import { readMessage } from './schema.mjs';

const MAX_TEXT_CHARACTERS = 256;

export class CxService {
  // agentSource.current() is the loaded export; settings: {project, location, environments, cxAgent, quotaPerMinute,
  // recordText}, live.
  constructor({ agentSource, sessions, oauth, webhook, quota, settings, ledger }) {
    Object.assign(this, { agentSource, sessions, oauth, webhook, quota, settings, ledger });
  }

  async handle(request) {
    const { call, error, reply } = this.#accept(request);
    if (error) {
      this.ledger.append('dialogflow', 'refused', { edition: 'cx', status: error.status, reason: error.reason });
      return error;
    }
    return reply ?? jsonReply(200, await this.#run(call));
  }

  statusReply(fault) {
    return fault.status === 429 ? quotaExceeded() : googleError(fault.status);
  }

  #accept({ method, url, headers, body }) {
    const { path, error } = readCxPath(url.pathname, this.settings);
    const refused = refusedToken(this.oauth, headers) ?? error;
    if (refused) return { error: refused };
    // Session entity types live for one session; nobody asks for more here than whether the service is there.
    if (method === 'GET' && path.method === '/entityTypes') return { reply: jsonReply(200, {}) };
    if (method !== 'POST' || path.method !== ':detectIntent') return { error: googleError(404, 'Method not found.') };
    if (!this.quota.take(this.settings.quotaPerMinute)) return { error: quotaExceeded() };
    const json = parseJson(body);
    if (json === undefined) return { error: googleError(400, 'Invalid JSON payload received. Unexpected token.') };
    const { value, violations } = readMessage('DetectIntentRequest', json, CX);
    const params = value.queryParams ?? {};
    checkParams(params, path, violations);
    if (violations.length) return { error: badRequest(violations) };
    const refusal = checkInput(value.queryInput);
    return refusal ? { error: refusal } : { call: { path, input: value.queryInput, params } };
  }

  async #run({ path, input, params }) {
    const agent = this.agentSource.current();
    const session = this.sessions.open(`cx/${path.session}`);
    const state = stateOf(session, path, params);
    storeEntityTypes(session, params.sessionEntityTypes);
    const language = chooseLanguage(agent, input.languageCode);
    const turnInput = input.event ? { event: { name: input.event.event } } : { text: input.text.text };
    const { turn, matchType } = takeCxTurn({ agent, session, path, state, input: turnInput, language });
    const context = { path, params, state, turn, matchType, language, responseId: randomUUID() };
    const queued = toResponseMessages(
      turn.queryResult.fulfillmentMessages,
      pageId(path, state.page) === 'START_PAGE' ? 'HANDLER_PROMPT' : 'PARAMETER_PROMPT',
    );
    const webhook = await this.#callWebhook(context, input, queued);
    const messages = applyAnswer(state, queued, webhook?.answer);
    this.#record(context, turnInput, webhook);
    return {
      responseId: context.responseId,
      queryResult: queryResult(context, input, messages, webhook),
      responseType: 'FINAL',
    };
  }

  async #callWebhook({ path, params, state, turn, matchType, language, responseId }, input, messages) {
    if (!turn.callWebhook || params.disableWebhook || !this.webhook.settings.url) return null;
    const { intent, queryResult: result } = turn;
    const request = {
      detectIntentResponseId: responseId,
      ...(matchType === 'NO_MATCH'
        ? {}
        : {
            intentInfo: {
              lastMatchedIntent: result.intent.name,
              displayName: intent.name,
              parameters: intentParameters(result.parameters),
              confidence: result.intentDetectionConfidence,
            },
          }),
      pageInfo: { currentPage: state.page, displayName: displayName(path, state.page, turn) },
      sessionInfo: { session: path.session, parameters: state.parameters },
      fulfillmentInfo: { tag: intent.action },
      messages,
      payload: params.payload ?? {},
      ...spoken(input),
      languageCode: language,
      languageInfo: { inputLanguageCode: input.languageCode, resolvedLanguageCode: language },
    };
    return this.webhook.call(request, params.webhookHeaders ?? {}, responseId, (json) =>
      readMessage('WebhookResponse', json, CX),
    );
  }

  #record({ path, turn, matchType, language, responseId, state }, input, webhook) {
    this.ledger.append('dialogflow', 'turn', {
      edition: 'cx',
      response_id: responseId,
      session_hash: createHash('sha256').update(path.session).digest('hex').slice(0, 16),
      input: input.event ? 'event' : 'text',
      query_length: [...turn.queryResult.queryText].length,
      language,
      intent: turn.intent?.name ?? null,
      tag: turn.intent?.action ?? null,
      match_type: matchType,
      page: pageId(path, state.page),
      contexts: Object.keys(state.parameters.passport_hub?.contexts ?? {}),
      webhook: webhook
        ? { ok: Boolean(webhook.answer), code: webhook.status.code ?? 0, latency_ms: webhook.latencyMs }
        : null,
      ...(this.settings.recordText ? { session: path.session, query_text: turn.queryResult.queryText } : {}),
    });
  }
}

function checkParams({ currentPage, sessionEntityTypes = [], geoLocation }, path, violations) {
  const wrong = (field, description) =>
    violations.push({ field, description: `Invalid value at '${field}': ${description}.` });
  if (currentPage !== undefined && pageId(path, currentPage) === null)
    wrong('query_params.current_page', `Page '${currentPage}' does not belong to the agent`);
  sessionEntityTypes.forEach(({ name = '', entityOverrideMode, entities = [] }, index) => {
    const field = `query_params.session_entity_types[${index}]`;
    const [session, id] = splitName(name, '/entityTypes/');
    if (session !== path.session || !id) wrong(`${field}.name`, `Resource name '${name}' is not of the session`);
    if (!entityOverrideMode || entityOverrideMode.endsWith('UNSPECIFIED'))
      wrong(`${field}.entity_override_mode`, 'entity_override_mode is required');
    if (!entities.length) wrong(`${field}.entities`, 'entities is required');
  });
  const { latitude = 0, longitude = 0 } = geoLocation ?? {};
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    wrong('query_params.geo_location', 'LatLng is out of range');
}

function checkInput(input) {
  if (!input || !(input.text || input.event)) return googleError(400, 'This sandbox takes text and event input only.');
  if (!input.languageCode) return googleError(400, 'Query language code is required.');
  if (input.event) return input.event.event ? null : googleError(400, 'Event name is required.');
  if (!input.text.text) return googleError(400, 'Input text not set.');
  return [...input.text.text].length > MAX_TEXT_CHARACTERS
    ? googleError(400, `Input text exceeds ${MAX_TEXT_CHARACTERS} characters.`)
    : null;
}

// The session's parameters and page. A page in the call makes the service forget what it remembers.
function stateOf(session, path, { currentPage, parameters = {} }) {
  if (currentPage || !session.cx) session.cx = { parameters: {}, page: currentPage ?? pageName(path) };
  merge(session.cx.parameters, parameters);
  return session.cx;
}

function merge(parameters, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete parameters[name];
    else parameters[name] = value;
  }
}

// The messages of the turn after the webhook, whose session parameters are taken over.
function applyAnswer(state, queued, answer) {
  merge(state.parameters, answer?.sessionInfo?.parameters ?? {});
  const { messages = [], mergeBehavior } = answer?.fulfillmentResponse ?? {};
  return mergeBehavior === 'REPLACE' ? messages : [...queued, ...messages];
}

function queryResult({ path, state, turn, matchType, language }, input, messages, webhook) {
  const { intent, queryResult: result } = turn;
  const isMatch = matchType !== 'NO_MATCH';
  const shown = isMatch && { name: result.intent.name, displayName: intent.name };
  return {
    ...spoken(input),
    languageCode: language,
    parameters: state.parameters,
    responseMessages: messages,
    ...(webhook
      ? { webhookStatuses: [webhook.answer ? {} : webhook.status], webhookPayloads: [webhook.answer?.payload ?? {}] }
      : {}),
    currentPage: { name: state.page, displayName: displayName(path, state.page, turn) },
    currentFlow: { name: flowName(path), displayName: 'Default Start Flow' },
    ...(isMatch ? { intent: shown, intentDetectionConfidence: result.intentDetectionConfidence } : {}),
    match: {
      ...(isMatch ? { intent: shown, parameters: filled(result.parameters) } : { event: 'sys.no-match-default' }),
      resolvedInput: result.queryText,
      matchType,
      confidence: isMatch ? result.intentDetectionConfidence : 0.3,
    },
    diagnosticInfo: {},
  };
}

function spoken({ event, text }) {
  return event ? { triggerEvent: event.event } : { text: text.text };
}

function displayName(path, page, { intent }) {
  return pageId(path, page) === 'START_PAGE' ? 'Start Page' : intent.name;
}

function filled(parameters = {}) {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '' && value.length !== 0));
}

function intentParameters(parameters) {
  return Object.fromEntries(
    Object.entries(filled(parameters)).map(([name, value]) => [
      name,
      { originalValue: [value].flat().join(' '), resolvedValue: value },
    ]),
  );
}
