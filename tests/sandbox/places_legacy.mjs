// Places (legacy): Text Search, Find Place, Nearby Search and Details over our own list of places.
import { jsonReply } from './google_error.mjs';
import { placeId, streetAddress, toResult } from './geocoding_format.mjs';
import { legacyRefusal, refusalOf } from './maps_keys.mjs';
import { kilometres, placesNamed } from './places_catalog.mjs';

const MOST_RESULTS = 20;
const MOST_RADIUS_M = 50_000;
const FIND_FIELDS = [
  'formatted_address',
  'geometry',
  'name',
  'place_id',
  'types',
  'business_status',
  'geometry/location',
  'geometry/viewport',
];

export class LegacyPlacesService {
  // keys: Map key -> {label, state}, live; settings: {quotaPerMinute, recordText}, live; places: our list.
  constructor({ keys, settings, places, quota, ledger }) {
    Object.assign(this, { keys, settings, places, quota, ledger });
  }

  handle({ method, url }) {
    const call = this.#calls[url.pathname.replace('/maps/api/place/', '')];
    if (method !== 'GET' || !call)
      return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: '<h1>404</h1>' };
    const key = this.keys.get(url.searchParams.get('key') ?? '');
    const state = refusalOf(key, this.quota, this.settings.quotaPerMinute);
    const answer = state ? { ...call.empty, ...legacyRefusal(state) } : call.answer(url.searchParams, call.empty);
    this.#record(key, url, answer);
    return jsonReply(200, answer);
  }

  statusReply(fault) {
    if (fault.maps_status) return jsonReply(200, { html_attributions: [], results: [], status: fault.maps_status });
    return {
      status: fault.status,
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      body: `<html><title>Error ${fault.status}</title></html>`,
    };
  }

  #calls = {
    'textsearch/json': {
      empty: { html_attributions: [], results: [] },
      answer: (query, empty) => this.#textSearch(query, empty),
    },
    'findplacefromtext/json': { empty: { candidates: [] }, answer: (query, empty) => this.#findPlace(query, empty) },
    'nearbysearch/json': {
      empty: { html_attributions: [], results: [] },
      answer: (query, empty) => this.#nearby(query, empty),
    },
    'details/json': { empty: { html_attributions: [] }, answer: (query, empty) => this.#details(query, empty) },
  };

  #textSearch(query, empty) {
    const centre = readCentre(query.get('location'));
    const radius = Number(query.get('radius') ?? 0);
    if (!query.get('query') || centre === null || radius > MOST_RADIUS_M || (centre && !query.has('radius')))
      return { ...empty, status: 'INVALID_REQUEST' };
    const found = placesNamed(this.places, query.get('query'), centre).slice(0, MOST_RESULTS);
    return { ...empty, results: found.map(toPlace), status: found.length ? 'OK' : 'ZERO_RESULTS' };
  }

  #findPlace(query, empty) {
    const fields = (query.get('fields') ?? 'place_id').split(',');
    const unknown = fields.find((field) => !FIND_FIELDS.includes(field));
    if (unknown !== undefined)
      return {
        ...empty,
        error_message: `Error while parsing 'fields' parameter: Unsupported field name '${unknown}'. `,
        status: 'INVALID_REQUEST',
      };
    if (!query.get('input') || query.get('inputtype') !== 'textquery') return { ...empty, status: 'INVALID_REQUEST' };
    const wanted = fields.map((field) => field.split('/')[0]);
    const candidates = placesNamed(this.places, query.get('input'))
      .slice(0, 1)
      .map((place) => Object.fromEntries(Object.entries(toPlace(place)).filter(([name]) => wanted.includes(name))));
    return { candidates, status: candidates.length ? 'OK' : 'ZERO_RESULTS' };
  }

  #nearby(query, empty) {
    const centre = readCentre(query.get('location'));
    const radius = Number(query.get('radius'));
    if (!centre || !(radius > 0) || radius > MOST_RADIUS_M) return { ...empty, status: 'INVALID_REQUEST' };
    const near = this.places
      .filter((place) => kilometres(place, centre.lat, centre.lng) * 1000 <= radius)
      .filter(({ types }) => !query.get('type') || types.includes(query.get('type')))
      .slice(0, MOST_RESULTS);
    return { ...empty, results: near.map(toNearbyPlace), status: near.length ? 'OK' : 'ZERO_RESULTS' };
  }

  #details(query, empty) {
    if (!query.get('place_id')) return { ...empty, status: 'INVALID_REQUEST' };
    const place = this.places.find((candidate) => placeId(candidate) === query.get('place_id'));
    return place ? { ...empty, result: toPlace(place), status: 'OK' } : { ...empty, status: 'NOT_FOUND' };
  }

  #record(key, url, answer) {
    const query = url.searchParams;
    this.ledger.append('places', 'request', {
      edition: 'legacy',
      call: url.pathname.split('/').at(-2),
      key: key?.label ?? 'unknown',
      status: answer.status,
      results: (answer.results ?? answer.candidates ?? []).length,
      language: query.get('language'),
      region: query.get('region'),
      location: query.get('location'),
      ...(this.settings.recordText ? { query: query.get('query') ?? query.get('input') } : {}),
    });
  }
}

// {lat, lng}; undefined when none is given, null when it cannot be read.
function readCentre(text) {
  if (text === null) return undefined;
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text);
  return match ? { lat: Number(match[1]), lng: Number(match[2]) } : null;
}

function toPlace(place) {
  const { formatted_address: address, geometry, types } = toResult(place);
  const { location, viewport } = geometry;
  return {
    business_status: 'OPERATIONAL',
    formatted_address: address.replace(` ${place.name}`, ''),
    geometry: { location, viewport },
    name: place.name,
    place_id: placeId(place),
    reference: placeId(place),
    types,
  };
}

function toNearbyPlace(place) {
  const { formatted_address: _, ...rest } = toPlace(place);
  return { ...rest, vicinity: streetAddress(place).replace(place.components.prefecture ?? '', '') };
}
