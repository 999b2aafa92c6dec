// Puts the services together and starts them.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Clock } from './clock.mjs';
import { ControlService } from './control.mjs';
import { AgentSource } from './dialogflow/agent_source.mjs';
import { CxService } from './dialogflow/cx_detect_intent.mjs';
import { AgentCopy } from './dialogflow/agent_copy.mjs';
import { SessionStore } from './dialogflow/contexts.mjs';
import { DesignService, isDesignCall } from './dialogflow/design.mjs';
import { DialogflowService } from './dialogflow/detect_intent.mjs';
import { WebhookClient } from './dialogflow/webhook_client.mjs';
import { FaultRegistry } from './faults.mjs';
import { GeocodingService } from './geocoding.mjs';
import { createHttpServer } from './http_server.mjs';
import { IdentityService } from './identity.mjs';
import { Ledger } from './ledger.mjs';
import { createLog } from './log.mjs';
import { OAuthService } from './oauth.mjs';
import { parseAddress, readSecret } from './options.mjs';
import { Page } from './page.mjs';
import { LegacyPlacesService } from './places_legacy.mjs';
import { readPlaces } from './places_catalog.mjs';
import { NewPlacesService } from './places_new.mjs';
import { MinuteQuota } from './quota.mjs';
import { Settings } from './settings.mjs';
import { createSmtpServer } from './smtp_server.mjs';

const PLACES_FILE = fileURLToPath(new URL('data/geocoding.json', import.meta.url));

// Starts everything; resolves to {ready, stop()} once both listeners accept. Throws when a file or address cannot be
// used.
export async function startSandbox(options) {
  const log = createLog(options['log-level']);
  const clock = new Clock();
  const account = readAccount(options);
  const settings = readSettings(options, account);
  const ledger = await Ledger.open(options.ledger);
  const faults = new FaultRegistry((kind, fault) => ledger.append('sandbox', kind, { fault }));
  const services = [];
  const http = createHttpServer({ services, faults, ledger, log });
  const mail = createSmtpServer({ settings: settings.smtp, secureContext: readSecureContext(options), faults, ledger, log });
  const addresses = { http: await listen(http, options.listen), smtp: await listen(mail.server, options.smtp) };
  const base = options['base-url'] ?? `http://${addresses.http}`;
  const parts = createParts({ options, account, settings, clock, ledger, faults, addresses, base, log });
  services.push(...parts.services);
  ledger.append('sandbox', 'started', { ...addresses, agent: parts.agentSource.describe().intents });
  const stop = async () => {
    for (const server of [http, mail.server]) server.close();
    http.closeAllConnections();
    mail.destroySockets();
    parts.webhook.close();
    parts.copy.remove();
    await ledger.sync();
    ledger.close();
  };
  return { ready: readyLine(addresses, base), stop };
}

function createParts({ options, account, settings, clock, ledger, faults, addresses, base, log }) {
  const agentSource = new AgentSource(options.agent, (details) => {
    ledger.append('sandbox', 'agent.reloaded', details);
    if (!details.ok) log.error('agent_not_reloaded', { error: details.error });
  });
  const oauth = new OAuthService({ account, audience: `${base}/oauth/token`, clock, ledger });
  const identity = new IdentityService({ issuer: options['identity-issuer'], email: options['identity-email'], clock });
  const sessions = new SessionStore(clock);
  const webhook = new WebhookClient({ settings: settings.webhook, faults, ledger, identity });
  const agent = {
    agentSource,
    sessions,
    oauth,
    webhook,
    quota: new MinuteQuota(clock),
    settings: settings.dialogflow,
    ledger,
  };
  const dialogflow = new DialogflowService(agent);
  const copy = new AgentCopy(agentSource);
  const design = new DesignService({ copy, oauth, settings: settings.dialogflow, ledger });
  const maps = {
    keys: settings.mapsKeys,
    settings: settings.geocoding,
    places: readPlaces(options.places ?? PLACES_FILE),
    quota: new MinuteQuota(clock),
    ledger,
  };
  const geocoding = new GeocodingService(maps);
  const page = new Page({ ledger, faults, addresses });
  const control = new ControlService({
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
  return {
    agentSource,
    copy,
    webhook,
    services: [
      {
        ...named('dialogflow', '/v2/', dialogflow),
        handle: (request) => (isDesignCall(request.url) ? design : dialogflow).handle(request),
      },
      named('dialogflow', '/v3/', new CxService(agent)),
      named('oauth', '/oauth/', oauth),
      named('places', '/maps/api/place/', new LegacyPlacesService(maps)),
      named('places', '/v1/places', new NewPlacesService(maps)),
      named('geocoding', '/maps/api/', geocoding),
      named('identity', '/identity/', identity),
      { prefix: '/sandbox/', handle: (request) => control.handle(request) },
    ],
  };
}

function named(name, prefix, service) {
  return {
    name,
    prefix,
    handle: (request) => service.handle(request),
    statusReply: (fault) => service.statusReply(fault),
  };
}

function readyLine(addresses, base) {
  return {
    ready: true,
    pid: process.pid,
    ...addresses,
    base_url: base,
    token_uri: `${base}/oauth/token`,
    identity_keys: `${base}/identity/certs`,
    page: `${base}/sandbox/`,
  };
}

// {email, publicKey, keyId?, project?} of the service account, or null when none is configured.
function readAccount(options) {
  if (options['service-account']) {
    const file = JSON.parse(readFileSync(options['service-account'], 'utf8'));
    return {
      email: file.client_email,
      keyId: file.private_key_id,
      project: file.project_id,
      publicKey: createPublicKey(createPrivateKey(file.private_key)),
    };
  }
  if (!options['service-account-public-key']) return null;
  return {
    email: options['service-account-email'],
    publicKey: createPublicKey(readFileSync(options['service-account-public-key'])),
  };
}

function readSettings(options, account) {
  const password = readSecret(options['webhook-password-file']);
  const headerToken = readSecret(options['webhook-header-token-file']);
  const given = [password !== undefined && 'basic', headerToken !== undefined && 'header'].filter(Boolean);
  const auth = options['webhook-auth']?.split(',').filter((mode) => mode !== 'none') ?? given;
  if (auth.includes('basic') && password === undefined)
    throw new Error('--webhook-auth basic needs --webhook-password-file');
  if (auth.includes('header') && headerToken === undefined)
    throw new Error('--webhook-auth header needs --webhook-header-token-file');
  const mapsKey = readSecret(options['maps-key-file']);
  const recordText = options['record-text'] === true;
  return new Settings({
    dialogflow: {
      project: options.project ?? account?.project ?? 'passport-hub',
      location: options.location,
      environments: options.environment,
      cxAgent: options['cx-agent'],
      quotaPerMinute: options['dialogflow-quota-per-minute'],
      recordText,
    },
    webhook: {
      url: options.webhook,
      timeoutMs: options['webhook-timeout-ms'],
      auth,
      user: options['webhook-user'],
      password,
      headerName: options['webhook-header-name'],
      headerToken,
      duplicate: false,
    },
    geocoding: { quotaPerMinute: options['maps-quota-per-minute'], recordText },
    smtp: { maxBytes: options['smtp-max-bytes'], maxRecipients: options['smtp-max-recipients'] },
    mapsKeys: new Map(mapsKey === undefined ? [] : [[mapsKey, { label: 'primary', state: 'ok' }]]),
  });
}

// What STARTTLS is done with; undefined when it is not offered.
function readSecureContext(options) {
  if (options['smtp-certificate'] === undefined) return undefined;
  return createSecureContext({ cert: readSecret(options['smtp-certificate']), key: readSecret(options['smtp-key']) });
}

// Listens and resolves to "host:port" as it really is.
function listen(server, address) {
  const { host, port } = parseAddress(address);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const actual = server.address();
      resolve(`${actual.family === 'IPv6' ? `[${actual.address}]` : actual.address}:${actual.port}`);
    });
  });
}
