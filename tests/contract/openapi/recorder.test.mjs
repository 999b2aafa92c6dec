// The recorder of the flow tests does find what the contract does not say.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { ContractRecorder, undocumented } from '../../support/contract_recorder.mjs';
import { publicContract } from './statuses.mjs';

const contract = publicContract();
const problem = JSON.stringify({ type: 'about:blank', title: 'a', status: 404, detail: 'b', code: 'c', trace_id: 'd' });
const json = { 'Content-Type': 'application/problem+json' };
const answer = (more) => ({ method: 'GET', path: '/api/v1/shops/7', status: 404, text: problem, ...more, headers: new Headers(more.headers ?? json) });

test('an answer as the contract says it is nothing to tell', () => {
    assert.equal(undocumented(contract, answer({})), null);
    assert.equal(undocumented(contract, answer({ path: '/nowhere' })), null, 'no operation');
    assert.equal(undocumented(contract, answer({ path: '/healthz', status: 418 })), null, 'answered by another part');
    assert.equal(undocumented(contract, answer({ status: 500 })), null, 'default');
    assert.equal(undocumented(contract, answer({ status: 304, headers: { ETag: '"a"' }, text: '' })), null, 'held');
    assert.equal(undocumented(contract, answer({ method: 'HEAD', text: undefined })), null);
});

test('a status, a media type, a header or content that the contract does not say is told', () => {
    assert.match(undocumented(contract, answer({ status: 409 })), /getShop answered 409, which the contract does not list/);
    assert.match(undocumented(contract, answer({ headers: { 'Content-Type': 'text/html' } })), /as text\/html/);
    assert.match(undocumented(contract, answer({ status: 503 })), /without Retry-After/);
    assert.match(undocumented(contract, answer({ status: 304, headers: {}, text: '' })), /without ETag/);
    assert.match(undocumented(contract, answer({ text: '{}' })), /does not fit its schema/);
    assert.match(undocumented(contract, answer({ text: '<p>' })), /no JSON/);
    assert.match(undocumented(contract, answer({ method: 'POST', path: '/api/v1/chat/messages', status: 429, headers: { ...json, 'Retry-After': '1' } })), /without RateLimit/);
});

test('what a test asks with fetch is seen, until the recording ends', async () => {
    const server = createServer((request, response) => response.writeHead(418, json).end(problem)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${server.address().port}`;
    const recorder = new ContractRecorder(origin, contract);
    try {
        assert.equal((await (await fetch(`${origin}/api/v1/shops`)).json()).code, 'c', 'the test still reads its answer');
        await fetch(`${origin}/nowhere`);
        assert.deepEqual(recorder.stop(), ['listShops answered 418, which the contract does not list']);
        await fetch(`${origin}/api/v1/codes`);
        assert.equal(recorder.stop().length, 1);
    } finally {
        server.closeAllConnections();
        server.close();
    }
});
