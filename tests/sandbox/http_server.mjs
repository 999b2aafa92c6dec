// The HTTP listener: reads a request, finds its service, applies the service's faults, sends the answer.
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { jsonReply } from './google_error.mjs';
import { sendInstead, sendReply, sendSpoiled } from './http_faults.mjs';

const MAX_BODY_BYTES = 1024 * 1024;

// `services` is a list of {name?, prefix, handle(request), statusReply?(fault)}; the first prefix that fits answers.
// A handler gets {method, url, headers, body, socket, signal} and returns {status, headers, body} or
// {stream(response)}.
export function createHttpServer({ services, faults, ledger, log }) {
  const server = createServer((incoming, response) => {
    serve(incoming, response, { services, faults, ledger, log }).catch((error) => {
      log.error('request_failed', { error: error.stack });
      if (response.headersSent) response.destroy();
      else sendReply(response, jsonReply(500, { error: 'The sandbox itself failed; see its log.' }));
    });
  });
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  return server;
}

async function serve(incoming, response, context) {
  const started = performance.now();
  const url = parseUrl(incoming.url);
  const service = url && context.services.find((candidate) => url.pathname.startsWith(candidate.prefix));
  if (!service)
    return sendReply(response, jsonReply(404, { error: { code: 404, message: 'Not found.', status: 'NOT_FOUND' } }));
  const body = await readBody(incoming);
  if (body === null)
    return sendReply(
      response,
      jsonReply(413, { error: { code: 413, message: 'Request too large.' } }, { connection: 'close' }),
    );
  const request = {
    method: incoming.method,
    url,
    headers: incoming.headers,
    body,
    socket: incoming.socket,
    signal: closeSignal(response),
  };
  await answer(service, request, response, context);
  context.log.info('call', {
    service: service.name ?? 'sandbox',
    method: request.method,
    status: response.statusCode,
    milliseconds: Math.round(performance.now() - started),
  });
}

async function answer(service, request, response, { faults, ledger }) {
  const { latency, other } = service.name ? faults.take(service.name) : {};
  for (const fault of [latency, other])
    if (fault) ledger.append(service.name, 'fault', { fault: fault.fault, fault_id: fault.id });
  if (latency) await delay(latency.delay_ms);
  if (other && (await sendInstead(other, request, response, faults, service.statusReply))) return;
  const reply = await service.handle(request);
  if (response.destroyed) return;
  if (reply.stream) return reply.stream(response);
  return other ? sendSpoiled(other, reply, response) : sendReply(response, reply);
}

function parseUrl(target) {
  try {
    return new URL(target, 'http://sandbox');
  } catch {
    return null;
  }
}

async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function closeSignal(response) {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
