// The sandbox's own little list of places, as all of Google Maps' services here know it.
import { readFileSync } from 'node:fs';
import { streetAddress } from './geocoding_format.mjs';

const PARTIAL_CHARACTERS = 3;

// Returns [{...place, names, address}] with one spelling for comparing.
export function readPlaces(file) {
  return JSON.parse(readFileSync(file, 'utf8')).places.map((place) => ({
    ...place,
    names: [place.name, ...place.aliases].map(simplify),
    address: simplify(streetAddress(place)),
  }));
}

// One spelling for comparing: width, case, blanks and the many hyphens.
export function simplify(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212\u30fc\uff0d-]/g, '-')
    .replace(/[\s、,・〒]/g, '')
    .replace(/^日本/, '');
}

export function overlaps(name, wanted) {
  return wanted.includes(name) || (wanted.length >= PARTIAL_CHARACTERS && name.includes(wanted));
}

// Flat-earth distance, good enough for a few kilometres.
export function kilometres(place, lat, lng) {
  const east = (place.lng - lng) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(place.lat - lat, east) * 111.2;
}

// Those of this very name, else those whose name holds the text or the other way round, the nearest to the centre
// first.
export function placesNamed(places, text, centre) {
  const wanted = simplify(text);
  const exact = places.filter(({ names, address }) => names.includes(wanted) || address === wanted);
  const found = exact.length ? exact : places.filter(({ names }) => names.some((name) => overlaps(name, wanted)));
  const far = (place) => (centre ? kilometres(place, centre.lat, centre.lng) : 0);
  return [...found].sort((a, b) => far(a) - far(b));
}
