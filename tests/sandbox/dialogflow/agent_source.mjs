// The agent export in use. It is loaded again when a file of it has changed; an export that cannot be used changes
// nothing.
import { exportFingerprint, loadAgent } from './export_loader.mjs';

export class AgentSource {
  #agent;
  #fingerprint;
  #error = null;

  // Throws when the first export cannot be used. onReload(details) hears of every later try.
  constructor(directory, onReload = () => {}) {
    this.directory = directory;
    this.onReload = onReload;
    this.#fingerprint = exportFingerprint(directory);
    this.#agent = loadAgent(directory);
  }

  current() {
    const fingerprint = exportFingerprint(this.directory);
    if (fingerprint !== this.#fingerprint) this.#reload(fingerprint);
    return this.#agent;
  }

  // Runs another export from now on. Throws, and changes nothing, when it cannot be used.
  use(directory) {
    this.#agent = loadAgent(directory);
    this.#fingerprint = exportFingerprint(directory);
    this.#error = null;
    this.directory = directory;
  }

  describe() {
    const { language, intents, entities, warnings } = this.#agent;
    return {
      directory: this.directory,
      language,
      intents: intents.length,
      entities: entities.size,
      warnings,
      error: this.#error,
    };
  }

  #reload(fingerprint) {
    this.#fingerprint = fingerprint;
    try {
      this.#agent = loadAgent(this.directory);
      this.#error = null;
    } catch (error) {
      this.#error = error.message;
    }
    this.onReload({ ok: this.#error === null, error: this.#error, intents: this.#agent.intents.length });
  }
}
