// Sessions and their contexts: lifespans in turns, expiry in minutes, all under the sandbox's clock.
const CONTEXT_MINUTES = 20;
const SESSION_MINUTES = 30;
const MINUTE = 60_000;

export class SessionStore {
  #sessions = new Map();

  constructor(clock) {
    this.clock = clock;
  }

  get size() {
    return this.#sessions.size;
  }

  // The session, fresh when it is unknown or was left alone for 30 minutes. Sessions stay ordered by their last use.
  open(key) {
    this.#dropEnded();
    const session = this.#sessions.get(key) ?? new Session(this.clock);
    session.lastUsed = this.clock.now();
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    session.contexts.dropExpired();
    return session;
  }

  clear() {
    this.#sessions.clear();
  }

  #dropEnded() {
    const limit = this.clock.now() - SESSION_MINUTES * MINUTE;
    for (const [key, session] of this.#sessions) {
      if (session.lastUsed > limit) return;
      this.#sessions.delete(key);
    }
  }
}

class Session {
  constructor(clock) {
    this.contexts = new ContextSet(clock);
    this.entityTypes = new Map();
    this.dialog = null;
    this.misses = 0;
  }
}

// Active contexts by lower-case id. A lifespan is the number of further turns.
export class ContextSet {
  #active = new Map();

  constructor(clock) {
    this.clock = clock;
  }

  has(id) {
    return this.#active.has(id);
  }

  get(id) {
    return this.#active.get(id);
  }

  clear() {
    this.#active.clear();
  }

  // Activates or replaces; a lifespan of 0 removes.
  set(id, lifespan, parameters) {
    if (lifespan <= 0) this.#active.delete(id);
    else this.#active.set(id, { lifespan, parameters, touched: this.clock.now() });
  }

  // Activates, keeping parameters that an earlier turn left in the same context and this one does not name.
  merge(id, lifespan, parameters) {
    this.set(id, lifespan, { ...this.#active.get(id)?.parameters, ...parameters });
  }

  // The end of a turn: every lifespan is one less.
  age() {
    for (const [id, context] of this.#active) {
      context.lifespan -= 1;
      if (context.lifespan <= 0) this.#active.delete(id);
    }
  }

  // A matched turn keeps contexts from expiring.
  touch() {
    for (const context of this.#active.values()) context.touched = this.clock.now();
  }

  dropExpired() {
    const limit = this.clock.now() - CONTEXT_MINUTES * MINUTE;
    for (const [id, context] of this.#active) if (context.touched <= limit) this.#active.delete(id);
  }

  ids() {
    return [...this.#active.keys()];
  }

  // In the wire's shape, with full names.
  list(session) {
    return [...this.#active].map(([id, { lifespan, parameters }]) => ({
      name: `${session}/contexts/${id}`,
      lifespanCount: lifespan,
      parameters,
    }));
  }
}
