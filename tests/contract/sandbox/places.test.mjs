import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { openApiProblems, RestSchema } from './support/rest_schema.mjs';
import { MAPS_KEY, Sandbox } from './support/sandbox_process.mjs';

const SAMPLES = 'google-maps/samples/synthetic';
const MASK = 'places.id,places.displayName,places.location,places.types,places.addressComponents';
let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());
afterEach(async () => {
  await sandbox.control('DELETE', 'faults');
  await sandbox.control('POST', 'settings', { geocoding: { key_state: 'ok', quota_per_minute: 0 } });
});

async function legacy(call, query = {}) {
  const parameters = new URLSearchParams({ key: MAPS_KEY, language: 'ja', region: 'jp', ...query });
  const reply = await fetch(`${sandbox.base_url}/maps/api/place/${call}/json?${parameters}`);
  return { status: reply.status, body: await reply.json() };
}

async function searchText(request, { mask = MASK, key = MAPS_KEY } = {}) {
  const headers = { 'content-type': 'application/json', 'x-goog-api-key': key };
  if (mask) headers['x-goog-fieldmask'] = mask;
  const reply = await fetch(`${sandbox.base_url}/v1/places:searchText`, {
    method: 'POST',
    headers,
    body: JSON.stringify(request),
  });
  return { status: reply.status, body: await reply.json() };
}

test('every legacy answer fits the official schema', needsReference, async () => {
  const api = referenceJson('google-maps/openapi/google-maps-legacy-trimmed.openapi3.json');
  const calls = [
    ['textsearch', 'PlacesTextSearchResponse', [{ query: 'ひらかたパーク' }, { query: 'どこにもない' }, {}]],
    ['nearbysearch', 'PlacesNearbySearchResponse', [{ location: '34.68,135.52', radius: 3000 }, {}]],
    [
      'findplacefromtext',
      'PlacesFindPlaceFromTextResponse',
      [{ input: '海遊館', inputtype: 'textquery', fields: 'name,geometry' }, { input: '海遊館', inputtype: 'textquery', fields: 'invalid' }],
    ],
  ];
  for (const [call, schema, queries] of calls)
    for (const query of queries) {
      const { status, body } = await legacy(call, query);
      assert.equal(status, 200);
      assert.deepEqual(openApiProblems(api, { $ref: `#/components/schemas/${schema}` }, body), [], JSON.stringify(body));
    }
});

test('a place found by its name has position and types, its details are found by its id', async () => {
  const { body } = await legacy('textsearch', { query: 'ひらパー', location: '34.62,135.51', radius: 50000 });
  assert.equal(body.results[0].name, 'ひらかたパーク');
  assert.match(body.results[0].formatted_address, /^日本、〒573-0054 大阪府枚方市/);
  assert.ok(body.results[0].types.includes('amusement_park'));
  const details = await legacy('details', { place_id: body.results[0].place_id });
  assert.deepEqual(details.body.result.geometry, body.results[0].geometry);
  assert.equal((await legacy('details', { place_id: 'gone' })).body.status, 'NOT_FOUND');
});

test('the new service answers in its official form, trimmed to the mask', needsReference, async () => {
  const schema = new RestSchema(referenceJson('google-maps/rest/places-v1.rest.json'));
  const { status, body } = await searchText({ textQuery: 'ひらかたパーク', languageCode: 'ja', regionCode: 'JP' });
  assert.equal(status, 200);
  assert.deepEqual(schema.problems('google.maps.places.v1.SearchTextResponse', body), []);
  assert.deepEqual(Object.keys(body.places[0]).sort(), ['addressComponents', 'displayName', 'id', 'location', 'types']);
  const whole = await searchText({ textQuery: '海遊館' }, { mask: '*' });
  assert.deepEqual(schema.problems('google.maps.places.v1.SearchTextResponse', whole.body), []);
  assert.deepEqual((await searchText({ textQuery: 'どこにもない' })).body, {}, 'nothing found is an empty object');
  const nearby = await searchText(referenceJson(`${SAMPLES}/places-new-searchText.request.json`));
  assert.equal(nearby.status, 200);
});

test('the errors of the new service are the samples', needsReference, async () => {
  const missing = await searchText({ textQuery: 'a' }, { mask: null });
  assert.deepEqual([missing.status, missing.body], [400, referenceJson(`${SAMPLES}/new-api-error-missing-fieldmask.json`)]);
  const unknown = await searchText({ textQuery: 'a' }, { mask: 'displayname' });
  assert.deepEqual([unknown.status, unknown.body], [400, referenceJson(`${SAMPLES}/new-api-error-bad-fieldmask.json`)]);
  const key = await searchText({ textQuery: 'a' }, { key: 'other' });
  assert.deepEqual([key.status, key.body], [400, referenceJson(`${SAMPLES}/new-api-error-invalid-key.json`)]);
  const states = { over_quota: [429, 'new-api-error-quota'], wrong_api: [403, 'new-api-error-service-disabled'] };
  for (const [state, [status, sample]] of Object.entries(states)) {
    await sandbox.control('POST', 'settings', { geocoding: { key_state: state } });
    const refused = await searchText({ textQuery: 'a' });
    assert.deepEqual([refused.status, refused.body], [status, referenceJson(`${SAMPLES}/${sample}.json`)]);
  }
});

test('bad requests are refused, each in its form', async () => {
  assert.equal((await searchText({ textQuery: '' })).status, 400);
  assert.equal((await searchText({ textQuery: 'a', unknown: 1 })).status, 400);
  assert.equal((await searchText({ textQuery: 'a', maxResultCount: 21 })).status, 400);
  assert.equal((await legacy('textsearch', {})).body.status, 'INVALID_REQUEST');
  assert.equal((await legacy('textsearch', { query: 'a', location: '34,135' })).body.status, 'INVALID_REQUEST');
  await sandbox.control('POST', 'settings', { geocoding: { key_state: 'billing_off' } });
  assert.equal((await legacy('textsearch', { query: 'a' })).body.status, 'OVER_DAILY_LIMIT');
});

test('faults can be switched on for both, and the ledger tells what was asked without its words', async () => {
  await sandbox.fault({ service: 'places', fault: 'status', status: 503, times: 1 });
  assert.equal((await searchText({ textQuery: 'a' })).status, 503);
  await sandbox.fault({ service: 'places', fault: 'status', maps_status: 'OVER_QUERY_LIMIT', times: 1 });
  assert.equal((await legacy('textsearch', { query: 'a' })).body.status, 'OVER_QUERY_LIMIT');
  await searchText({ textQuery: '海遊館' });
  const entries = await sandbox.ledger({ service: 'places', kind: 'request' });
  assert.equal(entries.at(-1).field_mask, MASK);
  assert.equal(entries.at(-1).key, 'primary');
  assert.doesNotMatch(JSON.stringify(entries), /海遊館|maps-key/);
});
