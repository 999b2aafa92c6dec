// Requests with any bytes, over connections that are kept. Sources change, so that limits by address do not get in the
// way: loopback has sixteen million of them.
import http from 'node:http';

export class RawClient {
    #agents = [];
    #next = 0;
    #url;

    constructor(url, { sources = 64 } = {}) {
        this.#url = new URL(url);
        for (let number = 0; number < sources; ++number)
            this.#agents.push(new http.Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.${1 + (number >> 8)}.${1 + (number & 255)}` }));
    }

    // {status, headers, text}; rejects when the connection ends without an answer.
    ask(method, target, headers = {}, body = undefined) {
        const bytes = body === undefined ? undefined : Buffer.from(body);
        const agent = this.#agents[this.#next++ % this.#agents.length];
        const length = bytes && { 'Content-Length': bytes.length };
        return new Promise((resolve, reject) => {
            const request = http.request({ agent, hostname: this.#url.hostname, port: this.#url.port, method, path: target, headers: { ...headers, ...length } }, (answer) => {
                const chunks = [];
                answer.on('data', (chunk) => chunks.push(chunk));
                answer.on('error', reject);
                answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8') }));
            });
            request.on('error', reject);
            request.end(bytes);
        });
    }

    close() { for (const agent of this.#agents) agent.destroy(); }
}
