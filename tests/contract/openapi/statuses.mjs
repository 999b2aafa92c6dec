// Which statuses an operation can answer with: from who may ask for it, what it takes, its limits and its key; never
// from the statuses that the contract lists. What an operation refuses for reasons of its own (a link that was used) is
// written by hand in tests/support/own_statuses.json.
import { readFileSync } from 'node:fs';

export const sourceDirectory = new URL('../../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, sourceDirectory), 'utf8'));

export const publicContract = () => read('config/openapi.json');
export const operationsContract = () => read('config/operations_openapi.json');

export function operationsOf(contract) {
    return Object.entries(contract.paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ path, method, operation, id: operation.operationId })));
}

// Who may ask, by operationId; "operations" are asked by whoever reaches their listener.
export function authority() {
    const { groups, operations } = read('tests/support/authority_matrix.json');
    const roles = (id) => operations[id]?.roles.flatMap((name) => groups[name] ?? [name]);
    const mayBeMissing = (id, path) => operations[id] ? operations[id].objects?.absent === 404 : path.includes('{');
    return { roles, mayBeMissing, accounts: [...groups.accounts, 'system'] };
}

// What anybody may read has an ETag and is not sent again to whoever holds it.
export const isConditional = ({ method, operation }) =>
    method === 'get' && Boolean(operation['x-message-type']) && !operation['x-session'];

export const ownStatuses = read('tests/support/own_statuses.json').operations;

export function expectedStatuses(entry, { roles, mayBeMissing, accounts } = authority()) {
    const { path, method, operation, id } = entry;
    const own = ownStatuses[id] ?? [];
    if (!operation['x-message-type']) return new Set([200, ...own]);
    const session = operation['x-session'];
    const changes = method !== 'get';
    const keyed = ['required', 'optional'].includes(operation['x-idempotency-key']);
    const may = roles(id) ?? ['visitor', ...accounts];
    const some = [
        [true, 400, 503, 504],                                         // checked; may be unavailable; has a time limit
        [isConditional(entry), 304],
        [!may.includes('visitor') || session === 'begins', 401],       // somebody, or the right password
        [accounts.some((role) => !may.includes(role)), 403],           // not whoever is logged in
        [changes && (session || keyed), 403],                          // not from another site, not without its proof
        [mayBeMissing(id, path), 404],
        [keyed, 409, 422],
        [changes, 413],
        [operation.requestBody, 415],
        [operation['x-rate-limit'], 429],
        [changes && ['source', 'begins'].includes(session), 429],      // tries are counted
    ];
    return new Set([...own, ...some.filter(([holds]) => holds).flatMap(([, ...statuses]) => statuses)]);
}

export const resolved = (contract, value) =>
    value?.$ref ? value.$ref.slice(2).split('/').reduce((at, name) => at[name], contract) : value;
