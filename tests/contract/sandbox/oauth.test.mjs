import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { needsReference, referenceJson } from './support/reference.mjs';
import { Sandbox } from './support/sandbox_process.mjs';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

async function refusal(changes, expected) {
  const { status, body } = await sandbox.requestToken(changes);
  assert.equal(status, 400);
  assert.equal(body.error, expected);
  assert.equal(typeof body.error_description, 'string');
}

test('a signed assertion is exchanged for a bearer token', needsReference, async () => {
  const { status, body } = await sandbox.requestToken();
  const sample = referenceJson('dialogflow/samples/project-written/oauth/token-response.json');
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(sample).sort());
  assert.deepEqual([body.expires_in, body.token_type], [sample.expires_in, sample.token_type]);
});

test('a foreign key is refused', () =>
  refusal({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }, 'invalid_grant'));
test('another audience is refused', () =>
  refusal({ claims: sandbox.claims({ aud: 'https://oauth2.googleapis.com/token' }) }, 'invalid_grant'));
test('another account is refused', () =>
  refusal({ claims: sandbox.claims({ iss: 'someone@else.example' }) }, 'invalid_grant'));
test('an unknown key id is refused', () => refusal({ header: { alg: 'RS256', kid: 'another' } }, 'invalid_grant'));
test('an algorithm other than RS256 is refused', () => refusal({ header: { alg: 'none' } }, 'invalid_grant'));
test('a missing scope is refused', () => refusal({ claims: sandbox.claims({ scope: '' }) }, 'invalid_scope'));
test('a foreign scope is refused', () => refusal({ claims: sandbox.claims({ scope: 'everything' }) }, 'invalid_scope'));
test('another grant type is refused', () => refusal({ form: { grant_type: 'password' } }, 'unsupported_grant_type'));
test('a missing assertion is refused', () => refusal({ form: { assertion: '' } }, 'invalid_request'));

test('an assertion with an expired, too long or future lifetime is refused', async () => {
  const now = Math.floor(Date.now() / 1000);
  for (const times of [
    { iat: now - 7200, exp: now - 3600 },
    { iat: now, exp: now + 3601 },
    { iat: now + 600, exp: now + 1200 },
    { iat: 'now' },
  ]) {
    await refusal({ claims: sandbox.claims(times) }, 'invalid_grant');
  }
});

test('detectIntent refuses a missing, a made-up and a token without the right scope', async () => {
  const narrow = await sandbox.requestToken({
    claims: sandbox.claims({ scope: 'https://www.googleapis.com/auth/drive' }),
  });
  for (const token of ['', 'ya29.made-up', narrow.body.access_token]) {
    const { status, body } = await sandbox.detect(
      { queryInput: { text: { text: 'こんにちは', languageCode: 'ja' } } },
      { token },
    );
    assert.equal(status, 401);
    assert.equal(body.error.status, 'UNAUTHENTICATED');
  }
});

test('an access token expires under the moved clock', async () => {
  const { body } = await sandbox.requestToken();
  const request = { queryInput: { text: { text: 'こんにちは', languageCode: 'ja' } } };
  assert.equal((await sandbox.detect(request, { token: body.access_token })).status, 200);
  await sandbox.moveClock({ advance_ms: 3_600_000 });
  assert.equal((await sandbox.detect(request, { token: body.access_token })).status, 401);
  await sandbox.moveClock({ offset_ms: 0 });
});
