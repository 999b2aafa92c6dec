// Chance that can be repeated: PASSPORT_HUB_FAULTS_SEED=N chooses what an earlier run printed.
export class Seed {
    constructor(title, value = process.env.PASSPORT_HUB_FAULTS_SEED) {
        this.value = Number(value ?? Math.floor(Math.random() * 0xffffffff));
        this.#state = this.value >>> 0;
        console.log(`${title}: seed ${this.value}; again with PASSPORT_HUB_FAULTS_SEED=${this.value} node --test tests/faults`);
    }

    #state;

    // From 0 up to 1 (mulberry32).
    next() {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = this.#state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
    }

    // A whole number from `from` to `to`, both included.
    whole(from, to) {
        return from + Math.floor(this.next() * (to - from + 1));
    }

    shuffle(list) {
        const mixed = [...list];
        for (let last = mixed.length - 1; last > 0; --last) {
            const other = this.whole(0, last);
            [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
        }
        return mixed;
    }

    pick(list) {
        return list[this.whole(0, list.length - 1)];
    }
}
