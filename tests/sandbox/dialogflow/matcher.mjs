// Chooses the intent for a text. The scores are our own approximation; they are not Google's.
import { occurrences, systemEntity } from './entities.mjs';
import { normalise } from './normalise.mjs';
import { annotatedSlots, bigrams, fitAnchors, fitWhole, slotToken, takesAnything } from './phrase.mjs';

const EXACT = 1;
const TEMPLATE = 0.9;
const FREE_TEMPLATE_BASE = 0.55;
const FREE_TEMPLATE_SPAN = 0.34;
const SIMILARITY_WEIGHT = 0.85;
const BEST_SIMILARITY = SIMILARITY_WEIGHT * TEMPLATE;

// A text in one session: the normalised form and a cached look at its entities. `override` replaces or adds entity
// values.
export class Query {
  #agent;
  #found = new Map();
  #bigrams = new Map();

  constructor(agent, language, original, sessionEntity = () => undefined) {
    this.#agent = agent;
    this.language = language;
    this.original = original;
    this.sessionEntity = sessionEntity;
    Object.assign(this, normalise(original));
  }

  lookup = (name) =>
    this.sessionEntity(name) ?? this.#agent.entities.get(name)?.get(this.language) ?? systemEntity(name);

  occurrences(name) {
    if (!this.#found.has(name)) this.#found.set(name, occurrences(this.lookup(name), this.text));
    return this.#found.get(name);
  }

  // The text's pairs with the intent's known words as tokens, and which share of them the intent's vocabulary covers.
  // Most phrases of an intent ask for the same.
  bigrams(intent, { slots, anchors }) {
    const key = [intent.id, ...[...slots, ...anchors].flatMap(({ start, end }) => [start, end])].join(' ');
    if (!this.#bigrams.has(key)) {
      const words = bigrams(tokens(this.text, [...slots, ...knownWords(intent, this, [...slots, ...anchors])]));
      this.#bigrams.set(key, { words, covered: coverage(words, intent.vocabulary.get(this.language)) });
    }
    return this.#bigrams.get(key);
  }

  // The caller's own characters behind a stretch of the normalised text.
  originalText(start, end) {
    return this.original.slice(this.starts[start], this.ends[end - 1]).trim();
  }
}

// The best {intent, score, slots, complete} at or above the agent's threshold, or null. `candidates` are intents
// whose input contexts are active. A fallback intent's phrases are counter-examples: when one wins, nothing has
// matched.
export function bestMatch(agent, candidates, query) {
  let best = null;
  for (const intent of candidates) {
    for (const phrase of intent.phrases.get(query.language) ?? []) {
      const match = scorePhrase(intent, phrase, query, best?.score ?? 0);
      if (match && match.score >= agent.threshold && (!best || precedes(match, best))) best = match;
    }
  }
  return best && !best.intent.fallback ? best : null;
}

function precedes(left, right) {
  const difference =
    left.score - right.score ||
    left.intent.priority - right.intent.priority ||
    left.intent.inputContexts.length - right.intent.inputContexts.length ||
    left.phrase.text.length - right.phrase.text.length;
  return difference > 0;
}

// `toBeat` is the best score so far: a rough look is not worth while where it cannot win.
function scorePhrase(intent, phrase, query, toBeat) {
  if (query.text === phrase.text) {
    const slots = annotatedSlots(phrase, query.lookup);
    if (slots) return { intent, phrase, slots, anchors: [], score: EXACT, complete: true };
  }
  const validAny = (start, end) => isFreeText(intent, query, start, end);
  const slots = fitWhole(phrase, query.text, query.lookup, validAny);
  const whole = slots && { intent, phrase, slots, anchors: [], score: templateScore(slots, query), complete: true };
  const rough = toBeat > BEST_SIMILARITY ? null : similarity(intent, phrase, query, validAny);
  return whole && (!rough || whole.score >= rough.score) ? whole : rough;
}

// The less of the text went into slots that take anything, the surer the match.
function templateScore(slots, query) {
  const free = slots
    .filter((slot) => takesAnything(slot) && slot.value === undefined)
    .reduce((sum, { start, end }) => sum + end - start, 0);
  if (free === 0) return slots.length ? TEMPLATE : EXACT;
  return FREE_TEMPLATE_BASE + FREE_TEMPLATE_SPAN * (1 - free / query.text.length);
}

// A free slot goes over no clause mark and is not (the beginning of) a word that the intent knows: in "この近く" the
// place is not "こ".
function isFreeText(intent, query, start, end) {
  if (query.breaks.some((at) => at > start && at < end)) return false;
  return !intent.parameters.some(
    ({ entity }) =>
      entity !== 'sys.any' &&
      !query.lookup(entity).open &&
      query.occurrences(entity).some((hit) => hit.start === start && hit.end >= end),
  );
}

// How alike phrase and text are, and how much of the text belongs to what people say to this intent at all.
function similarity(intent, phrase, query, validAny) {
  const free = fitAnchors(phrase, query, validAny);
  if (!free) return null;
  const { words, covered } = query.bigrams(intent, free);
  const alike = (dice(phrase.bigrams, words) + covered) / 2;
  const ceiling = free.slots.length ? templateScore(free.slots, query) : TEMPLATE;
  return { intent, phrase, ...free, score: SIMILARITY_WEIGHT * alike * ceiling, complete: false };
}

// Words of the intent's entities outside the given stretches; a stretch belongs to one entity only.
export function knownWords(intent, query, taken) {
  const words = [];
  for (const { entity } of intent.parameters.filter(({ entity }) => entity !== 'sys.any')) {
    for (const hit of query.occurrences(entity)) {
      const overlaps = [...taken, ...words].some((other) => hit.start < other.end && other.start < hit.end);
      if (!overlaps) words.push({ entity, ...hit });
    }
  }
  return words;
}

function tokens(text, stretches) {
  const ordered = [...stretches].sort((a, b) => a.start - b.start);
  const result = [];
  let position = 0;
  for (const { start, end, entity } of ordered) {
    result.push(...text.slice(position, start), slotToken(entity));
    position = end;
  }
  return [...result, ...text.slice(position)];
}

// Twice the common weight over all weight: 1 for equal texts, 0 for texts without a common pair.
function dice(left, right) {
  let common = 0;
  for (const [pair, weight] of left.pairs) common += Math.min(weight, right.pairs.get(pair) ?? 0);
  return left.total + right.total === 0 ? 0 : (2 * common) / (left.total + right.total);
}

// The share of the text's pairs that the vocabulary knows.
function coverage(words, vocabulary) {
  let known = 0;
  for (const [pair, weight] of words.pairs) if (vocabulary.has(pair)) known += weight;
  return words.total === 0 ? 0 : known / words.total;
}
