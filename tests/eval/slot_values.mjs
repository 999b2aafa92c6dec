// When is an answered slot value the one that was meant? Spellings of the same thing are the same.

const DIGITS = { ぜろ: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' };

// Slots that only say "yes": any value will do.
const SAID = new Set(['here', 'there', 'open_now', 'free', 'more']);
const DATES = new Set(['date', 'date_period']);

// Width, case, kana and spaces do not make another value.
export function folded(text) {
  return String(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[\s・]/g, '');
}

const readers = {
  place: foldedPlace,
  age: foldedAge,
  ordinal: (text) => (Number.isFinite(Number(text)) ? String(Number(text)) : folded(text)),
};

// A station is found with and without its last syllable.
export function foldedPlace(text) {
  const plain = folded(text);
  return plain.length > 1 ? plain.replace(/駅$/, '') : plain;
}

function foldedAge(text) {
  return folded(text)
    .replace(/ぜろ|[一二三四五六七八九]/g, (word) => DIGITS[word])
    .replace(/才/, '歳')
    .replace(/[ゕゖかけ箇]?月/, 'か月');
}

// The values of one slot in an answer: [{value, written: [texts]}]. What the parent wrote for a value is known from the
// answer's mentions. An empty text or list is no value.
export function answeredValues(answer, slot) {
  const given = answer.parameters?.[slot];
  return (Array.isArray(given) ? given : [given]).filter(isGiven).map((value) => {
    const mentions = (answer.mentions ?? []).filter(
      (mention) => JSON.stringify(mention.value) === JSON.stringify(value),
    );
    return { value: displayed(value), written: mentions.map((mention) => mention.written) };
  });
}

function isGiven(value) {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

// Dialogflow gives some values as objects: a place with its parts, a number with its unit, a period with its ends.
function displayed(value) {
  if (typeof value !== 'object') return String(value);
  if (value.amount !== undefined) return `${value.amount}${value.unit ?? ''}`;
  return value.name ?? value.value ?? Object.values(value).filter(Boolean).join(' ');
}

// Whether an answered value, as from answeredValues, is the gold one.
export function isMeant(slot, gold, { value, written }) {
  if (SAID.has(slot)) return true;
  const read = readers[slot] ?? folded;
  const wanted = read(gold);
  // A date is computed from a clock; what can be compared is the word that was taken for it.
  if (DATES.has(slot)) return written.length === 0 || written.some((text) => read(text) === wanted);
  return [value, ...written].some((text) => read(text) === wanted);
}
