// What an answer of the agent means in the corpus's words: is it a search, and of which class? The table is classes.json.
import { readFileSync } from 'node:fs';
import { answeredValues, folded } from './slot_values.mjs';

const table = JSON.parse(readFileSync(new URL('classes.json', import.meta.url), 'utf8'));

export const measuredClasses = table.measured;

// The class of a gold call ("Search_shopping"); undefined for hotel, taxi, weather and bookings.
export const classOfCall = (name) => table.class_of_call[name];

// One conversation: remembers which class the talk is in, for sentences that name none.
export class Talk {
  #current = null;

  // {search, class}: `class` is null when nobody can know it. `shown` is what the other side has written so far. A search
  // of a class that is not measured (hotel) is none of ours.
  read(answer, shown) {
    if (!isSearch(answer, shown)) return { search: false, class: null };
    this.#current = ownClass(answer) ?? this.#current;
    const measured = this.#current === null || measuredClasses.includes(this.#current);
    return { search: measured, class: measured ? this.#current : null };
  }
}

function isSearch(answer, shown) {
  if (table.search_intents.includes(answer.intent)) return true;
  if (!table.detail_intents.includes(answer.intent)) return false;
  // A question about a shop that nobody has shown yet makes somebody look for it.
  const seen = folded(shown);
  return answeredValues(answer, 'shop').some(({ value }) => !seen.includes(folded(value)));
}

function ownClass(answer) {
  const byIntent = table.class_of_intent[answer.intent];
  if (byIntent) return byIntent;
  return answeredValues(answer, 'genre')
    .map(({ value }) => table.class_of_genre[value])
    .find(Boolean);
}
