// The first few of each kind of miss, for whoever looks for the reason.
const MOST_OF_A_KIND = 300;

export class Samples {
  #kinds = new Map();

  add(kind, sample) {
    const samples = this.#kinds.get(kind) ?? [];
    if (samples.length < MOST_OF_A_KIND) samples.push(sample);
    this.#kinds.set(kind, samples);
  }

  of(kind) {
    return this.#kinds.get(kind) ?? [];
  }

  toJSON() {
    return Object.fromEntries(this.#kinds);
  }
}
