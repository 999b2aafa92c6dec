// OAuth 2 for service accounts: a signed JWT is exchanged for an access token that the Dialogflow service then accepts.
import { createHash, randomBytes, verify } from 'node:crypto';
import { jsonReply } from './google_error.mjs';

export const DIALOGFLOW_SCOPES = [
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/dialogflow',
];
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TOKEN_SECONDS = 3599;
const MAX_ASSERTION_SECONDS = 3600;
const CLOCK_SKEW_SECONDS = 60;

export class OAuthService {
  #tokens = new Map();

  // account: {email, publicKey, keyId?} or null; audience: this endpoint's own URL.
  constructor({ account, audience, clock, ledger }) {
    Object.assign(this, { account, audience, clock, ledger });
  }

  handle(request) {
    const result = this.#exchange(request);
    if (result.refused) {
      const { status, error, description } = result.refused;
      this.ledger.append('oauth', 'token.refused', { status, error, description });
      return jsonReply(status, { error, error_description: description });
    }
    this.ledger.append('oauth', 'token.issued', {
      client_email: this.account.email,
      scope: result.scope,
      expires_in: TOKEN_SECONDS,
    });
    return jsonReply(
      200,
      { access_token: result.token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' },
      { 'cache-control': 'no-store' },
    );
  }

  statusReply(fault) {
    return jsonReply(fault.status, {
      error: fault.status === 429 ? 'rate_limit_exceeded' : 'internal_failure',
      error_description: 'Sandbox fault.',
    });
  }

  // True when the Authorization header carries a living token with a scope that Dialogflow accepts.
  accepts(authorization) {
    const match = /^Bearer ([^\s]+)$/i.exec(authorization ?? '');
    const token = match && this.#tokens.get(fingerprint(match[1]));
    return (
      Boolean(token) &&
      token.expires > this.clock.now() &&
      token.scopes.some((scope) => DIALOGFLOW_SCOPES.includes(scope))
    );
  }

  #exchange({ method, url, headers, body }) {
    if (url.pathname !== '/oauth/token') return refuse(404, 'not_found', 'There is nothing here.');
    if (method !== 'POST') return refuse(405, 'invalid_request', 'Use POST.');
    if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
      return refuse(400, 'invalid_request', 'The body must be application/x-www-form-urlencoded.');
    }
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('grant_type') !== GRANT_TYPE)
      return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
    if (!form.get('assertion')) return refuse(400, 'invalid_request', 'Missing required parameter: assertion');
    return this.#checkAssertion(form.get('assertion'));
  }

  #checkAssertion(assertion) {
    const jwt = parseJwt(assertion);
    if (!jwt) return refuse(400, 'invalid_grant', 'Bad Request');
    if (jwt.header.alg !== 'RS256') return refuse(400, 'invalid_grant', 'Invalid JWT: algorithm must be RS256.');
    if (!this.account || jwt.claims.iss !== this.account.email)
      return refuse(400, 'invalid_grant', 'Invalid grant: account not found');
    if (jwt.header.kid !== undefined && this.account.keyId && jwt.header.kid !== this.account.keyId) {
      return refuse(400, 'invalid_grant', 'Invalid JWT Signature.');
    }
    if (!verify('RSA-SHA256', jwt.signed, this.account.publicKey, jwt.signature))
      return refuse(400, 'invalid_grant', 'Invalid JWT Signature.');
    return this.#checkClaims(jwt.claims) ?? this.#issue(jwt.claims.scope);
  }

  #checkClaims({ aud, iat, exp, scope, sub }) {
    if (aud !== this.audience)
      return refuse(400, 'invalid_grant', `Invalid JWT: Failed audience check. The right audience is ${this.audience}`);
    const now = this.clock.seconds();
    const timely =
      Number.isInteger(iat) &&
      Number.isInteger(exp) &&
      exp > iat &&
      exp - iat <= MAX_ASSERTION_SECONDS &&
      iat <= now + CLOCK_SKEW_SECONDS &&
      exp > now;
    if (!timely) {
      return refuse(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. ' +
          'Check your iat and exp values in the JWT claim.',
      );
    }
    if (sub !== undefined && sub !== this.account.email)
      return refuse(401, 'unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method.');
    const scopes = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
    const known = scopes.length > 0 && scopes.every((name) => name.startsWith('https://www.googleapis.com/auth/'));
    return known ? null : refuse(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  }

  #issue(scope) {
    const token = `ya29.sandbox.${randomBytes(24).toString('base64url')}`;
    this.#dropExpired();
    this.#tokens.set(fingerprint(token), {
      expires: this.clock.now() + TOKEN_SECONDS * 1000,
      scopes: scope.split(' '),
    });
    return { token, scope };
  }

  #dropExpired() {
    for (const [key, token] of this.#tokens) if (token.expires <= this.clock.now()) this.#tokens.delete(key);
  }
}

function refuse(status, error, description) {
  return { refused: { status, error, description } };
}

function fingerprint(token) {
  return createHash('sha256').update(token).digest('base64');
}

// {header, claims, signed, signature}, or null when it is not three parts of unpadded base64url around JSON objects.
export function parseJwt(text) {
  const parts = text.split('.');
  if (parts.length !== 3 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return null;
  try {
    const [header, claims] = parts
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    const objects = [header, claims].every((value) => value !== null && typeof value === 'object');
    return objects
      ? {
          header,
          claims,
          signed: Buffer.from(`${parts[0]}.${parts[1]}`),
          signature: Buffer.from(parts[2], 'base64url'),
        }
      : null;
  } catch {
    return null;
  }
}
