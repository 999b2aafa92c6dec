// The proxy passes everything unchanged, and each fault does what it says, no more and no longer than it is on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { after, afterEach, before, test } from 'node:test';

import { FaultProxy } from './fault_proxy.mjs';

let echo, proxy;
const open = new Set();
before(async () => {
    echo = createServer({ allowHalfOpen: true }, (socket) => { socket.on('error', () => {}); socket.pipe(socket); });
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await FaultProxy.start({ host: '127.0.0.1', port: echo.address().port }, () => 0.5);
});
afterEach(() => {
    proxy.clear();
    for (const socket of open) socket.destroy();
    open.clear();
});
after(async () => {
    await proxy.stop();
    echo.close();
});

async function client() {
    const socket = connect({ host: '127.0.0.1', port: proxy.port });
    open.add(socket);
    socket.heard = Buffer.alloc(0);
    socket.pieces = 0;
    socket.on('data', (bytes) => { socket.heard = Buffer.concat([socket.heard, bytes]); ++socket.pieces; });
    socket.gone = new Promise((resolve) => { socket.on('error', (error) => resolve(error.code)); socket.on('close', () => resolve('closed')); });
    await once(socket, 'connect');
    return socket;
}

// Resolves to the milliseconds it took.
async function hears(socket, length, longestMs = 3_000) {
    const started = performance.now();
    while (socket.heard.length < length) {
        if (performance.now() - started > longestMs) throw new Error(`heard ${socket.heard.length} of ${length} bytes`);
        await delay(2);
    }
    return performance.now() - started;
}

test('without a fault a megabyte comes back as it was, and the end is passed on', async () => {
    const socket = await client();
    const bytes = Buffer.from(Array.from({ length: 1 << 20 }, (_, index) => index % 251));
    socket.end(bytes);
    await hears(socket, bytes.length);
    assert.ok(socket.heard.equals(bytes));
    assert.equal(await socket.gone, 'closed');
});

test('new connections go to another server once it says so, old ones stay where they are', async () => {
    const other = createServer((socket) => { socket.on('error', () => {}); socket.end('other'); });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const before = await client();
    proxy.retarget({ host: '127.0.0.1', port: other.address().port });
    const after = await client();
    await hears(after, 5);
    assert.equal(after.heard.toString(), 'other');
    before.write('echo');
    await hears(before, 4);
    assert.equal(before.heard.toString(), 'echo');
    proxy.retarget({ host: '127.0.0.1', port: echo.address().port });
    other.close();
});

test('latency holds every piece back in its direction only', async () => {
    const socket = await client();
    proxy.set('toClient', { latencyMs: 150, jitterMs: 100 });
    socket.write('a');
    const took = await hears(socket, 1);
    assert.ok(took >= 195 && took < 1_000, `${took} ms`);
    proxy.clear();
    socket.write('b');
    assert.ok(await hears(socket, 2) < 150);
});

test('a black hole passes nothing, closes nothing, and gives out what came when it ends', async () => {
    const socket = await client();
    proxy.set('toServer', { blackHole: true });
    socket.write('abc');
    await assert.rejects(hears(socket, 1, 300));
    assert.equal(socket.closed, false);
    proxy.clear();
    await hears(socket, 3);
    assert.equal(socket.heard.toString(), 'abc');
});

test('a reset ends every connection at once, and new ones are taken', async () => {
    const [one, two] = [await client(), await client()];
    one.write('a');
    await hears(one, 1);
    proxy.reset();
    assert.equal(await one.gone, 'ECONNRESET');
    assert.equal(await two.gone, 'ECONNRESET');
    const three = await client();
    three.write('c');
    await hears(three, 1);
});

test('the slicer cuts a piece into slices with pauses and loses nothing', async () => {
    const socket = await client();
    proxy.set('toClient', { sliceBytes: 3, sliceMs: 20 });
    socket.write('0123456789');
    await hears(socket, 10);
    assert.equal(socket.heard.toString(), '0123456789');
    assert.ok(socket.pieces >= 3, `${socket.pieces} pieces`);
});

test('the byte limit ends the connection after exactly so many bytes', async () => {
    const socket = await client();
    proxy.set('toClient', { limitBytes: 5 });
    socket.write('0123456789');
    await socket.gone;
    assert.equal(socket.heard.toString(), '01234');
});

test('corruption changes every n-th byte of a connection, however it is cut', async () => {
    const socket = await client();
    proxy.set('toServer', { corruptEvery: 4, sliceBytes: 3 });
    socket.write('aaaaaaaaaa');
    await hears(socket, 10);
    assert.deepEqual([...socket.heard.toString()].map((letter) => letter === 'a'), [true, true, true, false, true, true, true, false, true, true]);
});

test('a cut strikes at the piece it is meant for, after the bytes it lets through', async () => {
    const socket = await client();
    const cuts = proxy.cuts;
    proxy.set('toServer', { cutAt: (piece) => (piece.includes('COMMIT') ? 0 : null) });
    socket.write('BEGIN');
    await hears(socket, 5);
    assert.equal(proxy.cuts, cuts);
    socket.write('COMMIT');
    assert.equal(await socket.gone, 'ECONNRESET');
    assert.equal(proxy.cuts, cuts + 1);
    assert.equal(socket.heard.toString(), 'BEGIN');
});

test('a partition ends the connection for the server only; the client hears nothing until it is healed', async () => {
    const socket = await client();
    socket.write('a');
    await hears(socket, 1);
    const ended = new Promise((resolve) => echo.getConnections((_, count) => resolve(count)));
    assert.equal(await ended, 1);
    proxy.partition();
    while (await new Promise((resolve) => echo.getConnections((_, count) => resolve(count))) > 0) await delay(5);
    const late = await client();
    for (const each of [socket, late]) each.write('b');
    await assert.rejects(hears(socket, 2, 200));
    await assert.rejects(hears(late, 1, 100));
    assert.equal(socket.closed || late.closed, false);
    proxy.heal();
    assert.equal(await socket.gone, 'ECONNRESET');
    assert.equal(await late.gone, 'ECONNRESET');
    const fresh = await client();
    fresh.write('c');
    await hears(fresh, 1);
});

test('an unknown fault or direction is refused', () => {
    assert.throws(() => proxy.set('both', { lateny: 1 }), /no fault/);
    assert.throws(() => proxy.set('sideways', {}), /no direction/);
});
