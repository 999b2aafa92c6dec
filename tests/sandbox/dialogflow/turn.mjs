// One turn of a session up to the point where the webhook would be called: matching, parameters, contexts, built-in
// reply.
import { bestMatch, Query } from './matcher.mjs';
import { collectParameters, contextParameters, missingRequired, resolveParameters } from './parameters.mjs';
import { sessionEntity } from './query_params.mjs';
import { builtInMessages, firstText, textMessage } from './replies.mjs';
import { askFor, closeDialog, continueDialog, isCancel, openDialog, promptText } from './slot_filling.mjs';

const SURE_ENOUGH_TO_LEAVE = 0.8;

// `input` is {text} or {event: {name, parameters}}; `followUp` says that it goes on with the turn before, so that
// lifespans stay. Returns {intent, queryResult, callWebhook}; changes the session's contexts.
export function takeTurn({ agent, session, path, input, language, followUp = false }) {
  const turn = { agent, session, path, language, queryText: input.text ?? input.event.name };
  const outcome = input.event ? matchEvent(turn, input.event) : matchText(turn, input.text);
  if (!followUp) session.contexts.age();
  if (!outcome.intent) return { intent: null, queryResult: baseResult(turn), callWebhook: false };
  if (outcome.missed) session.misses += 1;
  else session.misses = 0;
  return finish(turn, outcome);
}

function candidates({ agent, session }) {
  return agent.intents.filter(
    ({ inputContexts, priority }) => priority >= 0 && inputContexts.every((id) => session.contexts.has(id)),
  );
}

function matchEvent(turn, event) {
  const intent = candidates(turn)
    .filter(({ events }) => events.includes(event.name))
    .sort((a, b) => b.priority - a.priority)[0];
  if (!intent) return {};
  turn.session.contexts.set(event.name.toLowerCase(), 1, event.parameters ?? {});
  closeDialog(turn.session);
  const given = Object.entries(event.parameters ?? {}).filter(([name]) =>
    intent.parameters.some((parameter) => parameter.name === name),
  );
  return {
    intent,
    score: 1,
    collected: new Map(given.map(([name, value]) => [name, { value, original: String(value) }])),
  };
}

function matchText(turn, text) {
  const query = new Query(turn.agent, turn.language, text, sessionEntity(turn.session, turn.agent, turn.language));
  const match = bestMatch(turn.agent, candidates(turn), query);
  const dialog = openDialog(turn.session);
  if (dialog && !(match && match.intent.id !== dialog.intent.id && match.score >= SURE_ENOUGH_TO_LEAVE))
    return answerDialog(turn, dialog, query);
  closeDialog(turn.session);
  if (match)
    return { intent: match.intent, score: match.score, collected: collectParameters(match.intent, match, query) };
  return { intent: chooseFallback(turn), score: 1, collected: new Map(), missed: true };
}

function answerDialog(turn, dialog, query) {
  if (isCancel(query)) {
    closeDialog(turn.session);
    return { intent: dialog.intent, score: 1, collected: dialog.collected, cancelled: true };
  }
  continueDialog(dialog, query);
  return { intent: dialog.intent, score: 1, collected: dialog.collected };
}

// Among fallback intents the one with the most matching input contexts wins, then the higher priority.
function chooseFallback(turn) {
  return candidates(turn)
    .filter(({ fallback }) => fallback)
    .sort((a, b) => b.inputContexts.length - a.inputContexts.length || b.priority - a.priority)[0];
}

function finish(turn, outcome) {
  const { intent, collected } = outcome;
  const { contexts } = turn.session;
  const resolved = resolveParameters(intent, collected, contexts);
  const missing = outcome.cancelled ? undefined : missingRequired(intent, resolved);
  if (!outcome.missed) contexts.touch();
  if (missing) return ask(turn, outcome, resolved, missing);
  if (!outcome.cancelled) applyOutputContexts(turn, intent, resolved);
  if (outcome.missed) contexts.set('__system_counters__', 1, { 'no-input': 0, 'no-match': turn.session.misses });
  const messages = outcome.cancelled ? [] : builtInMessages(intent.messages, fill(turn, resolved));
  const queryResult = {
    ...intentResult(turn, outcome, resolved),
    ...(outcome.cancelled ? { cancelsSlotFilling: true } : { allRequiredParamsPresent: true }),
  };
  return {
    intent,
    queryResult: withMessages(queryResult, messages, turn),
    callWebhook: intent.webhook && !outcome.cancelled,
  };
}

// A required value is missing: the answer is the prompt, and the webhook is called only when it wants to fill slots.
function ask(turn, outcome, resolved, missing) {
  const { intent, collected } = outcome;
  const times = askFor(turn.session, intent, collected, missing, contextParameters(resolved));
  turn.session.contexts.set('__system_counters__', 1, {
    'no-input': 0,
    'no-match': times,
    ...contextParameters(resolved),
  });
  const messages = [textMessage(promptText(missing, turn.language, times))];
  const queryResult = withMessages(intentResult(turn, outcome, resolved), messages, turn);
  return { intent, queryResult, callWebhook: intent.webhook && intent.webhookForSlotFilling };
}

function applyOutputContexts(turn, intent, resolved) {
  closeDialog(turn.session);
  if (intent.resetContexts) turn.session.contexts.clear();
  for (const { id, lifespan, parameters } of intent.outputContexts) {
    turn.session.contexts.merge(id, lifespan, { ...parameters, ...contextParameters(resolved) });
  }
}

function fill({ session, language, queryText }, { values, originals }) {
  return { values, originals, contexts: session.contexts, language, seed: queryText };
}

function baseResult({ queryText, language }) {
  return { queryText, languageCode: language };
}

function intentResult(turn, { intent, score }, { values }) {
  return {
    ...baseResult(turn),
    ...(intent.action ? { action: intent.action } : {}),
    parameters: values,
    intent: {
      name: `${turn.path.agent}/intents/${intent.id}`,
      displayName: intent.name,
      ...(intent.fallback ? { isFallback: true } : {}),
    },
    intentDetectionConfidence: Math.round(score * 1e4) / 1e4,
  };
}

function withMessages(queryResult, messages, { session, path }) {
  const first = firstText(messages);
  const outputContexts = session.contexts.list(path.session);
  return {
    ...queryResult,
    ...(first === undefined ? {} : { fulfillmentText: first }),
    fulfillmentMessages: messages,
    ...(outputContexts.length ? { outputContexts } : {}),
  };
}
