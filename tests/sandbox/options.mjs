// The command line: one table that the parser, the help text and the README agree on.
import { readFileSync } from 'node:fs';
import { LOG_LEVELS } from './log.mjs';

export const OPTIONS = {
  listen: { value: 'HOST:PORT', default: '127.0.0.1:8090', help: 'HTTP address; port 0 takes a free one' },
  smtp: { value: 'HOST:PORT', default: '127.0.0.1:8025', help: 'SMTP address; port 0 takes a free one' },
  'base-url': {
    value: 'URL',
    help: 'how callers reach the HTTP address (default: http:// and the address); the token audience follows it',
  },
  ledger: { value: 'FILE', required: true, help: 'JSON lines file that everything accepted is appended to' },
  agent: { value: 'DIR', required: true, help: 'agent export to run (read again when a file changes)' },
  project: { value: 'ID', help: 'Google project (default: from the service account, else passport-hub)' },
  location: { value: 'REGION', default: 'global', help: 'region of the agent' },
  'cx-agent': {
    value: 'ID',
    default: '00000000-1111-4222-8333-444444444444',
    help: 'id under which the same export is a CX agent',
  },
  environment: { value: 'NAME', many: true, help: 'an environment besides draft; may be repeated' },
  'service-account': { value: 'FILE', help: 'JSON key file whose key signs token requests' },
  'service-account-public-key': { value: 'FILE', help: 'PEM public key, instead of the key file' },
  'service-account-email': {
    value: 'ADDRESS',
    default: 'hub@passport-hub.iam.gserviceaccount.com',
    help: 'account name that goes with the public key',
  },
  webhook: { value: 'URL', help: 'webhook of the agent; without it none is called' },
  'webhook-auth': {
    value: 'LIST',
    help: 'comma list of basic, header, identity or none (default: those whose secret is given)',
  },
  'webhook-user': { value: 'NAME', default: 'dialogflow', help: 'Basic user' },
  'webhook-password-file': { value: 'FILE', help: 'Basic password' },
  'webhook-header-name': { value: 'NAME', default: 'x-passport-hub-token', help: 'fixed header' },
  'webhook-header-token-file': { value: 'FILE', help: "fixed header's value" },
  'webhook-timeout-ms': { value: 'N', default: 5000, help: 'limit for the whole webhook call' },
  'identity-issuer': { value: 'URL', default: 'https://accounts.google.com', help: 'iss of identity tokens' },
  'identity-email': {
    value: 'ADDRESS',
    default: 'service-000000000000@gcp-sa-dialogflow.iam.gserviceaccount.com',
    help: 'email of identity tokens',
  },
  'dialogflow-quota-per-minute': {
    value: 'N',
    default: 0,
    help: 'detectIntent calls per minute; 0 = no limit (Google: 600)',
  },
  'maps-key-file': { value: 'FILE', help: 'the API key that works' },
  'maps-quota-per-minute': { value: 'N', default: 0, help: 'geocoding calls per minute; 0 = no limit (Google: 3000)' },
  places: { value: 'FILE', help: 'places that geocoding knows (default: data/geocoding.json beside this program)' },
  'smtp-max-bytes': { value: 'N', default: 10485760, help: 'largest mail' },
  'smtp-max-recipients': { value: 'N', default: 100, help: 'recipients per mail' },
  'smtp-certificate': { value: 'FILE', help: 'PEM certificate: STARTTLS is offered (with --smtp-key)' },
  'smtp-key': { value: 'FILE', help: 'PEM key of that certificate' },
  'record-text': { flag: true, help: 'put query texts, sessions and addresses into the ledger' },
  'log-level': { value: LOG_LEVELS.join('|'), default: 'warn', help: 'operator log on standard error' },
  help: { flag: true, help: 'show this' },
};

// Returns {options} by name, or {problems: [text]} with everything that is wrong.
export function parseOptions(args) {
  const options = {};
  const problems = [];
  const rest = args.flatMap((arg) =>
    /^--[^=]+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  );
  while (rest.length) {
    const name = rest.shift().replace(/^--/, '');
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (!option) problems.push(`--${name}: there is no such option`);
    else if (option.flag) options[name] = true;
    else if (!rest.length) problems.push(`--${name}: a value is missing (${option.value})`);
    else store(options, name, option, rest.shift(), problems);
  }
  if (!options.help) checkRequired(options, problems);
  return problems.length ? { problems } : { options: withDefaults(options) };
}

export function helpText() {
  const lines = Object.entries(OPTIONS).map(([name, { value = '', help, default: preset, required }]) => {
    const left = `  --${name} ${value}`.padEnd(42);
    return `${left} ${help}${required ? ' (required)' : ''}${preset === undefined ? '' : ` [${preset}]`}`;
  });
  return [
    'Usage: node tests/sandbox/main.mjs --ledger FILE --agent DIR [options]',
    '',
    'Stand-in for OAuth, Dialogflow ES and CX, Google Maps and an SMTP server. Prints one JSON line with its addresses when it is ready.',
    'SIGTERM ends it. Secrets are read from files only.',
    '',
    ...lines,
    '',
  ].join('\n');
}

// {host, port} of "127.0.0.1:8090" or "[::1]:8090"; null when it is neither.
export function parseAddress(text) {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  return match && Number(match[3]) <= 65535 ? { host: match[1] ?? match[2], port: Number(match[3]) } : null;
}

// A secret file's content without its trailing newline; undefined when no file is named.
export function readSecret(file) {
  return file === undefined ? undefined : readFileSync(file, 'utf8').replace(/\r?\n$/, '');
}

function store(options, name, option, value, problems) {
  if (typeof option.default === 'number') {
    if (!/^\d+$/.test(value)) problems.push(`--${name}: must be a whole number`);
    options[name] = Number(value);
  } else if (option.many) {
    options[name] = [...(options[name] ?? []), value];
  } else {
    options[name] = value;
  }
}

function checkRequired(options, problems) {
  for (const [name, option] of Object.entries(OPTIONS))
    if (option.required && options[name] === undefined) problems.push(`--${name} is needed`);
  for (const name of ['listen', 'smtp'])
    if (options[name] && !parseAddress(options[name])) problems.push(`--${name}: must be HOST:PORT`);
  if ((options['smtp-certificate'] === undefined) !== (options['smtp-key'] === undefined))
    problems.push('--smtp-certificate and --smtp-key go together');
  if (options['log-level'] && !LOG_LEVELS.includes(options['log-level']))
    problems.push(`--log-level: must be one of ${LOG_LEVELS.join(', ')}`);
  for (const mode of options['webhook-auth']?.split(',') ?? []) {
    if (!['basic', 'header', 'identity', 'none'].includes(mode))
      problems.push(`--webhook-auth: ${mode} is not basic, header, identity or none`);
  }
}

function withDefaults(options) {
  const defaults = Object.entries(OPTIONS)
    .filter(([, option]) => option.default !== undefined)
    .map(([name, option]) => [name, option.default]);
  return { environment: [], ...Object.fromEntries(defaults), ...options };
}
