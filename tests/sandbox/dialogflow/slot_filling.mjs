// Asking for required parameters one at a time, over several turns of a session.
import { readPromptAnswer } from './parameters.mjs';

const CANCEL_WORDS = new Set(['キャンセル', 'やめる', 'やめます', 'やめて', '中止', '取り消し', 'cancel', 'stop']);
const DIALOG_LIFESPAN = 2;

// The session's open question, or null when it was answered, left or has expired.
export function openDialog(session) {
  return session.dialog && session.contexts.has(`${session.dialog.intent.id}_id_dialog_context`)
    ? session.dialog
    : null;
}

export function isCancel(query) {
  return CANCEL_WORDS.has(query.text);
}

// Adds what the text says to the dialog's values: the asked parameter and any other known word. True when something
// came.
export function continueDialog(dialog, query) {
  const before = dialog.collected.size;
  for (const parameter of dialog.intent.parameters) {
    if (dialog.collected.has(parameter.name) || (parameter.entity === 'sys.any' && parameter.name !== dialog.asked))
      continue;
    const answer = readPromptAnswer(parameter, query);
    if (answer) dialog.collected.set(parameter.name, answer);
  }
  return dialog.collected.size > before;
}

// Notes the question in the session, in the contexts that the real service uses. Returns the prompt's number for
// variants.
export function askFor(session, intent, collected, parameter, parameters) {
  const again = session.dialog?.intent.id === intent.id && session.dialog.asked === parameter.name;
  const times = again ? session.dialog.times + 1 : 0;
  session.dialog = { intent, collected, asked: parameter.name, times };
  const name = intent.name.toLowerCase().replace(/[^a-z0-9_%-]/g, '_');
  session.contexts.set(`${intent.id}_id_dialog_context`, DIALOG_LIFESPAN, parameters);
  session.contexts.set(`${name}_dialog_context`, DIALOG_LIFESPAN, parameters);
  session.contexts.set(`${name}_dialog_params_${parameter.name}`, 1, parameters);
  return times;
}

// Forgets the question and its contexts.
export function closeDialog(session) {
  if (!session.dialog) return;
  const { intent, asked } = session.dialog;
  const name = intent.name.toLowerCase().replace(/[^a-z0-9_%-]/g, '_');
  for (const id of [`${intent.id}_id_dialog_context`, `${name}_dialog_context`, `${name}_dialog_params_${asked}`])
    session.contexts.set(id, 0, {});
  session.dialog = null;
}

export function promptText(parameter, language, times) {
  const texts = parameter.prompts
    .filter(({ lang }) => lang === undefined || lang === language)
    .map(({ value }) => value);
  return texts.length ? texts[times % texts.length] : '';
}
