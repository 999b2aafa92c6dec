// What each state of an API key makes of a call, for the legacy services (a status within HTTP 200) and for the new
// ones (an HTTP error with its reason).
import { googleError } from './google_error.mjs';

const SERVICE = 'places.googleapis.com';

const STATES = {
  ok: null,
  invalid: {
    status: 'REQUEST_DENIED',
    error_message: 'The provided API key is invalid.',
    http: 400,
    message: 'API key not valid. Please pass a valid API key.',
    reason: 'API_KEY_INVALID',
  },
  wrong_api: {
    status: 'REQUEST_DENIED',
    error_message:
      'This API key is not authorized to use this service or API. Please check the API restrictions ' +
      'settings of your API key in the Google Cloud Console to ensure that all the APIs and services you need to use are specified in the list of enabled APIs.',
    http: 403,
    message: 'Places API (New) has not been used in project 000000000000 before or it is disabled.',
    reason: 'SERVICE_DISABLED',
    consumer: true,
  },
  referrer_restricted: {
    status: 'REQUEST_DENIED',
    error_message: 'API keys with referer restrictions cannot be used with this API.',
    http: 403,
    message: 'Requests from referer <empty> are blocked.',
    reason: 'API_KEY_HTTP_REFERRER_BLOCKED',
  },
  ip_restricted: {
    status: 'REQUEST_DENIED',
    error_message: 'This IP, site or mobile application is not authorized to use this API key.',
    http: 403,
    message: 'The provided API key has an IP address restriction.',
    reason: 'API_KEY_IP_ADDRESS_BLOCKED',
  },
  over_quota: {
    status: 'OVER_QUERY_LIMIT',
    error_message: 'You have exceeded your rate-limit for this API.',
    http: 429,
    message: 'Quota exceeded.',
    reason: 'RATE_LIMIT_EXCEEDED',
    consumer: true,
  },
  billing_off: {
    status: 'OVER_DAILY_LIMIT',
    error_message: 'You must enable Billing on the Google Cloud Project.',
    http: 403,
    message: 'This API method requires billing to be enabled.',
    reason: 'BILLING_DISABLED',
    consumer: true,
  },
};

export const KEY_STATE_NAMES = Object.keys(STATES);

// The state's name that refuses a call, or null. `key` is {label, state} or undefined for an unknown one.
export function refusalOf(key, quota, quotaPerMinute) {
  if (!key) return 'invalid';
  if (STATES[key.state]) return key.state;
  return quota.take(quotaPerMinute) ? null : 'over_quota';
}

// {status, error_message} of the legacy services.
export function legacyRefusal(state) {
  const { status, error_message: message } = STATES[state];
  return { status, error_message: message };
}

// The reply of the new services.
export function newRefusal(state) {
  const { http, message, reason, consumer } = STATES[state];
  const metadata = { service: SERVICE, ...(consumer ? { consumer: 'projects/000000000000' } : {}) };
  return googleError(http, message, [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata },
  ]);
}
