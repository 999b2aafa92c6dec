// The contract both ways: each operation lists the statuses that follow from who may ask for it, what it takes, its
// limits and its key, each of them with what comes along, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { expectedSecurity } from './security.mjs';
import { authority, expectedStatuses, isConditional, operationsContract, operationsOf, ownStatuses, publicContract, resolved } from './statuses.mjs';

const contracts = { 'openapi.json': publicContract(), 'operations_openapi.json': operationsContract() };
const table = authority();
const all = Object.entries(contracts).flatMap(([file, contract]) =>
    operationsOf(contract).map((entry) => ({ file, contract, ...entry })));
const headersOf = ({ contract, operation }, status) =>
    Object.keys(resolved(contract, operation.responses[status])?.headers ?? {});

test('each operation lists every status it can answer with, and no other but default', () => {
    const wrong = [];
    for (const entry of all) {
        const expected = expectedStatuses(entry, table);
        const listed = Object.keys(entry.operation.responses).filter((status) => status !== 'default');
        const isSuccess = (status) => String(status).startsWith('2');
        const missing = [...expected].filter((status) => !isSuccess(status) && !listed.includes(String(status)));
        const tooMany = listed.filter((status) => !isSuccess(status) && !expected.has(Number(status)));
        if (listed.filter(isSuccess).length !== 1) wrong.push(`${entry.id}: one success`);
        if (missing.length > 0) wrong.push(`${entry.id} lacks ${missing}`);
        if (tooMany.length > 0) wrong.push(`${entry.id} lists ${tooMany}, for which nothing speaks (tests/support/own_statuses.json?)`);
        if (entry.operation['x-message-type'] && !entry.operation.responses.default) wrong.push(`${entry.id} lacks default`);
    }
    assert.deepEqual(wrong, []);
});

test('what an operation refuses for reasons of its own is written of operations that there are', () => {
    const names = new Set(all.map(({ id }) => id));
    assert.deepEqual(Object.keys(ownStatuses).filter((name) => !names.has(name)), []);
});

test('errors are problem details, and those that pass say how long to wait', () => {
    const wrong = [];
    for (const entry of all.filter(({ operation }) => operation['x-message-type']))
        for (const [status, response] of Object.entries(entry.operation.responses)) {
            if (/^[23]/.test(status)) continue;
            const content = Object.keys(resolved(entry.contract, response).content);
            if (content.join() !== 'application/problem+json') wrong.push(`${entry.id} ${status}: ${content}`);
            if (['429', '503'].includes(status) && !headersOf(entry, status).includes('Retry-After'))
                wrong.push(`${entry.id} ${status}: no Retry-After`);
        }
    assert.deepEqual(wrong, []);
});

test('an operation with a rate limit says on every answer what is left of it, the others with 429 alone', () => {
    for (const entry of all)
        for (const status of Object.keys(entry.operation.responses)) {
            const fields = headersOf(entry, status).filter((name) => name.startsWith('RateLimit')).sort();
            const wanted = entry.operation['x-rate-limit'] || status === '429';
            assert.deepEqual(fields, wanted ? ['RateLimit', 'RateLimit-Policy'] : [], `${entry.id} ${status}`);
        }
});

test('what anybody may read says its ETag, whether it is sent or held, and nothing else has one', () => {
    assert.ok(all.filter(isConditional).length > 4);
    for (const entry of all)
        for (const status of Object.keys(entry.operation.responses)) {
            const wanted = isConditional(entry) && ['200', '304'].includes(status);
            assert.equal(headersOf(entry, status).includes('ETag'), wanted, `${entry.id} ${status}`);
        }
    for (const entry of all.filter(isConditional))
        assert.equal(resolved(entry.contract, entry.operation.responses[304]).content, undefined, entry.id);
});

test('what an account changes takes an Idempotency-Key, or is named here with what makes its repeat harmless', () => {
    const harmless = {
        'reads only': ['searchUsers', 'searchOwners'],
        'asks for the password of now, or ends the session it is asked in': [
            'changeOwnUserPassword', 'changeOwnUserMail', 'beginOwnUserSecondStep', 'endOwnUserSecondStep', 'leave',
            'changeOwnOwnerPassword', 'changeOwnOwnerMail', 'beginOwnOwnerSecondStep', 'endOwnOwnerSecondStep', 'leaveAsOwner',
            'logout', 'endOwnSessions'],
        'is about a ticket and a code that count once': ['confirmOwnUserAuthenticator', 'confirmOwnOwnerAuthenticator'],
    };
    const without = operationsOf(contracts['openapi.json']).filter(({ method, operation }) => method !== 'get'
        && ['needed', 'ends'].includes(operation['x-session']) && operation['x-idempotency-key'] !== 'optional');
    assert.deepEqual(without.map(({ id }) => id).sort(), Object.values(harmless).flat().sort());
});

test('an operation for somebody who is logged in says so', () => {
    for (const entry of all.filter(({ operation }) => ['needed', 'ends'].includes(operation['x-session']))) {
        const said = entry.operation.security ?? [];
        for (const wanted of expectedSecurity(entry, table))
            assert.ok(said.some((each) => JSON.stringify(each) === JSON.stringify(wanted)),
                `${entry.id}: ${JSON.stringify(wanted)} is not in ${JSON.stringify(said)}`);
    }
});

test('every operation of the public contract that becomes a message has a row in the expected authority', () => {
    const without = operationsOf(contracts['openapi.json'])
        .filter(({ id, operation }) => operation['x-message-type'] && !table.roles(id)).map(({ id }) => id);
    assert.deepEqual(without, []);
});
