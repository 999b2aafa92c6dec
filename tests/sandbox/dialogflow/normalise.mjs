// Brings texts into one spelling for comparing, and remembers where each character came from.
const CLUSTER = /[\s\S][\u{3099}\u{309a}\u{ff9e}\u{ff9f}\p{M}]*/gu;
const LONG_MARKS = /[\u2010-\u2015\u2212\u301c\uff5e~\u30fc\uff70-]/u;
const ALWAYS_DROPPED = /[。、！？「」『』（）()"“”'’!?…]/u;
const CLAUSE_MARKS = /[。、！？!?]/u;
const DROPPED_OUTSIDE_NUMBERS = /[.,]/u;
const WIDE = /[^\u0000-\u024f]/u;

// Returns {text, starts, ends, breaks}: character i of text stands for original.slice(starts[i], ends[i]); breaks are
// the places in text before which a clause mark was dropped.
export function normalise(original) {
  const units = foldCharacters(original);
  const result = collapseBlanks(dropPunctuation(units));
  const marks = units
    .filter(({ character }) => CLAUSE_MARKS.test(character))
    .map(({ start }) => result.starts.findIndex((at) => at > start));
  return { ...result, breaks: marks.filter((at) => at > 0) };
}

export function normaliseText(original) {
  return normalise(original).text;
}

function foldCharacters(original) {
  const units = [];
  for (const match of original.matchAll(CLUSTER)) {
    const folded = match[0].normalize('NFKC').toLowerCase();
    for (const character of folded) units.push({ character, start: match.index, end: match.index + match[0].length });
  }
  return units.map((unit, index) => ({ ...unit, character: unifyMark(units, index) }));
}

// Hyphens, dashes, waves and long-vowel marks are one character: "-" inside numbers and narrow words, else "ー".
function unifyMark(units, index) {
  const { character } = units[index];
  if (!LONG_MARKS.test(character)) return character;
  return [units[index - 1], units[index + 1]].every((unit) => unit && /[0-9a-z]/.test(unit.character)) ? '-' : 'ー';
}

function dropPunctuation(units) {
  return units.filter(({ character }, index) => {
    if (ALWAYS_DROPPED.test(character)) return false;
    if (DROPPED_OUTSIDE_NUMBERS.test(character)) return isDigit(units[index - 1]) && isDigit(units[index + 1]);
    return true;
  });
}

// Blanks part words only between two narrow characters; Japanese is written with and without them.
function collapseBlanks(units) {
  const result = { text: '', starts: [], ends: [] };
  units.forEach((unit, index) => {
    if (/\s/u.test(unit.character)) {
      const before = result.text.at(-1);
      const after = units.slice(index + 1).find(({ character }) => !/\s/u.test(character));
      if (before === undefined || before === ' ' || !after || WIDE.test(before) || WIDE.test(after.character)) return;
      add(result, { ...unit, character: ' ' });
    } else {
      add(result, unit);
    }
  });
  return result;
}

// A character outside the basic plane has two code units, so that positions agree with string indexes.
function add(result, { character, start, end }) {
  result.text += character;
  for (let unit = 0; unit < character.length; unit += 1) {
    result.starts.push(start);
    result.ends.push(end);
  }
}

function isDigit(unit) {
  return unit !== undefined && /[0-9]/.test(unit.character);
}
