// Starts the sandbox as a process of its own on free ports, and talks to it.
import { spawn } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CHECKOUT } from './reference.mjs';

export const OWN_AGENT = join(CHECKOUT, 'config/dialogflow_agent');
export const PROJECT = 'passport-hub-test';
export const MAPS_KEY = 'maps-key-of-the-test';
const SCOPE = 'https://www.googleapis.com/auth/dialogflow';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export class Sandbox {
  #token = null;
  #clockOffset = 0;

  // extra: more command line options; agent: another export.
  static async start({ extra = [], agent = OWN_AGENT } = {}) {
    const sandbox = new Sandbox();
    sandbox.directory = mkdtempSync(join(tmpdir(), 'passport-hub-sandbox-'));
    sandbox.ledgerFile = join(sandbox.directory, 'ledger.jsonl');
    sandbox.#writeSecrets();
    await sandbox.run({ extra, agent });
    return sandbox;
  }

  // Runs the program with this object's files; after stopProcess() once more.
  async run({ extra = [], agent = OWN_AGENT } = {}) {
    const files = ['service-account', 'webhook-password-file', 'webhook-header-token-file', 'maps-key-file'];
    const args = [
      join(CHECKOUT, 'tests/sandbox/main.mjs'),
      '--listen',
      '127.0.0.1:0',
      '--smtp',
      '127.0.0.1:0',
      '--agent',
      agent,
      '--ledger',
      this.ledgerFile,
      ...files.flatMap((name) => [`--${name}`, join(this.directory, name)]),
      ...extra,
    ];
    this.process = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    process.once('exit', () => this.process.kill());
    this.exited = new Promise((resolve) => this.process.once('exit', (code, signal) => resolve({ code, signal })));
    const lines = createInterface({ input: this.process.stdout });
    const ready = new Promise((resolve) => lines.once('line', resolve));
    const first = await Promise.race([
      ready,
      this.exited.then(({ code }) => {
        throw new Error(`the sandbox ended with ${code}`);
      }),
    ]);
    Object.assign(this, JSON.parse(first));
    this.#token = null;
  }

  async stopProcess(signal = 'SIGTERM') {
    this.process.kill(signal);
    return this.exited;
  }

  async stop() {
    await this.stopProcess();
    rmSync(this.directory, { recursive: true });
  }

  // ---- control API

  async control(method, path, body) {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await fetch(`${this.base_url}/sandbox/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: reply.status, body: await reply.json() };
  }

  fault(spec) {
    return this.control('POST', 'faults', spec);
  }

  // Moves the sandbox's clock; tokens are asked for anew, under the new time.
  async moveClock(change) {
    this.#clockOffset = (await this.control('POST', 'clock', change)).body.offset_ms;
    this.#token = null;
  }

  async ledger(query = {}) {
    return (await this.control('GET', `ledger?${new URLSearchParams(query)}`)).body.entries;
  }

  ledgerLines() {
    return readFileSync(this.ledgerFile, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  // ---- OAuth and Dialogflow

  claims(changes = {}) {
    const now = Math.floor((Date.now() + this.#clockOffset) / 1000);
    return {
      iss: `hub@${PROJECT}.iam.gserviceaccount.com`,
      scope: SCOPE,
      aud: this.token_uri,
      iat: now,
      exp: now + 3600,
      ...changes,
    };
  }

  async requestToken({
    claims = this.claims(),
    header = { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
    key = privateKey,
    form = {},
  } = {}) {
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signJwt(header, claims, key),
      ...form,
    });
    const reply = await fetch(this.token_uri, { method: 'POST', body });
    return { status: reply.status, body: await reply.json() };
  }

  async token() {
    this.#token ??= (await this.requestToken()).body.access_token;
    return this.#token;
  }

  session(id = 'session-1', prefix = `projects/${PROJECT}/agent`) {
    return `${prefix}/sessions/${id}`;
  }

  async detect(request, { session = this.session(), token } = {}) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token ?? (await this.token())}` };
    const reply = await fetch(`${this.base_url}/v2/${session}:detectIntent`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
    });
    return { status: reply.status, headers: reply.headers, body: await reply.json() };
  }

  // The queryResult of a text in a session.
  async ask(text, { session, ...params } = {}) {
    const { status, body } = await this.detect(
      { queryInput: { text: { text, languageCode: 'ja' } }, queryParams: params },
      session ? { session } : {},
    );
    if (status !== 200) throw new Error(`detectIntent answered ${status}: ${JSON.stringify(body)}`);
    return { ...body.queryResult, webhookStatus: body.webhookStatus, responseId: body.responseId };
  }

  async geocode(query) {
    const reply = await fetch(
      `${this.base_url}/maps/api/geocode/json?${new URLSearchParams({ key: MAPS_KEY, language: 'ja', region: 'jp', ...query })}`,
    );
    return { status: reply.status, body: await reply.json() };
  }

  #writeSecrets() {
    const account = {
      type: 'service_account',
      project_id: PROJECT,
      private_key_id: 'key-1',
      client_email: `hub@${PROJECT}.iam.gserviceaccount.com`,
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: 'set by the sandbox',
    };
    const secrets = {
      'service-account': JSON.stringify(account),
      'webhook-password-file': 'webhook password\n',
      'webhook-header-token-file': 'header token\n',
      'maps-key-file': `${MAPS_KEY}\n`,
    };
    for (const [name, content] of Object.entries(secrets))
      writeFileSync(join(this.directory, name), content, { mode: 0o600 });
  }
}

function signJwt(header, claims, key) {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}
