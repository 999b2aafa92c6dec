// Calls the agent's webhook as Dialogflow does: one time limit for all, its authentications, one repeat after a
// transient failure, a size cap, and a strict reading of the answer.
import http from 'node:http';
import https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { readMessage } from './schema.mjs';
import { checkContext, checkEntityType } from './query_params.mjs';

export const MAX_ANSWER_BYTES = 64 * 1024;
const TRANSIENT_STATUSES = new Set([502, 503, 504]);

export class WebhookClient {
  #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 256 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 256 }),
  };

  // settings: {url, timeoutMs, auth: [basic|header|identity], user, password, headerName, headerToken, duplicate},
  // live.
  constructor({ settings, faults, ledger, identity }) {
    Object.assign(this, { settings, faults, ledger, identity });
  }

  // Returns {status, latencyMs, answer?}: `status` is the webhookStatus, `answer` the checked WebhookResponse.
  // `readValue` makes {value, violations} of the answer's JSON.
  async call(webhookRequest, extraHeaders, responseId, readValue) {
    const started = performance.now();
    const body = Buffer.from(JSON.stringify(webhookRequest));
    const deadline = started + this.settings.timeoutMs;
    let result = await this.#attempt(body, extraHeaders, deadline, responseId, 1);
    const again = result.transient || (this.settings.duplicate && result.outcome === 'ok');
    if (again && performance.now() < deadline)
      result = await this.#attempt(body, extraHeaders, deadline, responseId, 2);
    const latencyMs = Math.min(Math.round(performance.now() - started), this.settings.timeoutMs - 1);
    return { latencyMs, ...judge(result, readValue) };
  }

  close() {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  async #attempt(body, extraHeaders, deadline, responseId, attempt) {
    const started = performance.now();
    const result = await this.#withFaults(() => this.#send(body, extraHeaders, deadline - performance.now()), deadline);
    const { outcome, httpStatus, bytes = 0 } = result;
    this.ledger.append('webhook', 'call', {
      response_id: responseId,
      attempt,
      outcome,
      status: httpStatus ?? null,
      request_bytes: body.length,
      response_bytes: bytes.length ?? 0,
      latency_ms: Math.round(performance.now() - started),
      auth: this.settings.auth,
    });
    return result;
  }

  // Faults of the service "webhook" stand for trouble between Dialogflow and the hub.
  async #withFaults(send, deadline) {
    const { latency, other } = this.faults.take('webhook');
    for (const fault of [latency, other])
      if (fault) this.ledger.append('webhook', 'fault', { fault: fault.fault, fault_id: fault.id });
    const left = () => Math.max(0, deadline - performance.now());
    if (latency) await delay(Math.min(latency.delay_ms, left()));
    if (left() === 0) return { outcome: 'timeout' };
    if (other?.fault === 'refuse') return { outcome: 'connection', transient: true, detail: 'refused' };
    if (other?.fault === 'status') return answered(other.status, Buffer.alloc(0));
    if (other?.fault === 'freeze') {
      const stop = delay(left());
      await this.faults.untilCleared(other, stop);
      return { outcome: 'timeout' };
    }
    const result = await send();
    return other ? spoil(result, other) : result;
  }

  #send(body, extraHeaders, milliseconds) {
    return new Promise((resolve) => {
      const url = new URL(this.settings.url);
      const library = url.protocol === 'https:' ? https : http;
      const request = library.request(url, {
        method: 'POST',
        agent: this.#agents[url.protocol],
        headers: this.#headers(body, extraHeaders),
      });
      const timer = setTimeout(
        () => {
          resolve({ outcome: 'timeout' });
          request.destroy();
        },
        Math.max(1, milliseconds),
      );
      const finish = (result) => {
        clearTimeout(timer);
        resolve(result);
      };
      request.on('response', (response) => collect(response, finish));
      request.on('error', (error) =>
        finish({ outcome: 'connection', transient: true, detail: error.code ?? error.message }),
      );
      request.end(body);
    });
  }

  #headers(body, extraHeaders) {
    const { auth, user, password, headerName, headerToken, url } = this.settings;
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Google-Dialogflow',
      'content-length': body.length,
    };
    if (auth.includes('header')) headers[headerName.toLowerCase()] = headerToken;
    if (auth.includes('basic'))
      headers.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    for (const [name, value] of Object.entries(extraHeaders)) headers[name.toLowerCase()] = value;
    if (auth.includes('identity') && !headers.authorization)
      headers.authorization = `Bearer ${this.identity.token(url)}`;
    return headers;
  }
}

function collect(response, finish) {
  const chunks = [];
  let size = 0;
  response.on('data', (chunk) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > MAX_ANSWER_BYTES) {
      finish({ outcome: 'too_large', httpStatus: response.statusCode, bytes: Buffer.concat(chunks) });
      response.destroy();
    }
  });
  response.on('end', () => finish(answered(response.statusCode, Buffer.concat(chunks))));
  response.on('aborted', () =>
    finish({ outcome: 'connection', transient: true, detail: 'cut', httpStatus: response.statusCode }),
  );
  response.on('error', () => {});
}

function answered(httpStatus, bytes) {
  if (httpStatus === 200) return { outcome: 'ok', httpStatus, bytes };
  return { outcome: 'http_status', httpStatus, bytes, transient: TRANSIENT_STATUSES.has(httpStatus) };
}

function spoil(result, fault) {
  if (result.outcome !== 'ok') return result;
  if (fault.fault === 'garbage') return { ...result, bytes: Buffer.from('<html>not json') };
  if (fault.fault === 'wrong_length') return { ...result, bytes: result.bytes.subarray(0, -1) };
  return { outcome: 'connection', transient: true, detail: 'cut', httpStatus: result.httpStatus };
}

// The webhookStatus for a finished call, and the answer when it can be used.
function judge(result, readValue) {
  if (result.outcome === 'ok') return readAnswer(result.bytes, readValue);
  if (result.outcome === 'timeout')
    return failure(4, 'Error: DEADLINE_EXCEEDED, State: URL_TIMEOUT, Reason: TIMEOUT_WEB.');
  if (result.outcome === 'too_large')
    return failure(3, `Error: The webhook response is larger than ${MAX_ANSWER_BYTES} bytes.`);
  if (result.outcome === 'connection')
    return failure(14, `Error: UNAVAILABLE, State: URL_UNREACHABLE, Reason: ${result.detail}.`);
  const family = result.httpStatus >= 500 ? 'UNREACHABLE_5xx' : 'UNREACHABLE_4xx';
  return failure(
    14,
    `Error: UNAVAILABLE, State: URL_UNREACHABLE, Reason: ${family}, HTTP status code: ${result.httpStatus}.`,
  );
}

function readAnswer(bytes, readValue) {
  let json;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return unreadable(error.message);
  }
  const { value, violations } = readValue(json);
  if (violations.length) return unreadable(violations.map(({ description }) => description).join(' '));
  return { status: { message: 'Webhook execution successful' }, answer: value };
}

// Reads the WebhookResponse of an ES agent for the session that `key` names.
export function readEsAnswer(json, key) {
  const { value, violations } = readMessage('WebhookResponse', json);
  (value.outputContexts ?? []).forEach((context, index) =>
    checkContext(context ?? {}, key, `output_contexts[${index}]`, violations),
  );
  (value.sessionEntityTypes ?? []).forEach((type, index) =>
    checkEntityType(type ?? {}, key, `session_entity_types[${index}]`, violations),
  );
  return { value, violations };
}

function unreadable(detail) {
  return failure(3, `Error: Failed to parse webhook JSON response: ${detail}`);
}

function failure(code, detail) {
  return { status: { code, message: `Webhook call failed. ${detail}` } };
}
