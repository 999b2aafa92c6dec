// Right, too many, too few; and the rates made of them.
export class Counts {
  right = 0; // answered and meant
  extra = 0; // answered, not meant
  missed = 0; // meant, not answered

  add({ right = 0, extra = 0, missed = 0 }) {
    this.right += right;
    this.extra += extra;
    this.missed += missed;
    return this;
  }

  get precision() {
    return ratio(this.right, this.right + this.extra);
  }

  get recall() {
    return ratio(this.right, this.right + this.missed);
  }

  get f1() {
    return ratio(2 * this.right, 2 * this.right + this.extra + this.missed);
  }

  toJSON() {
    const { right, extra, missed, precision, recall, f1 } = this;
    return { right, extra, missed, precision, recall, f1 };
  }
}

// null when there is nothing to divide by: nothing was measured.
export function ratio(part, whole) {
  return whole === 0 ? null : part / whole;
}

// A table of counts by two names, e.g. what was meant and what was answered.
export class Crosstable {
  #cells = new Map();

  add(row, column) {
    const cells = this.#cells.get(row) ?? new Map();
    cells.set(column, (cells.get(column) ?? 0) + 1);
    this.#cells.set(row, cells);
  }

  at(row, column) {
    return this.#cells.get(row)?.get(column) ?? 0;
  }

  get rows() {
    return [...this.#cells.keys()].sort();
  }

  get columns() {
    return [...new Set([...this.#cells.values()].flatMap((cells) => [...cells.keys()]))].sort();
  }

  toJSON() {
    return Object.fromEntries([...this.#cells].map(([row, cells]) => [row, Object.fromEntries(cells)]));
  }
}
