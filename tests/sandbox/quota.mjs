// A quota per clock minute.
export class MinuteQuota {
  #minute = -1;
  #used = 0;

  constructor(clock) {
    this.clock = clock;
  }

  // Counts one call. False when `limit` calls were made in this minute already; a limit of 0 means none.
  take(limit) {
    const minute = Math.floor(this.clock.now() / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#used] = [minute, 0];
    this.#used += 1;
    return limit === 0 || this.#used <= limit;
  }
}
