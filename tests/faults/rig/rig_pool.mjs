// A few rigs side by side, each used by one test at a time; one that a failed test leaves in an unknown state is replaced.
export class RigPool {
    #free = [];
    #waiting = [];
    #all = new Set();
    #starting;
    #make;

    // `make` starts a rig; anything with stop() is one.
    constructor(make) {
        this.#make = make;
    }

    async start(count) {
        this.#starting = Promise.allSettled(Array.from({ length: count }, () => this.#fresh()));
        const starts = await this.#starting;
        const failed = starts.find(({ status }) => status === 'rejected');
        if (failed) throw failed.reason;
        for (const { value } of starts) this.#give(value);
    }

    async use(work) {
        const rig = this.#free.pop() ?? await new Promise((resolve) => this.#waiting.push(resolve));
        let next = rig;
        try {
            return await work(rig);
        } catch (error) {
            this.#all.delete(rig);
            await rig.stop();
            next = await this.#fresh();
            throw error;
        } finally {
            this.#give(next);
        }
    }

    // Also those that were still starting when another one failed: they would keep the tests' process from ending.
    async stop() {
        await this.#starting;
        await Promise.all([...this.#all].map((rig) => rig.stop()));
    }

    async #fresh() {
        const rig = await this.#make();
        this.#all.add(rig);
        return rig;
    }

    #give(rig) {
        const waiting = this.#waiting.shift();
        if (waiting) waiting(rig);
        else this.#free.push(rig);
    }
}
