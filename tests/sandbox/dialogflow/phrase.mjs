// Training phrases as skeletons: literals and slots in order, compared with a text in three ways (see matcher.mjs).
import { normalise } from './normalise.mjs';

const MAX_STEPS = 20_000;
const ANCHOR_CHARACTERS = 2;
const MAX_ANY_CHARACTERS = 40;
const SLOT_WEIGHT = 3;

// From the `data` parts of a usersays item: {text, elements: [{literal} | {slot: {entity, alias, open}, example}],
// freeSlot, bigrams}. freeSlot is the index of the first slot that takes anything, or -1. `isOpen(entity)` says of
// which entities a slot takes anything, beside sys.any.
export function compilePhrase(parts, isOpen = () => false) {
  const { text, starts } = normalise(parts.map((part) => part.text).join(''));
  const elements = [];
  let offset = 0;
  for (const part of parts) {
    const piece = cut(text, starts, offset, offset + part.text.length);
    offset += part.text.length;
    const entity = part.meta?.replace(/^@/, '');
    if (entity && entity !== 'sys.ignore') elements.push({ slot: { entity, alias: part.alias ?? '', open: isOpen(entity) }, example: piece });
    else if (piece) addLiteral(elements, piece);
  }
  const freeSlot = elements.findIndex(({ slot }) => slot && takesAnything(slot));
  return {
    text,
    elements,
    freeSlot,
    bigrams: bigrams(elements.flatMap((e) => (e.slot ? [slotToken(e.slot.entity)] : [...e.literal]))),
  };
}

export function takesAnything({ entity, open }) {
  return entity === 'sys.any' || open === true;
}

function cut(text, starts, from, to) {
  return text.slice(lowerBound(starts, from), lowerBound(starts, to));
}

function lowerBound(starts, position) {
  const index = starts.findIndex((start) => start >= position);
  return index < 0 ? starts.length : index;
}

function addLiteral(elements, piece) {
  const last = elements.at(-1);
  if (last?.literal !== undefined) last.literal += piece;
  else elements.push({ literal: piece });
}

// The slots as the phrase itself is annotated, for a text that equals the phrase. Null when an example is not in the
// entity.
export function annotatedSlots(phrase, lookup) {
  const slots = [];
  let position = 0;
  for (const { literal, slot, example } of phrase.elements) {
    const length = (literal ?? example).length;
    if (slot) {
      const value =
        slot.entity === 'sys.any'
          ? undefined
          : lookup(slot.entity)
              .find(phrase.text, position)
              .find((hit) => hit.length === length)?.value;
      if (!takesAnything(slot) && value === undefined) return null;
      slots.push({ ...slot, start: position, end: position + length, value });
    }
    position += length;
  }
  return slots;
}

// Fits the whole text onto the skeleton. Returns the slots with their places, or null. `validAny(start, end)` may
// refuse a stretch for a slot without vocabulary.
export function fitWhole(phrase, text, lookup, validAny) {
  const budget = { steps: MAX_STEPS };
  const walk = (index, position) => {
    if (--budget.steps < 0) return null;
    if (index === phrase.elements.length) return position === text.length ? [] : null;
    const { literal, slot } = phrase.elements[index];
    if (literal !== undefined)
      return text.startsWith(literal, position) ? walk(index + 1, position + literal.length) : null;
    for (const { length, value } of slotChoices(phrase, index, text, position, lookup, validAny)) {
      const rest = walk(index + 1, position + length);
      if (rest) return [{ ...slot, start: position, end: position + length, value }, ...rest];
    }
    return null;
  };
  return walk(0, 0);
}

function slotChoices(phrase, index, text, position, lookup, validAny) {
  const { slot } = phrase.elements[index];
  const listed = slot.entity === 'sys.any' ? [] : lookup(slot.entity).find(text, position);
  if (!takesAnything(slot)) return listed;
  const next = phrase.elements[index + 1];
  const ends =
    next?.literal !== undefined
      ? literalPlaces(text, next.literal, position + 1)
      : next
        ? range(position + 1, text.length)
        : [text.length];
  const free = ends
    .filter((end) => end > position && end - position <= MAX_ANY_CHARACTERS && validAny(position, end))
    .map((end) => ({ length: end - position }));
  return [...listed, ...free];
}

function literalPlaces(text, literal, from) {
  const places = [];
  for (let at = text.indexOf(literal, from); at >= 0; at = text.indexOf(literal, at + 1)) places.push(at);
  return places;
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

// Finds the free slot of a phrase in a text that fits only roughly: between the ends of its neighbouring literals.
// Returns {slots, anchors}: the free slot, if the phrase has one, and the literal stretches around it. Null when
// those are not in the text.
export function fitAnchors(phrase, { text, breaks, lookup }, validAny) {
  const index = phrase.freeSlot;
  if (index < 0) return { slots: [], anchors: [] };
  let before = anchorBefore(phrase.elements[index - 1], text);
  const after = before && anchorAfter(phrase.elements.slice(index + 1), text, before.end + 1, lookup);
  if (after && index === 0) before = lastBreak(breaks, after.start);
  if (!after || after.start - before.end > MAX_ANY_CHARACTERS || !validAny(before.end, after.start)) return null;
  return { slots: [{ ...phrase.elements[index].slot, start: before.end, end: after.start }], anchors: [before, after] };
}

// A greeting in front, ended by a comma, is no part of the slot.
function lastBreak(breaks, limit) {
  const at = Math.max(0, ...breaks.filter((position) => position < limit));
  return { start: at, end: at };
}

function anchorBefore(element, text) {
  if (!element) return { start: 0, end: 0 };
  const anchor = element.literal?.slice(-ANCHOR_CHARACTERS) ?? '';
  const at = anchor.length === ANCHOR_CHARACTERS ? text.indexOf(anchor) : -1;
  return at < 0 ? null : { start: at, end: at + anchor.length };
}

// A literal of one character is an anchor only together with a known word that follows it, as in "の" + カフェ.
function anchorAfter([element, next], text, from, lookup) {
  if (!element) return { start: text.length, end: text.length };
  const literal = element.literal ?? '';
  if (literal.length > 0 && literal.length < ANCHOR_CHARACTERS && next?.slot) {
    const at = literalPlaces(text, literal, from).find(
      (place) => lookup(next.slot.entity).find(text, place + literal.length).length > 0,
    );
    return at === undefined ? null : { start: at, end: at + literal.length };
  }
  for (let length = literal.length; length >= ANCHOR_CHARACTERS; length -= 1) {
    const at = text.indexOf(literal.slice(0, length), from);
    if (at >= 0) return { start: at, end: at + length };
  }
  return null;
}

export function slotToken(entity) {
  return `@${entity}`;
}

// Pairs of neighbouring tokens with their weights: {pairs: Map, total}. A slot says more than a letter.
export function bigrams(tokens) {
  const pairs = new Map();
  let total = 0;
  for (let index = 0; index + 1 < tokens.length; index += 1) {
    const pair = `${tokens[index]}\u0000${tokens[index + 1]}`;
    const weight = tokens[index][0] === '@' || tokens[index + 1][0] === '@' ? SLOT_WEIGHT : 1;
    pairs.set(pair, (pairs.get(pair) ?? 0) + weight);
    total += weight;
  }
  return { pairs, total };
}
