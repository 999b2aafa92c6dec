import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { openApiProblems } from './support/rest_schema.mjs';
import { Sandbox } from './support/sandbox_process.mjs';

const SAMPLES = 'google-maps/samples';
let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());
afterEach(async () => {
  await sandbox.control('DELETE', 'faults');
  await sandbox.control('POST', 'settings', { geocoding: { key_state: 'ok', quota_per_minute: 0 } });
});

test('every answer fits the official schema', needsReference, async () => {
  const api = referenceJson('google-maps/openapi/google-maps-legacy-trimmed.openapi3.json');
  const queries = [
    { address: '大阪城公園' },
    { address: '焼津市' },
    { address: '海遊館の前' },
    { address: '存在しない場所' },
    { latlng: '34.6867,135.5262' },
    {},
  ];
  for (const query of queries) {
    const { status, body } = await sandbox.geocode(query);
    assert.equal(status, 200);
    assert.deepEqual(
      openApiProblems(api, { $ref: '#/components/schemas/GeocodingResponse' }, body),
      [],
      JSON.stringify(query),
    );
  }
});

test('an address is written the Japanese way, as in the sample', needsReference, async () => {
  const sample = referenceJson(`${SAMPLES}/synthetic/geocode-address-ja.json`).results[0];
  const [result] = (await sandbox.geocode({ address: '大阪府大阪市中央区大手前2丁目1-22' })).body.results;
  assert.equal(result.formatted_address, `${sample.formatted_address} 大阪府庁`);
  const own = result.address_components.filter(({ types }) => !types.includes('establishment'));
  assert.deepEqual(own, sample.address_components);
});

test('places that are no stations are found by name and by nickname', async () => {
  for (const [address, name] of [
    ['大阪城公園', '大阪城公園'],
    ['ひらパー', 'ひらかたパーク'],
    ['りんくうプレミアムアウトレット', 'りんくうプレミアム・アウトレット'],
    ['焼津さかなセンター', '焼津さかなセンター'],
  ]) {
    const { status, results } = (await sandbox.geocode({ address })).body;
    assert.equal(status, 'OK');
    assert.equal(results[0].address_components[0].long_name, name);
    assert.equal(results[0].partial_match, undefined);
  }
});

test('a rough hit says partial_match, nothing says ZERO_RESULTS as the sample', needsReference, async () => {
  const partial = (await sandbox.geocode({ address: '海遊館のとなり' })).body;
  assert.equal(partial.results[0].partial_match, true);
  assert.deepEqual(
    (await sandbox.geocode({ address: '存在しない場所' })).body,
    referenceJson(`${SAMPLES}/openapi-responses/geocode_zero_results.json`),
  );
  assert.equal((await sandbox.geocode({ address: '海遊館', components: 'country:US' })).body.status, 'ZERO_RESULTS');
});

test('a reverse lookup begins with a road without a name and ends with the country', async () => {
  const { results } = (await sandbox.geocode({ latlng: '34.6867,135.5262' })).body;
  assert.deepEqual(results[0].types, ['route']);
  assert.deepEqual(results.at(-1).types, ['country', 'political']);
  assert.equal((await sandbox.geocode({ latlng: '0,0' })).body.status, 'ZERO_RESULTS');
  assert.equal((await sandbox.geocode({ latlng: 'here' })).body.status, 'INVALID_REQUEST');
});

test('a place id leads back to its place', async () => {
  const [place] = (await sandbox.geocode({ address: '海遊館' })).body.results;
  assert.deepEqual((await sandbox.geocode({ place_id: place.place_id })).body.results, [place]);
});

test('no parameter is INVALID_REQUEST with the sample text', needsReference, async () => {
  assert.deepEqual(
    (await sandbox.geocode({})).body,
    referenceJson(`${SAMPLES}/openapi-responses/geocode_invalid_request.json`),
  );
});

test('each state of the key has its answer, with HTTP 200', needsReference, async () => {
  const samples = {
    invalid: 'request-denied-invalid-key',
    wrong_api: 'request-denied-not-authorized',
    referrer_restricted: 'request-denied-referer',
    over_quota: 'over-query-limit',
  };
  for (const [state, name] of Object.entries(samples)) {
    await sandbox.control('POST', 'settings', { geocoding: { key_state: state } });
    const { status, body } = await sandbox.geocode({ address: '海遊館' });
    assert.equal(status, 200);
    assert.deepEqual(body, referenceJson(`${SAMPLES}/synthetic/geocode-${name}.json`));
  }
  assert.equal((await sandbox.geocode({ address: '海遊館', key: 'another' })).body.status, 'REQUEST_DENIED');
});

test('over the quota of a minute it is OVER_QUERY_LIMIT', async () => {
  await sandbox.control('POST', 'settings', { geocoding: { quota_per_minute: 1 } });
  const replies = [
    await sandbox.geocode({ address: '海遊館' }),
    await sandbox.geocode({ address: '海遊館' }),
    await sandbox.geocode({ address: '海遊館' }),
  ];
  assert.ok(replies.some(({ body }) => body.status === 'OVER_QUERY_LIMIT'));
});

test('UNKNOWN_ERROR can be forced and looks like the sample', needsReference, async () => {
  await sandbox.fault({ service: 'geocoding', fault: 'status', maps_status: 'UNKNOWN_ERROR', times: 1 });
  assert.deepEqual(
    (await sandbox.geocode({ address: '海遊館' })).body,
    referenceJson(`${SAMPLES}/synthetic/geocode-unknown-error.json`),
  );
  assert.equal((await sandbox.geocode({ address: '海遊館' })).body.status, 'OK');
});

test('calls are counted and recorded without the key and the address', async () => {
  const before = (await sandbox.control('GET', 'state')).body;
  await sandbox.geocode({ address: '海遊館' });
  const { geocoding_calls: calls } = (await sandbox.control('GET', 'state')).body;
  assert.equal(calls.primary, before.geocoding_calls.primary + 1);
  const [entry] = await sandbox.ledger({ since: before.last_seq, service: 'geocoding' });
  assert.deepEqual(
    [entry.kind, entry.key, entry.by, entry.status, entry.results, entry.language],
    ['request', 'primary', 'address', 'OK', 1, 'ja'],
  );
  assert.ok(!JSON.stringify(entry).includes('海遊館'));
});
