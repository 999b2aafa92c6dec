// Whoever reads a contract sees an example of everything that is sent and answered, and each is one that fits.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fits } from '../../support/schema_check.mjs';
import { operationsContract, operationsOf, publicContract, resolved } from './statuses.mjs';

const contracts = { 'openapi.json': publicContract(), 'operations_openapi.json': operationsContract() };

// What stands beside a schema counts, else the schema's own.
const exampleOf = (contract, given) => given.example ?? resolved(contract, given.schema)?.example;

// Every place of an operation that has a schema, with its name, its example and, of an answer, its status.
function placesOf(contract, { id, operation }) {
    const place = (what, given, status) => ({ what: `${id}, ${what}`, given, status, example: exampleOf(contract, given) });
    const parameters = (operation.parameters ?? []).map((each) => place(`parameter ${each.name}`, each));
    const bodies = Object.values(operation.requestBody?.content ?? {}).map((given) => place('body', given));
    const answers = Object.entries(operation.responses).flatMap(([status, response]) =>
        Object.values(resolved(contract, response).content ?? {}).map((given) => place(status, given, status)));
    return [...parameters, ...bodies, ...answers].filter(({ given }) => given.schema);
}

for (const [file, contract] of Object.entries(contracts)) {
    const places = operationsOf(contract).flatMap((entry) => placesOf(contract, entry));

    test(`every parameter, every body and every answer of ${file} has an example`, () => {
        assert.ok(places.length > 40, 'places are found');
        assert.deepEqual(places.filter(({ example }) => example === undefined).map(({ what }) => what), []);
    });

    test(`every example of ${file} fits its schema`, () => {
        const wrong = places.filter(({ given, example }) => !fits(contract, given.schema, example)).map(({ what }) => what);
        const schemas = Object.entries(contract.components.schemas)
            .filter(([, schema]) => schema.example !== undefined && !fits(contract, schema, schema.example)).map(([name]) => name);
        assert.deepEqual([...wrong, ...schemas], []);
    });

    test(`every refusal of ${file} shows a problem of its own status`, () => {
        const wrong = places.filter(({ given, status, example }) => given.schema.$ref === '#/components/schemas/Problem'
            && example.status !== (status === 'default' ? 500 : Number(status)));
        assert.deepEqual(wrong.map(({ what }) => what), []);
    });

    test(`the header fields of ${file} have examples that fit`, () => {
        const answers = operationsOf(contract).flatMap(({ operation }) => Object.values(operation.responses));
        const headers = answers.flatMap((each) => Object.entries(resolved(contract, each).headers ?? {}))
            .map(([name, header]) => [name, resolved(contract, header)]);
        assert.ok(headers.length > 0);
        assert.deepEqual(headers.filter(([, header]) => !fits(contract, header.schema, header.example ?? null)).map(([name]) => name), []);
    });
}
