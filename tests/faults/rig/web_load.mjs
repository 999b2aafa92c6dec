// Clients of the public listener: so many requests a second for as long as it runs, half of them on connections that are
// kept, half on connections of their own. Every request that does not get its 200 is kept with its reason. A kept
// connection that is closed just as it is used again says nothing about the request, which is repeated as RFC 9112, 9.3.1
// has it: once, and counted. They are a thread of their own: a client that stands still, because the test has something else
// to do, is one that the hub may close its door to.
import { once } from 'node:events';
import http from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

class Clients {
    #timer;
    #open = new Set();
    #kept = new http.Agent({ keepAlive: true, maxSockets: 20 });
    asked = 0;
    repeated = 0;
    failed = [];  // {at, why}

    constructor(url, perSecond) {
        const started = performance.now();
        this.#timer = setInterval(() => {
            const due = Math.floor((performance.now() - started) * perSecond / 1000);
            while (this.asked < due) this.#ask(`${url}/api/v1/shops?limit=1`, ++this.asked % 2 === 0);
        }, 5);
    }

    #ask(url, kept) {
        const done = this.#try(url, kept).then(({ why, reused }) => {
            if (!why || !reused) return why;
            ++this.repeated;
            return this.#try(url, false).then((second) => second.why);
        }).then((why) => { if (why) this.failed.push({ at: Date.now(), why }); });
        this.#open.add(done);
        done.then(() => this.#open.delete(done));
    }

    #try(url, kept) {
        return new Promise((resolve) => {
            const request = http.get(url, { agent: kept ? this.#kept : false, timeout: 10_000 }, (answer) => {
                answer.on('error', (error) => resolve({ why: `answer cut: ${error.code}` })).resume();
                answer.on('end', () => resolve({ why: answer.statusCode === 200 ? '' : `status ${answer.statusCode}` }));
            });
            request.on('timeout', () => request.destroy(new Error('no answer in 10 s')));
            request.on('error', (error) => resolve({ why: error.code ?? error.message, reused: request.reusedSocket && error.code === 'ECONNRESET' }));
        });
    }

    async stop() {
        clearInterval(this.#timer);
        await Promise.all(this.#open);
        this.#kept.destroy();
    }
}

export class WebLoad {
    #thread;
    asked = 0;
    repeated = 0;
    failed = [];

    constructor(url, perSecond) {
        this.#thread = new Worker(new URL(import.meta.url), { workerData: { url, perSecond } });
    }

    async stop() {
        this.#thread.postMessage('stop');
        const [{ asked, repeated, failed }] = await once(this.#thread, 'message');
        Object.assign(this, { asked, repeated, failed });
    }
}

if (!isMainThread && workerData?.perSecond) {
    const clients = new Clients(workerData.url, workerData.perSecond);
    parentPort.once('message', async () => {
        await clients.stop();
        parentPort.postMessage({ asked: clients.asked, repeated: clients.repeated, failed: clients.failed });
    });
}
