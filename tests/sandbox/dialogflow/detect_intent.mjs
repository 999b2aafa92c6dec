// The detectIntent method: checks the call, runs the turn, calls the webhook, puts the answer together.
import { createHash, randomUUID } from 'node:crypto';
import { badRequest, googleError, jsonReply, quotaExceeded } from '../google_error.mjs';
import { chooseLanguage, parseJson, refusedToken } from './admission.mjs';
import { readPath } from './paths.mjs';
import { activateContexts, checkQueryParams, splitName, storeEntityTypes } from './query_params.mjs';
import { firstText, forPlatform, textMessage } from './replies.mjs';
import { readMessage } from './schema.mjs';
import { takeTurn } from './turn.mjs';
import { readEsAnswer } from './webhook_client.mjs';

const MAX_TEXT_CHARACTERS = 256;
const MAX_EVENT_NAME_CHARACTERS = 150;
const MAX_FOLLOWUP_EVENTS = 3;

export class DialogflowService {
  // agentSource.current() is the loaded export; settings: {project, location, environments, quotaPerMinute,
  // recordText}, live.
  constructor({ agentSource, sessions, oauth, webhook, quota, settings, ledger }) {
    Object.assign(this, { agentSource, sessions, oauth, webhook, quota, settings, ledger });
  }

  async handle(request) {
    const { call, error } = this.#accept(request);
    if (error) {
      this.ledger.append('dialogflow', 'refused', { status: error.status, reason: error.reason });
      return error;
    }
    return jsonReply(200, await this.#run(call));
  }

  statusReply(fault) {
    return fault.status === 429 ? quotaExceeded() : googleError(fault.status);
  }

  #accept({ method, url, headers, body }) {
    const { path, error } = readPath(url.pathname, this.settings);
    if (method !== 'POST') return { error: googleError(404, 'Method not found.') };
    const refused = refusedToken(this.oauth, headers) ?? error;
    if (refused) return { error: refused };
    if (!this.quota.take(this.settings.quotaPerMinute)) return { error: quotaExceeded() };
    const json = parseJson(body);
    if (json === undefined) return { error: googleError(400, 'Invalid JSON payload received. Unexpected token.') };
    const { value, violations } = readMessage('DetectIntentRequest', json);
    if (violations.length) return { error: badRequest(violations) };
    const refusal = checkInput(value.queryInput) ?? checkQueryParams(value.queryParams ?? {}, path.key);
    return refusal ? { error: refusal } : { call: { path, input: value.queryInput, params: value.queryParams ?? {} } };
  }

  async #run({ path, input, params }) {
    const agent = this.agentSource.current();
    const session = this.sessions.open(path.key);
    prepareSession(session, params);
    const language = chooseLanguage(agent, (input.text ?? input.event).languageCode);
    const responseId = `${randomUUID()}-${randomUUID().slice(0, 8)}`;
    const turnInput = input.event ? { event: input.event } : { text: input.text.text };
    const context = { agent, session, path, language, params, responseId };
    const { turn, webhook } = await this.#runChain(context, turnInput);
    const result = finishResult(turn.queryResult, webhook, params);
    this.#record(context, turnInput, turn, result, webhook);
    return { responseId, queryResult: result, ...(webhook ? { webhookStatus: webhook.status } : {}) };
  }

  // A webhook may answer with an event, which is a turn of its own; a chain of those ends after three.
  async #runChain(context, firstInput) {
    let input = firstInput;
    for (let followups = 0; ; followups += 1) {
      const turn = takeTurn({ ...context, input, followUp: followups > 0 });
      const webhook = turn.callWebhook && this.webhook.settings.url ? await this.#callWebhook(context, turn) : null;
      if (webhook?.answer) applyAnswer(context, turn, webhook.answer);
      const event = webhook?.answer?.followupEventInput;
      if (!event || followups >= MAX_FOLLOWUP_EVENTS) return { turn, webhook };
      input = { event };
    }
  }

  #callWebhook({ path, params, responseId }, turn) {
    const request = {
      responseId,
      queryResult: turn.queryResult,
      originalDetectIntentRequest: { payload: params.payload ?? {} },
      session: path.session,
    };
    return this.webhook.call(request, params.webhookHeaders ?? {}, responseId, (json) => readEsAnswer(json, path.key));
  }

  #record({ path, language, responseId }, input, turn, result, webhook) {
    this.ledger.append('dialogflow', 'turn', {
      response_id: responseId,
      session_hash: createHash('sha256').update(path.key).digest('hex').slice(0, 16),
      input: input.event ? 'event' : 'text',
      query_length: [...result.queryText].length,
      language,
      intent: turn.intent?.name ?? null,
      action: turn.intent?.action ?? null,
      fallback: turn.intent?.fallback ?? false,
      confidence: result.intentDetectionConfidence ?? null,
      contexts: (result.outputContexts ?? []).map(({ name }) => splitName(name, '/contexts/')[1]),
      webhook: webhook
        ? { ok: Boolean(webhook.answer), code: webhook.status.code ?? 0, latency_ms: webhook.latencyMs }
        : null,
      ...(this.settings.recordText
        ? { session: path.session, query_text: result.queryText, parameters: result.parameters ?? {} }
        : {}),
    });
  }
}

function checkInput(input) {
  if (!input || !(input.text || input.event || input.audioConfig))
    return googleError(400, 'Input is missing: one of text, event or audio_config is required.');
  if (input.audioConfig) return googleError(400, 'This sandbox takes no speech.');
  const { languageCode } = input.text ?? input.event;
  if (!languageCode) return googleError(400, 'Query language code is required.');
  if (input.event) return checkEvent(input.event);
  if (!input.text.text) return googleError(400, 'Input text not set.');
  return [...input.text.text].length > MAX_TEXT_CHARACTERS
    ? googleError(400, `Input text exceeds ${MAX_TEXT_CHARACTERS} characters.`)
    : null;
}

function checkEvent({ name = '' }) {
  if (!name) return googleError(400, 'Event name is required.');
  return [...name].length > MAX_EVENT_NAME_CHARACTERS
    ? googleError(400, `Event name exceeds ${MAX_EVENT_NAME_CHARACTERS} characters.`)
    : null;
}

function prepareSession(session, params) {
  if (params.resetContexts) session.contexts.clear();
  activateContexts(session, params.contexts);
  storeEntityTypes(session, params.sessionEntityTypes);
}

// Puts the webhook's answer into the turn's result. With a follow-up event its texts and payload do not count.
function applyAnswer({ session, path }, { queryResult }, answer) {
  for (const { name, lifespanCount = 0, parameters = {} } of answer.outputContexts ?? []) {
    session.contexts.set(splitName(name, '/contexts/')[1].toLowerCase(), lifespanCount, parameters);
  }
  storeEntityTypes(session, answer.sessionEntityTypes);
  const contexts = session.contexts.list(path.session);
  if (contexts.length) queryResult.outputContexts = contexts;
  else delete queryResult.outputContexts;
  if (!answer.followupEventInput) applyMessages(queryResult, answer);
}

function applyMessages(queryResult, { fulfillmentText, fulfillmentMessages, source, payload }) {
  if (fulfillmentMessages?.length) queryResult.fulfillmentMessages = fulfillmentMessages;
  else if (fulfillmentText) queryResult.fulfillmentMessages = [textMessage(fulfillmentText)];
  if (fulfillmentText || fulfillmentMessages?.length) {
    const text = fulfillmentText || firstText(fulfillmentMessages);
    if (text) queryResult.fulfillmentText = text;
    else delete queryResult.fulfillmentText;
  }
  if (source) queryResult.webhookSource = source;
  if (payload) queryResult.webhookPayload = payload;
}

function finishResult(queryResult, webhook, params) {
  const result = webhook
    ? { ...queryResult, diagnosticInfo: { webhook_latency_ms: webhook.latencyMs } }
    : { ...queryResult };
  if (params.platform && result.fulfillmentMessages)
    result.fulfillmentMessages = forPlatform(result.fulfillmentMessages, params.platform);
  return result;
}
