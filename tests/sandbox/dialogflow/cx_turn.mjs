// One turn of a CX session. The export's intents run as routes of the start page: an input context is the condition
// that $session.params.passport_hub.contexts has it, an intent that asks for required parameters is a page with a form.
// What an ES agent's own output contexts would be is left to the webhook, as in CX there are none.
import { isEmpty } from './parameters.mjs';
import { pageId, pageName } from './cx_paths.mjs';
import { takeTurn } from './turn.mjs';

const FORM_LIFESPAN = 2;

// `state` is {parameters, page}, changed in place: session parameters and where the session stands.
// Returns {turn, matchType}: `turn` as takeTurn gives it.
export function takeCxTurn({ agent, session, path, state, input, language }) {
  session.contexts.clear();
  session.dialog = null;
  const remembered = state.parameters.passport_hub?.contexts ?? {};
  for (const [id, { lifespan = 0, parameters = {} }] of Object.entries(remembered))
    session.contexts.set(id.toLowerCase(), lifespan + 1, parameters);
  const form = agent.intents.find(({ id }) => id === pageId(path, state.page));
  if (form) openForm(session, form, state.parameters);
  const turn = takeTurn({ agent, session, path, input, language });
  for (const [name, value] of Object.entries(turn.queryResult.parameters ?? {}))
    if (!isEmpty(value)) state.parameters[name] = value;
  if (turn.intent?.resetContexts) delete state.parameters.passport_hub;
  state.page = pageName(path, session.dialog?.intent.id);
  return { turn, matchType: kindOfMatch(turn, input, form) };
}

// Goes on filling the form of an intent: what is known of it stands in the session's parameters.
function openForm(session, intent, parameters) {
  const known = intent.parameters.filter(({ name }) => !isEmpty(parameters[name]));
  const asked = intent.parameters.find(({ name, required }) => required && isEmpty(parameters[name]));
  if (!asked) return;
  const collected = new Map(
    known.map(({ name }) => [name, { value: parameters[name], original: String(parameters[name]) }]),
  );
  session.dialog = { intent, collected, asked: asked.name, times: 0 };
  session.contexts.set(`${intent.id}_id_dialog_context`, FORM_LIFESPAN, {});
}

function kindOfMatch({ intent, queryResult }, input, form) {
  if (!intent || intent.fallback) return 'NO_MATCH';
  if (input.event) return 'EVENT';
  if (form && form.id === intent.id && !queryResult.cancelsSlotFilling) return 'PARAMETER_FILLING';
  return 'INTENT';
}
