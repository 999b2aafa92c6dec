// What can be changed while the sandbox runs. The services hold these objects and read them at each call.
import { KEY_STATE_NAMES } from './maps_keys.mjs';

const AUTH_MODES = ['basic', 'header', 'identity'];

export class Settings {
  constructor({ dialogflow, webhook, geocoding, smtp, mapsKeys }) {
    Object.assign(this, { dialogflow, webhook, geocoding, smtp, mapsKeys });
  }

  // Without secrets.
  describe() {
    const { url, auth, timeoutMs, duplicate } = this.webhook;
    return {
      dialogflow: { quota_per_minute: this.dialogflow.quotaPerMinute, record_text: this.dialogflow.recordText },
      webhook: { url, auth, timeout_ms: timeoutMs, duplicate },
      geocoding: { quota_per_minute: this.geocoding.quotaPerMinute, key_state: this.#primaryKey()?.state ?? null },
      smtp: { max_bytes: this.smtp.maxBytes, max_recipients: this.smtp.maxRecipients },
    };
  }

  // Applies a partial description; with any problem nothing changes. Returns [{field, message}].
  apply(changes) {
    const problems = [];
    const actions = [];
    for (const [section, members] of Object.entries(changes ?? {})) {
      for (const [name, value] of Object.entries(members ?? {})) {
        const field = `${section}.${name}`;
        const rule = Object.hasOwn(this.#rules, field) ? this.#rules[field] : undefined;
        const problem = rule ? rule.check(value) : 'is not a known setting';
        if (problem) problems.push({ field, message: problem });
        else actions.push(() => rule.set(value));
      }
    }
    if (!problems.length) actions.forEach((act) => act());
    return problems;
  }

  #rules = {
    'dialogflow.quota_per_minute': {
      check: wholeNumber,
      set: (value) => {
        this.dialogflow.quotaPerMinute = value;
      },
    },
    'dialogflow.record_text': {
      check: truth,
      set: (value) => {
        this.dialogflow.recordText = value;
        this.geocoding.recordText = value;
      },
    },
    'webhook.url': {
      check: webUrl,
      set: (value) => {
        this.webhook.url = value;
      },
    },
    'webhook.auth': {
      check: (value) => this.#checkAuth(value),
      set: (value) => {
        this.webhook.auth = value;
      },
    },
    'webhook.timeout_ms': {
      check: wholeNumber,
      set: (value) => {
        this.webhook.timeoutMs = value;
      },
    },
    'webhook.duplicate': {
      check: truth,
      set: (value) => {
        this.webhook.duplicate = value;
      },
    },
    'geocoding.quota_per_minute': {
      check: wholeNumber,
      set: (value) => {
        this.geocoding.quotaPerMinute = value;
      },
    },
    'geocoding.key_state': {
      check: (value) => this.#checkKeyState(value),
      set: (value) => {
        this.#primaryKey().state = value;
      },
    },
    'smtp.max_bytes': {
      check: wholeNumber,
      set: (value) => {
        this.smtp.maxBytes = value;
      },
    },
    'smtp.max_recipients': {
      check: wholeNumber,
      set: (value) => {
        this.smtp.maxRecipients = value;
      },
    },
  };

  #primaryKey() {
    return [...this.mapsKeys.values()].find(({ label }) => label === 'primary');
  }

  #checkKeyState(value) {
    if (!this.#primaryKey()) return 'needs --maps-key-file';
    return KEY_STATE_NAMES.includes(value) ? null : `must be one of ${KEY_STATE_NAMES.join(', ')}`;
  }

  #checkAuth(value) {
    if (!Array.isArray(value) || value.some((mode) => !AUTH_MODES.includes(mode)))
      return `must be a list of ${AUTH_MODES.join(', ')}`;
    if (value.includes('basic') && this.webhook.password === undefined) return 'basic needs --webhook-password-file';
    return value.includes('header') && this.webhook.headerToken === undefined
      ? 'header needs --webhook-header-token-file'
      : null;
  }
}

function wholeNumber(value) {
  return Number.isInteger(value) && value >= 0 ? null : 'must be a whole number, 0 or more';
}

function truth(value) {
  return typeof value === 'boolean' ? null : 'must be true or false';
}

function webUrl(value) {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol) ? null : 'must be an http or https URL';
  } catch {
    return 'must be an http or https URL';
  }
}
