// A TCP proxy on loopback that can spoil what passes, switched while it runs. One for each link.
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const kNoFault = { latencyMs: 0, jitterMs: 0, blackHole: false, sliceBytes: 0, sliceMs: 0, limitBytes: Infinity, corruptEvery: 0, cutAt: null };

export class FaultProxy {
    #target;
    #server;
    #links = new Set();
    #faults = { toServer: { ...kNoFault }, toClient: { ...kNoFault } };
    #random;
    #parted = false;
    connections = 0;  // taken so far
    cuts = 0;         // made by cutAt so far

    // Passes everything to `target`, {host, port}. `random`: from 0 up to 1, for the jitter.
    static async start(target, random = Math.random) {
        const proxy = new FaultProxy();
        proxy.#target = target;
        proxy.#random = random;
        proxy.#server = createServer({ allowHalfOpen: true }, (client) => proxy.#accept(client));
        proxy.#server.listen(0, '127.0.0.1');
        await once(proxy.#server, 'listening');
        return proxy;
    }

    get port() {
        return this.#server.address().port;
    }

    get open() {
        return this.#links.size;
    }

    // Switches faults on, for what comes from now on, in "toServer", "toClient" or "both" directions:
    //   latencyMs, jitterMs   every piece waits so long, and up to jitterMs more; order is kept
    //   blackHole             nothing is passed and nothing is closed; what came meanwhile is kept for when it ends
    //   sliceBytes, sliceMs   pieces of so many bytes with a pause in between
    //   limitBytes            the connection is closed after so many more bytes
    //   corruptEvery          every n-th byte is another
    //   cutAt                 a function of a piece: where it answers with a number, so many bytes of it are still passed
    //                         and the connection is reset; null passes the piece
    set(direction, faults) {
        for (const name of Object.keys(faults)) if (!(name in kNoFault)) throw new Error(`no fault is called ${name}`);
        for (const each of direction === 'both' ? ['toServer', 'toClient'] : [direction]) {
            if (!this.#faults[each]) throw new Error(`no direction is called ${each}`);
            Object.assign(this.#faults[each], faults);
        }
        this.#wake();
    }

    // No faults any more; connections that a fault has not ended go on.
    clear() {
        this.set('both', kNoFault);
    }

    // Cuts the two sides apart as a dead network does once the server's keep-alive has noticed: the server sees every
    // connection end, the client hears nothing any more, on old connections and new ones. heal() resets the client's.
    partition() {
        this.#parted = true;
        for (const link of this.#links) link.part();
    }

    heal() {
        this.#parted = false;
        this.reset();
    }

    // Passes connections that are made from now on to another server.
    retarget(target) {
        this.#target = target;
    }

    // Resets every connection.
    reset() {
        for (const link of this.#links) link.end();
    }

    async stop() {
        this.reset();
        this.#server.close();
        await once(this.#server, 'close');
    }

    #accept(client) {
        ++this.connections;
        if (this.#parted) return this.#keepSilent(client);
        const server = connect({ ...this.#target, allowHalfOpen: true });
        const link = { wakers: new Set(), ended: false, endedDirections: 0 };
        link.end = () => {
            link.ended = true;
            client.resetAndDestroy();
            server.resetAndDestroy();
            this.#links.delete(link);
            for (const wake of link.wakers) wake();
        };
        link.part = () => {
            link.parted = true;
            server.resetAndDestroy();
            for (const wake of link.wakers) wake();
        };
        this.#links.add(link);
        for (const socket of [client, server]) {
            socket.setNoDelay(true);
            socket.on('error', () => link.parted || link.end());
        }
        this.#pass(link, client, server, this.#faults.toServer).catch(() => link.parted || link.end());
        this.#pass(link, server, client, this.#faults.toClient).catch(() => link.parted || link.end());
    }

    #keepSilent(client) {
        const link = { wakers: new Set(), part: () => {}, end: () => { client.resetAndDestroy(); this.#links.delete(link); } };
        this.#links.add(link);
        client.on('error', () => link.end());
    }

    #wake() {
        for (const link of this.#links) for (const wake of link.wakers) wake();
    }

    // One direction of one connection, piece by piece; an orderly end is passed on as one.
    async #pass(link, from, to, faults) {
        let passed = 0;
        for await (const piece of from.iterator({ destroyOnReturn: false })) {
            while (faults.blackHole && !link.ended) await new Promise((resolve) => link.wakers.add(resolve));
            if (link.ended || link.parted) return;
            if (faults.latencyMs > 0 || faults.jitterMs > 0) await delay(faults.latencyMs + faults.jitterMs * this.#random());
            const cut = faults.cutAt?.(piece) ?? null;
            const whole = cut === null ? piece : piece.subarray(0, cut);
            const left = whole.subarray(0, Math.min(whole.length, faults.limitBytes));
            faults.limitBytes -= left.length;
            const limited = left.length < whole.length || faults.limitBytes <= 0;
            for (const slice of slices(left, faults.sliceBytes)) {
                if (slice !== left && faults.sliceMs > 0) await delay(faults.sliceMs);
                await write(to, corrupted(slice, passed, faults.corruptEvery));
                passed += slice.length;
            }
            if (cut !== null) ++this.cuts;
            if (cut !== null || limited) return link.end();
        }
        if (link.parted) return;
        to.end();
        if (++link.endedDirections === 2) this.#links.delete(link);
    }
}

function* slices(piece, size) {
    if (size <= 0) return yield piece;
    for (let from = 0; from < piece.length; from += size) yield piece.subarray(from, from + size);
}

// Counted over the whole connection, so that slices do not matter.
function corrupted(piece, passed, every) {
    if (every <= 0) return piece;
    const copy = Buffer.from(piece);
    for (let index = 0; index < copy.length; ++index) if ((passed + index + 1) % every === 0) copy[index] ^= 0x55;
    return copy;
}

function write(socket, bytes) {
    if (bytes.length === 0) return undefined;
    return new Promise((resolve, reject) => socket.write(bytes, (error) => error ? reject(error) : resolve()));
}
