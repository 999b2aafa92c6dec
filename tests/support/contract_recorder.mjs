// Holds every answer that a test gets from a hub's API beside the contract that the hub publishes: the status is one that
// the operation lists, with its media type, its headers and content that fits. What tests ask with fetch() is seen by
// itself; RunningHub asks for the findings when it stops.
import { fits, resolve } from './schema_check.mjs';

// Of the server itself, for all operations alike: the contract's "default".
const ofTheServer = new Set(['408', '414', '417', '431', '500', '501', '505']);

const pattern = (path) => new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+')}$`);

function operationOf(contract, method, path) {
    const paths = Object.entries(contract.paths);
    const found = paths.find(([each]) => each === path) ?? paths.find(([each]) => pattern(each).test(path));
    const operation = found?.[1][method === 'HEAD' ? 'get' : method.toLowerCase()];
    return operation?.['x-message-type'] ? operation : undefined;
}

// What of an answer the contract does not say; null when it says all of it. `text` may be missing (a HEAD).
export function undocumented(contract, { method, path, status, headers, text }) {
    const operation = operationOf(contract, method, path);
    if (!operation) return null;
    const said = operation.responses[status] ?? (ofTheServer.has(String(status)) ? operation.responses.default : undefined);
    const what = `${operation.operationId} answered ${status}`;
    if (!said) return `${what}, which the contract does not list`;
    const response = resolve(contract, said);
    for (const name of Object.keys(response.headers ?? {}))
        if (!headers.has(name) && (name !== 'Retry-After' || ['429', '503'].includes(String(status)))) return `${what} without ${name}`;
    const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
    if (!type || status === 304 || method === 'HEAD') return null;
    if (headers.get('content-type')?.split(';')[0] !== type) return `${what} as ${headers.get('content-type')}`;
    if (text === undefined) return null;
    let value;
    try { value = JSON.parse(text); } catch { return `${what} with what is no JSON`; }
    return fits(contract, media.schema, value) ? null : `${what} with what does not fit its schema: ${text.slice(0, 300)}`;
}

const recorders = new Set();
const originalFetch = globalThis.fetch;

async function recordedFetch(input, options) {
    const answer = await originalFetch(input, options);
    const url = new URL(input.url ?? input);
    for (const recorder of recorders)
        if (recorder.origin === url.origin) await recorder.record(options?.method ?? input.method ?? 'GET', url.pathname, answer);
    return answer;
}

export class ContractRecorder {
    #contract;
    #findings = new Set();
    refusals = [];  // what the API answered to requests that it refused

    constructor(origin, contract) {
        this.origin = origin;
        this.#contract = contract;
        globalThis.fetch = recordedFetch;
        recorders.add(this);
    }

    async record(method, path, answer) {
        if (!operationOf(this.#contract, method, path)) return;
        const text = method === 'HEAD' ? undefined : await answer.clone().text().catch(() => undefined);
        if (answer.status >= 400 && text) this.refusals.push(`${method} ${path} ${answer.status}: ${text}`);
        const found = undocumented(this.#contract, { method, path, status: answer.status, headers: answer.headers, text });
        if (found) this.#findings.add(found);
    }

    // Ends the recording; everything that the contract does not say.
    stop() {
        recorders.delete(this);
        return [...this.#findings];
    }
}
