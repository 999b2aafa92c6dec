// A clock that tests can move, so that expiry rules need no waiting. Times are milliseconds since the epoch.
export class Clock {
  #offset = 0;

  now() {
    return Date.now() + this.#offset;
  }

  seconds() {
    return Math.floor(this.now() / 1000);
  }

  get offset() {
    return this.#offset;
  }

  advance(milliseconds) {
    this.#offset += milliseconds;
  }

  setOffset(milliseconds) {
    this.#offset = milliseconds;
  }
}
