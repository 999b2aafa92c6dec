// The control API under /sandbox/: ledger, faults, settings, clock. For tests and for the page; never for the hub.
import { jsonReply } from './google_error.mjs';

const MAX_WAIT_MS = 60_000;
const MAX_LIMIT = 10_000;

export class ControlService {
  constructor({ ledger, faults, settings, clock, identity, sessions, geocoding, agentSource, page, addresses }) {
    Object.assign(this, {
      ledger,
      faults,
      settings,
      clock,
      identity,
      sessions,
      geocoding,
      agentSource,
      page,
      addresses,
    });
  }

  async handle(request) {
    const route = this.#routes[`${request.method} ${request.url.pathname}`];
    if (route)
      return comesFromElsewhere(request) ? problem(403, 'Calls from other sites are refused.') : route(request);
    const mail = /^GET \/sandbox\/mails\/([0-9A-F]{12})(\/raw)?$/.exec(`${request.method} ${request.url.pathname}`);
    if (mail) return this.#mail(mail[1], Boolean(mail[2]));
    const known = Object.keys(this.#routes).some((key) => key.endsWith(` ${request.url.pathname}`));
    return known ? problem(405, 'This method is not offered here.') : problem(404, 'There is nothing here.');
  }

  #routes = {
    'GET /sandbox/': (request) => this.page.render(request),
    'GET /sandbox/events': (request) => this.page.events(request),
    'GET /sandbox/ledger': (request) => this.#readLedger(request),
    'GET /sandbox/state': () => jsonReply(200, this.#state()),
    'GET /sandbox/faults': () => jsonReply(200, { faults: this.faults.list() }),
    'POST /sandbox/faults': (request) => withBody(request, (spec) => this.#setFault(spec)),
    'DELETE /sandbox/faults': ({ url }) => this.#clearFaults(url.searchParams),
    'POST /sandbox/faults/clear': (request) =>
      withBody(request, (spec) => this.#clearFaults(new URLSearchParams(spec))),
    'GET /sandbox/settings': () => jsonReply(200, this.settings.describe()),
    'POST /sandbox/settings': (request) => withBody(request, (changes) => this.#changeSettings(changes)),
    'GET /sandbox/clock': () => jsonReply(200, this.#clockState()),
    'POST /sandbox/clock': (request) => withBody(request, (change) => this.#moveClock(change)),
    'POST /sandbox/sessions/clear': () => this.#clearSessions(),
    'POST /sandbox/identity/rotate': () => jsonReply(200, { kid: this.identity.rotate() }),
  };

  // ?since=SEQ&service=&kind=&count=N&wait_ms=N&limit=N
  async #readLedger({ url, signal }) {
    const query = url.searchParams;
    const numbers = { since: 0, wait_ms: 0, count: 1, limit: 1000 };
    for (const name of Object.keys(numbers)) {
      if (query.has(name) && !/^\d{1,15}$/.test(query.get(name))) return problem(400, `${name} must be a whole number`);
      if (query.has(name)) numbers[name] = Number(query.get(name));
    }
    const match = (entry) => ['service', 'kind'].every((name) => !query.get(name) || entry[name] === query.get(name));
    const limit = Math.min(numbers.limit, MAX_LIMIT);
    const entries = await this.ledger.waitFor(
      { since: numbers.since, limit, match },
      {
        count: numbers.wait_ms ? Math.min(numbers.count, limit) : 0,
        waitMs: Math.min(numbers.wait_ms, MAX_WAIT_MS),
        signal,
      },
    );
    return jsonReply(200, { entries, last_seq: this.ledger.lastSeq });
  }

  #state() {
    return {
      addresses: this.addresses,
      agent: this.agentSource.describe(),
      sessions: this.sessions.size,
      clock: this.#clockState(),
      last_seq: this.ledger.lastSeq,
      geocoding_calls: Object.fromEntries(this.geocoding.counters),
      faults: this.faults.list(),
      settings: this.settings.describe(),
    };
  }

  #setFault(spec) {
    const result = this.faults.set(spec);
    return result.problems ? jsonReply(400, { problems: result.problems }) : jsonReply(201, result.fault);
  }

  // All of them, or only those of ?service= or ?id=.
  #clearFaults(query) {
    const matches = (fault) =>
      (!query.get('service') || fault.service === query.get('service')) &&
      (!query.get('id') || fault.id === Number(query.get('id')));
    return jsonReply(200, { cleared: this.faults.clear(matches) });
  }

  #changeSettings(changes) {
    const problems = this.settings.apply(changes);
    if (problems.length) return jsonReply(400, { problems });
    this.ledger.append('sandbox', 'settings.changed', { settings: this.settings.describe() });
    return jsonReply(200, this.settings.describe());
  }

  #moveClock({ advance_ms: advance, offset_ms: offset }) {
    const given = [advance, offset].filter((value) => value !== undefined);
    if (given.length !== 1 || !Number.isFinite(given[0]))
      return problem(400, 'give either advance_ms or offset_ms, a number');
    if (advance !== undefined) this.clock.advance(advance);
    else this.clock.setOffset(offset);
    this.ledger.append('sandbox', 'clock.changed', this.#clockState());
    return jsonReply(200, this.#clockState());
  }

  #clockState() {
    return { now: new Date(this.clock.now()).toISOString(), offset_ms: this.clock.offset };
  }

  #clearSessions() {
    const cleared = this.sessions.size;
    this.sessions.clear();
    return jsonReply(200, { cleared });
  }

  async #mail(id, raw) {
    const [entry] = await this.ledger.read({
      match: (candidate) => candidate.kind === 'mail' && candidate.id === id,
      limit: 1,
    });
    if (!entry) return problem(404, 'There is no such mail.');
    if (!raw) return jsonReply(200, entry);
    const headers = { 'content-type': 'message/rfc822', 'content-disposition': `attachment; filename="${id}.eml"` };
    return { status: 200, headers, body: Buffer.from(entry.raw_base64, 'base64') };
  }
}

function problem(status, message) {
  return jsonReply(status, { error: message });
}

// JSON for programs; a form of the page for people, who are sent back to the page.
async function withBody({ headers, body }, act) {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  let value;
  try {
    value = isForm ? formValues(body) : JSON.parse(body.toString('utf8') || '{}');
  } catch (error) {
    return problem(400, `The body is not JSON: ${error.message}`);
  }
  const reply = act(value ?? {});
  return isForm && reply.status < 400 ? { status: 303, headers: { location: '/sandbox/' }, body: '' } : reply;
}

function formValues(body) {
  const given = [...new URLSearchParams(body.toString('utf8'))].filter(([, value]) => value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]));
}

// A page of another site must not steer the sandbox through somebody's browser.
function comesFromElsewhere({ headers }) {
  const { origin } = headers;
  return origin !== undefined && origin.replace(/^https?:\/\//, '') !== headers.host;
}
