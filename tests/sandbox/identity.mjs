// Identity tokens as Dialogflow's service agent sends them to a webhook, and the published keys to check them with.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { jsonReply } from './google_error.mjs';

const TOKEN_SECONDS = 3600;
const KEYS_KEPT = 2;

export class IdentityService {
  #keys = [];

  constructor({ issuer, email, clock }) {
    Object.assign(this, { issuer, email, clock });
  }

  handle({ method, url }) {
    if (method !== 'GET' || url.pathname !== '/identity/certs') return jsonReply(404, { error: 'Not found.' });
    this.#currentKey();
    const keys = this.#keys.map(({ id, publicKey }) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid: id,
      use: 'sig',
      alg: 'RS256',
    }));
    return jsonReply(200, { keys }, { 'cache-control': 'public, max-age=60' });
  }

  statusReply(fault) {
    return jsonReply(fault.status, { error: 'Sandbox fault.' });
  }

  // A signed token for the given audience (the webhook's URL).
  token(audience) {
    const key = this.#currentKey();
    const issued = this.clock.seconds();
    const claims = {
      aud: audience,
      azp: this.email,
      email: this.email,
      email_verified: true,
      exp: issued + TOKEN_SECONDS,
      iat: issued,
      iss: this.issuer,
      sub: createHash('sha256').update(this.email).digest('hex').slice(0, 21),
    };
    const signed = [{ alg: 'RS256', kid: key.id, typ: 'JWT' }, claims].map(encode).join('.');
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
  }

  // From now on a new key signs; the one before stays published, older ones are gone.
  rotate() {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const id = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 40);
    this.#keys = [{ id, publicKey, privateKey }, ...this.#keys].slice(0, KEYS_KEPT);
    return id;
  }

  // Making a key takes a moment, so it waits until somebody needs one.
  #currentKey() {
    if (!this.#keys.length) this.rotate();
    return this.#keys[0];
  }
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
