// Parameter values of a matched intent: from its slots, then from known words elsewhere in the text, then its defaults.
import { knownWords } from './matcher.mjs';

// Returns Map name -> {value, original}; only what the text itself gives.
export function collectParameters(intent, match, query) {
  const words = match.complete ? [] : knownWords(intent, query, [...match.slots, ...match.anchors]);
  const found = [...match.slots, ...words].sort((a, b) => a.start - b.start);
  const collected = new Map();
  for (const parameter of intent.parameters) {
    const mine = found.filter((slot) =>
      slot.alias ? slot.alias === parameter.name : slot.entity === parameter.entity,
    );
    if (mine.length) collected.set(parameter.name, toValue(parameter, mine, query));
  }
  return collected;
}

function toValue(parameter, slots, query) {
  const originals = slots.map(({ start, end }) => query.originalText(start, end));
  const values = slots.map((slot, index) => (slot.value === undefined ? originals[index] : slot.value));
  if (!parameter.isList) return { value: values[0], original: originals[0] };
  const first = values.map((value, index) => values.indexOf(value) === index);
  return { value: values.filter((_, index) => first[index]), original: originals.filter((_, index) => first[index]) };
}

// The answer to a prompt for one parameter, or null. Free parameters take the whole text.
export function readPromptAnswer(parameter, query) {
  if (parameter.entity === 'sys.any')
    return query.text ? toValue(parameter, [{ start: 0, end: query.text.length }], query) : null;
  const hits = query.occurrences(parameter.entity);
  return hits.length ? toValue(parameter, hits, query) : null;
}

// All parameters of the intent with `value` expressions and defaults applied: {values, originals}; empty ones are ""
// or [].
export function resolveParameters(intent, collected, contexts) {
  const values = {};
  const originals = {};
  for (const parameter of intent.parameters) {
    const empty = parameter.isList ? [] : '';
    const value = evaluate(parameter.value, collected, contexts);
    const chosen = isEmpty(value) ? evaluate(parameter.defaultValue, collected, contexts) : value;
    values[parameter.name] = isEmpty(chosen) ? empty : asList(parameter, chosen);
    originals[parameter.name] = collected.get(parameter.name)?.original ?? empty;
  }
  return { values, originals };
}

// Parameters as a context carries them: each beside its ".original".
export function contextParameters({ values, originals }) {
  return Object.fromEntries(
    Object.keys(values).flatMap((name) => [
      [name, values[name]],
      [`${name}.original`, originals[name]],
    ]),
  );
}

export function missingRequired(intent, { values }) {
  return intent.parameters.find(({ required, name }) => required && isEmpty(values[name]));
}

export function isEmpty(value) {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function asList(parameter, value) {
  return parameter.isList && !Array.isArray(value) ? [value] : value;
}

// "$name", "$name.original", "#context.name" or a constant.
function evaluate(expression, collected, contexts) {
  const own = /^\$([^.\s]+)(\.original)?$/.exec(expression);
  if (own) return collected.get(own[1])?.[own[2] ? 'original' : 'value'];
  const foreign = /^#([^.\s]+(?:-[^.\s]+)*)\.(.+)$/.exec(expression);
  if (foreign) return contexts.get(foreign[1].toLowerCase())?.parameters[foreign[2]];
  return expression;
}
