// Error answers in the shape of Google's APIs: {"error": {code, message, status, details?}}.
const STATUS_NAMES = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

const GENERAL_MESSAGES = {
  403: 'The caller does not have permission.',
  429:
    "Quota exceeded for quota metric 'All other requests' and limit 'All other requests per minute' of service " +
    "'dialogflow.googleapis.com' for consumer 'project_number:000000000000'.",
  500: 'Internal error encountered.',
  503: 'The service is currently unavailable.',
  504: 'The request timed out. Please try again.',
};

export function jsonReply(status, value, headers = {}) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

// A reply {status, headers, body}. `reason` is kept beside it for the ledger.
export function googleError(code, message = GENERAL_MESSAGES[code] ?? 'Error.', details) {
  const status = STATUS_NAMES[code] ?? (code >= 500 ? 'UNKNOWN' : 'FAILED_PRECONDITION');
  const error = { code, message, status, ...(details ? { details } : {}) };
  return { ...jsonReply(code, { error }), reason: status };
}

export function badRequest(violations) {
  const message = violations.map((violation) => violation.description).join('\n');
  return googleError(400, message, [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: violations.map(({ field, description }) => (field ? { field, description } : { description })),
    },
  ]);
}

export function quotaExceeded() {
  return googleError(429, GENERAL_MESSAGES[429], [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'RATE_LIMIT_EXCEEDED',
      domain: 'googleapis.com',
      metadata: { service: 'dialogflow.googleapis.com', consumer: 'projects/000000000000' },
    },
  ]);
}
