// What the texts of the contract say of other operations: those that they name are there, and what is for owners leads
// owners on, not members.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { operationsContract, operationsOf, publicContract } from './statuses.mjs';

const contracts = { 'openapi.json': publicContract(), 'operations_openapi.json': operationsContract() };

// Every text for people below a place, with where it stands.
function textsIn(value, place = '') {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, each]) =>
        (['description', 'summary'].includes(name) && typeof each === 'string' ? [{ place, text: each }] : textsIn(each, `${place}/${name}`)));
}

// Names of operations begin small and have a capital letter inside; fields, headers and paths are written otherwise.
const namesIn = (text) => [...text.matchAll(/(?<![\w/-])[a-z]+(?:[A-Z][a-z0-9]*)+(?![\w-])/g)].map(([name]) => name);

for (const [file, contract] of Object.entries(contracts)) {
    const ids = new Set(operationsOf(contract).map(({ id }) => id));
    test(`every operation that a text of ${file} names is there`, () => {
        const named = textsIn(contract).flatMap(({ place, text }) => namesIn(text).map((name) => ({ place, name })));
        assert.deepEqual(named.filter(({ name }) => !ids.has(name)), []);
        if (file === 'openapi.json') assert.ok(named.length > 20, 'names are found in the texts');
    });
}

test('an operation for owners names none of those for members, nor the other way round', () => {
    const all = operationsOf(contracts['openapi.json']);
    const areaOf = (path) => /^\/api\/v1\/(users|owners)(?:\/|$)/.exec(path)?.[1];
    const areas = new Map(all.map(({ id, path }) => [id, areaOf(path)]));
    const wrong = all.flatMap(({ id, path, operation }) => namesIn(operation.description ?? '')
        .filter((name) => areaOf(path) && areas.get(name) && areas.get(name) !== areaOf(path)).map((name) => `${id} names ${name}`));
    assert.deepEqual(wrong, []);
});
