// Geocoding v3 over our own small list of places. Errors come with HTTP 200 and a status, as the real service sends
// them.
import { jsonReply } from './google_error.mjs';
import { country, placeId, toResult, unnamedRoad } from './geocoding_format.mjs';
import { legacyRefusal, refusalOf } from './maps_keys.mjs';
import { kilometres, overlaps, simplify } from './places_catalog.mjs';

const NEAREST_KILOMETRES = 2;

export class GeocodingService {
  // keys: Map key -> {label, state}, live; settings: {quotaPerMinute, recordText}, live; places: our list.
  constructor({ keys, settings, places, quota, ledger }) {
    Object.assign(this, { keys, settings, places, quota, ledger });
    this.counters = new Map();
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
    const state = refusalOf(key, this.quota, this.settings.quotaPerMinute);
    return state && failed(legacyRefusal(state));
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
