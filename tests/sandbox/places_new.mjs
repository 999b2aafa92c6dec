// Places API (New): places:searchText and details, over our own list of places. The field mask is demanded, checked and
// applied; errors are HTTP errors.
import { badRequest, googleError, jsonReply } from './google_error.mjs';
import { placeId, toResult } from './geocoding_format.mjs';
import { newRefusal, refusalOf } from './maps_keys.mjs';
import { placesNamed } from './places_catalog.mjs';

const MOST_RADIUS_M = 50_000;
const MOST_RESULTS = 20;
const FIELDS = [
  'name',
  'id',
  'displayName',
  'formattedAddress',
  'shortFormattedAddress',
  'addressComponents',
  'location',
  'viewport',
  'types',
  'businessStatus',
  'attributions',
];
const REQUEST_FIELDS = [
  'textQuery',
  'languageCode',
  'regionCode',
  'rankPreference',
  'includedType',
  'openNow',
  'maxResultCount',
  'pageSize',
  'strictTypeFiltering',
  'locationBias',
  'locationRestriction',
];

export class NewPlacesService {
  // keys, settings, places, quota: as for the legacy service.
  constructor({ keys, settings, places, quota, ledger }) {
    Object.assign(this, { keys, settings, places, quota, ledger });
  }

  handle(request) {
    const { method, url, headers } = request;
    const key = this.keys.get(headers['x-goog-api-key'] ?? url.searchParams.get('key') ?? '');
    const state = refusalOf(key, this.quota, this.settings.quotaPerMinute);
    const reply = state ? newRefusal(state) : this.#answer(request);
    this.ledger.append('places', 'request', {
      edition: 'new',
      call: url.pathname.replace('/v1/', ''),
      method,
      key: key?.label ?? 'unknown',
      status: reply.status,
      reason: reply.reason ?? null,
      field_mask: headers['x-goog-fieldmask'] ?? null,
      key_in_query: url.searchParams.has('key'),
      ...(this.settings.recordText ? { query: request.body.toString('utf8') } : {}),
    });
    return reply;
  }

  statusReply(fault) {
    return fault.status === 429 ? newRefusal('over_quota') : googleError(fault.status);
  }

  #answer({ method, url, headers, body }) {
    const mask = headers['x-goog-fieldmask'] ?? url.searchParams.get('fields') ?? url.searchParams.get('$fields');
    if (method === 'POST' && url.pathname === '/v1/places:searchText')
      return this.#withMask(mask, 'places.', (fields) => this.#searchText(parseJson(body), fields));
    const id = /^\/v1\/places\/([^/]+)$/.exec(url.pathname)?.[1];
    if (method === 'GET' && id) return this.#withMask(mask, '', (fields) => this.#details(id, fields));
    return googleError(404, 'Method not found.');
  }

  #withMask(mask, prefix, answer) {
    if (!mask)
      return googleError(
        400,
        'FieldMask is a required parameter. See https://cloud.google.com/apis/docs/system-parameters on how to provide ' +
          `it. As an example, you can set the header 'X-Goog-FieldMask' with value 'places.displayName'.`,
      );
    const paths = mask.split(',');
    const unknown = paths.find((path) => path !== '*' && !FIELDS.some((field) => path === `${prefix}${field}`));
    if (unknown !== undefined)
      return googleError(400, 'Request contains an invalid argument.', [
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: [
            {
              field: unknown,
              description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${unknown}'.`,
            },
          ],
        },
      ]);
    return answer(paths.includes('*') ? FIELDS : paths.map((path) => path.slice(prefix.length)));
  }

  #searchText(request, fields) {
    if (request === undefined) return googleError(400, 'Invalid JSON payload received. Unexpected token.');
    const violations = Object.keys(request)
      .filter((name) => !REQUEST_FIELDS.includes(name))
      .map((name) => ({
        field: '',
        description: `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`,
      }));
    if (violations.length) return badRequest(violations);
    if (!request.textQuery) return googleError(400, 'Empty text_query.');
    const count = request.maxResultCount ?? request.pageSize ?? MOST_RESULTS;
    const circle = request.locationBias?.circle;
    if (!Number.isInteger(count) || count < 1 || count > MOST_RESULTS)
      return googleError(400, `max_result_count must be between 1 and ${MOST_RESULTS}.`);
    if (circle && !(circle.radius >= 0 && circle.radius <= MOST_RADIUS_M))
      return googleError(400, 'radius must be between 0 and 50000.');
    const centre = circle && { lat: circle.center.latitude, lng: circle.center.longitude };
    const places = placesNamed(this.places, request.textQuery, centre).slice(0, count);
    return jsonReply(200, places.length ? { places: places.map((place) => trim(toNewPlace(place), fields)) } : {});
  }

  #details(id, fields) {
    const place = this.places.find((candidate) => placeId(candidate) === id);
    return place
      ? jsonReply(200, trim(toNewPlace(place), fields))
      : googleError(404, 'The Place ID is no longer valid.');
  }
}

function parseJson(body) {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch {
    return undefined;
  }
}

function trim(place, fields) {
  return Object.fromEntries(Object.entries(place).filter(([name]) => fields.includes(name)));
}

function toNewPlace(place) {
  const { address_components: components, formatted_address: address, geometry, types } = toResult(place);
  const point = ({ lat, lng }) => ({ latitude: lat, longitude: lng });
  return {
    name: `places/${placeId(place)}`,
    id: placeId(place),
    types,
    formattedAddress: address.replace(` ${place.name}`, ''),
    addressComponents: components.map(({ long_name: longText, short_name: shortText, types: kinds }) => ({
      longText,
      shortText,
      types: kinds,
      languageCode: 'ja',
    })),
    location: point(geometry.location),
    viewport: { low: point(geometry.viewport.southwest), high: point(geometry.viewport.northeast) },
    businessStatus: 'OPERATIONAL',
    displayName: { text: place.name, languageCode: 'ja' },
  };
}
