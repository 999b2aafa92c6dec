// How alike two sentences are: the Jaccard similarity of their sets of character trigrams, the measure of PostgreSQL's
// pg_trgm for one word. The text is NFKC, lower case, without punctuation, symbols and spaces, with two blanks before it
// and one behind it.

export function trigrams(text) {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  const characters = [...`  ${plain} `];
  return new Set(
    plain === '' ? [] : characters.slice(2).map((_, index) => characters.slice(index, index + 3).join('')),
  );
}

// Between 0 and 1; of the sets that trigrams() makes.
export function similarity(one, other) {
  let shared = 0;
  for (const part of one) shared += other.has(part) ? 1 : 0;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

// The pairs above `limit`, the most alike first: [{question, phrase, similarity}].
export function tooAlike(questions, phrases, limit) {
  const known = phrases.map((phrase) => ({ phrase, parts: trigrams(phrase) }));
  return questions
    .flatMap((question) => {
      const parts = trigrams(question);
      return known.map((other) => ({ question, phrase: other.phrase, similarity: similarity(parts, other.parts) }));
    })
    .filter((pair) => pair.similarity > limit)
    .sort((a, b) => b.similarity - a.similarity);
}
