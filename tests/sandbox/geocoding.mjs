// Geocoding v3 over our own small list of places. Errors come with HTTP 200 and a status, as the real service sends
// them.
import { readFileSync } from 'node:fs';
import { jsonReply } from './google_error.mjs';
import { country, placeId, streetAddress, toResult, unnamedRoad } from './geocoding_format.mjs';

const NEAREST_KILOMETRES = 2;
const PARTIAL_CHARACTERS = 3;

// What each state of a key makes of a call.
const KEY_STATES = {
  ok: null,
  invalid: { status: 'REQUEST_DENIED', error_message: 'The provided API key is invalid.' },
  wrong_api: {
    status: 'REQUEST_DENIED',
    error_message:
      'This API key is not authorized to use this service or API. Please check the API restrictions ' +
      'settings of your API key in the Google Cloud Console to ensure that all the APIs and services you need to use are specified in the list of enabled APIs.',
  },
  referrer_restricted: {
    status: 'REQUEST_DENIED',
    error_message: 'API keys with referer restrictions cannot be used with this API.',
  },
  ip_restricted: {
    status: 'REQUEST_DENIED',
    error_message: 'This IP, site or mobile application is not authorized to use this API key.',
  },
  over_quota: { status: 'OVER_QUERY_LIMIT', error_message: 'You have exceeded your rate-limit for this API.' },
  billing_off: { status: 'OVER_DAILY_LIMIT', error_message: 'You must enable Billing on the Google Cloud Project.' },
};

export const KEY_STATE_NAMES = Object.keys(KEY_STATES);

export class GeocodingService {
  // keys: Map key -> {label, state}, live; settings: {quotaPerMinute, recordText}, live; placesFile: our list.
  constructor({ keys, settings, placesFile, quota, ledger }) {
    Object.assign(this, { keys, settings, quota, ledger });
    this.counters = new Map();
    this.places = JSON.parse(readFileSync(placesFile, 'utf8')).places.map((place) => ({
      ...place,
      names: [place.name, ...place.aliases].map(simplify),
      address: simplify(streetAddress(place)),
    }));
  }

  handle({ method, url }) {
    if (method !== 'GET' || url.pathname !== '/maps/api/geocode/json')
      return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: '<h1>404</h1>' };
    const query = url.searchParams;
    const key = this.keys.get(query.get('key') ?? '');
    const answer = this.#refusal(key) ?? this.#search(query);
    this.#record(key, query, answer);
    return jsonReply(200, answer);
  }

  statusReply(fault) {
    if (fault.maps_status) return jsonReply(200, { results: [], status: fault.maps_status });
    return {
      status: fault.status,
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      body: `<html><title>Error ${fault.status}</title></html>`,
    };
  }

  #refusal(key) {
    if (!key) return failed(KEY_STATES.invalid);
    if (KEY_STATES[key.state]) return failed(KEY_STATES[key.state]);
    return this.quota.take(this.settings.quotaPerMinute) ? null : failed(KEY_STATES.over_quota);
  }

  #search(query) {
    const components = readComponents(query.get('components'));
    if (query.get('place_id')) return this.#byPlaceId(query.get('place_id'));
    if (query.get('latlng')) return this.#reverse(query.get('latlng'));
    if (!query.get('address') && !components.size) {
      return failed({
        status: 'INVALID_REQUEST',
        error_message: "Invalid request. Missing the 'address', 'components', 'latlng' or 'place_id' parameter.",
      });
    }
    if (components.has('country') && !/^(jp|japan|日本)$/i.test(components.get('country'))) return found([]);
    const text = query.get('address') ?? components.get('locality') ?? components.get('postal_code') ?? '';
    return this.#byAddress(text, components.get('postal_code'));
  }

  #byAddress(text, postalCode) {
    const wanted = simplify(text).replace(/^\d{3}-\d{4}(?=.)/, '');
    const pool = this.places.filter((place) => !postalCode || place.postal_code === postalCode);
    const exact = pool.filter(
      (place) => place.names.includes(wanted) || place.address === wanted || place.postal_code === text,
    );
    if (exact.length) return found(exact.map((place) => toResult(place)));
    const partial = pool
      .filter((place) => place.names.some((name) => overlaps(name, wanted)))
      .sort((a, b) => b.name.length - a.name.length);
    return found(partial.slice(0, 1).map((place) => toResult(place, { partial: true })));
  }

  #byPlaceId(id) {
    const place = this.places.find((candidate) => placeId(candidate) === id);
    return place
      ? found([toResult(place)])
      : failed({ status: 'INVALID_REQUEST', error_message: "Invalid request. Invalid 'place_id' parameter." });
  }

  #reverse(latlng) {
    const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(latlng);
    if (!match)
      return failed({ status: 'INVALID_REQUEST', error_message: "Invalid request. Invalid 'latlng' parameter." });
    const [lat, lng] = [Number(match[1]), Number(match[2])];
    const nearest = this.places
      .map((place) => ({ place, distance: kilometres(place, lat, lng) }))
      .sort((a, b) => a.distance - b.distance)[0];
    if (!nearest || nearest.distance > NEAREST_KILOMETRES) return found([]);
    return found([unnamedRoad(nearest.place, lat, lng), toResult(nearest.place), country()]);
  }

  #record(key, query, answer) {
    const label = key?.label ?? 'unknown';
    this.counters.set(label, (this.counters.get(label) ?? 0) + 1);
    const by = ['place_id', 'latlng', 'address', 'components'].find((name) => query.get(name)) ?? null;
    this.ledger.append('geocoding', 'request', {
      key: label,
      by,
      status: answer.status,
      results: answer.results.length,
      partial: answer.results.some((result) => result.partial_match === true),
      language: query.get('language'),
      region: query.get('region'),
      ...(this.settings.recordText && by ? { query: query.get(by) } : {}),
    });
  }
}

function found(results) {
  return { results, status: results.length ? 'OK' : 'ZERO_RESULTS' };
}

function failed({ status, error_message: message }) {
  return { error_message: message, results: [], status };
}

function readComponents(text) {
  const pairs = (text ?? '')
    .split('|')
    .filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]);
  return new Map(pairs);
}

// One spelling for comparing: width, case, blanks and the many hyphens.
function simplify(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212\u30fc\uff0d-]/g, '-')
    .replace(/[\s、,・〒]/g, '')
    .replace(/^日本/, '');
}

function overlaps(name, wanted) {
  return wanted.includes(name) || (wanted.length >= PARTIAL_CHARACTERS && name.includes(wanted));
}

// Flat-earth distance, good enough for a few kilometres.
function kilometres(place, lat, lng) {
  const east = (place.lng - lng) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(place.lat - lat, east) * 111.2;
}
