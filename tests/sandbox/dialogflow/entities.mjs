// Entity types: finding their values in a normalised text, longest form first.
import { normaliseText } from './normalise.mjs';

const SYSTEM_PATTERNS = {
  'sys.number': /\d+(?:\.\d+)?/y,
  'sys.email': /[a-z0-9._+%-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/y,
  'sys.url': /https?:\/\/[^\s]+/y,
  'sys.phone-number': /0\d{1,4}-?\d{1,4}-?\d{3,4}/y,
};

// The system entities that the sandbox knows. @sys.any is a slot without a vocabulary, see phrase.mjs.
export const SYSTEM_ENTITIES = new Set(['sys.any', 'sys.ignore', ...Object.keys(SYSTEM_PATTERNS)]);

// A compiled entity has find(text, position) -> [{value, length}], longest first, and open: whether what it does not
// list may be a value of it too (automated expansion).
export function compileEntity(source, entries) {
  const open = source.automatedExpansion === true;
  if (source.isRegexp) {
    const patterns = entries.map(({ value }) => new RegExp(value, 'yu'));
    return { open, find: (text, position) => findPatterns(patterns, text, position) };
  }
  const forms = new Map();
  for (const entry of entries) {
    for (const form of entry.synonyms?.length ? entry.synonyms : [entry.value]) {
      const normalised = normaliseText(form);
      if (normalised && !forms.has(normalised)) forms.set(normalised, entry.value);
    }
  }
  return { open, ...formFinder(forms) };
}

export function systemEntity(name) {
  const pattern = SYSTEM_PATTERNS[name];
  if (!pattern) return { find: () => [] };
  return {
    find: (text, position) =>
      findPatterns([pattern], text, position).map((hit) =>
        name === 'sys.number' ? { ...hit, value: Number(hit.value) } : hit,
      ),
  };
}

// All places where the entity occurs, left to right, without overlap: [{start, end, value}].
export function occurrences(entity, text, from = 0, to = text.length) {
  const found = [];
  for (let position = from; position < to; position += 1) {
    const hit = entity.find(text, position).find(({ length }) => position + length <= to);
    if (!hit) continue;
    found.push({ start: position, end: position + hit.length, value: hit.value });
    position += hit.length - 1;
  }
  return found;
}

function formFinder(forms) {
  const byFirst = new Map();
  for (const [form, value] of forms) {
    const first = form[0];
    if (!byFirst.has(first)) byFirst.set(first, []);
    byFirst.get(first).push({ form, value, length: form.length });
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  return {
    find: (text, position) =>
      (byFirst.get(text[position]) ?? []).filter(
        ({ form }) => text.startsWith(form, position) && wholeWord(text, position, form),
      ),
  };
}

// Narrow letters form words: "cafe" is not in "cafemaco". Japanese has no such borders.
function wholeWord(text, position, form) {
  const end = position + form.length;
  return !(isNarrow(text[position - 1]) && isNarrow(form[0])) && !(isNarrow(form.at(-1)) && isNarrow(text[end]));
}

function isNarrow(character) {
  return character !== undefined && /[a-z]/.test(character);
}

function findPatterns(patterns, text, position) {
  const hits = [];
  for (const pattern of patterns) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match && match[0]) hits.push({ value: match[0], length: match[0].length });
  }
  return hits.sort((a, b) => b.length - a.length);
}
