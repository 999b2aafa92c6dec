// The security headers (IPA's nine points of S16) on every route of both listeners: what the contract lists, every
// address that the source registers, every address that the pages link to, logged in and not, and every way in which the
// server refuses. A new operation, page or asset is walked without being named here.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Callers } from '../../support/callers.mjs';
import { RunningHub, sourceDirectory, until } from '../../support/running_hub.mjs';

let hub;
let callers;
before(async () => {
    hub = await RunningHub.start({
        ownConfiguration: true,
        prepare: ({ environment }) => { environment.PASSPORT_HUB_CHAT_QUESTIONS_PER_MINUTE = '1'; },
    });
    callers = new Callers(hub);
}, { timeout: 180_000 });
after(async () => { callers?.close(); await hub?.stop(); });

// Addresses as they stand in the source of what registers routes, "/shops/{shop_id}"; some are no routes, and are 404.
// base + "/register" stands for one below each base that add_access_pages() is called with.
function registered(folder) {
    const files = readdirSync(join(sourceDirectory, folder), { recursive: true }).map(String).filter((name) => name.endsWith('.cpp'));
    const text = files.map((name) => readFileSync(join(sourceDirectory, folder, name), 'utf8')).join('\n');
    const bases = [...text.matchAll(/add_access_pages\(endpoints, "(.*?)"/g)].map(([, base]) => base);
    return new Set([...text.matchAll(/(base \+ )?"(\/[a-z0-9_{}./-]*)",/g)]
        .flatMap(([, based, path]) => (based ? bases.map((base) => base + path) : [path])));
}

const filled = (path) => path.replace(/\{[^}]*\}/g, '1');

function contractRoutes(file) {
    const contract = JSON.parse(readFileSync(join(sourceDirectory, 'config', file), 'utf8'));
    return Object.entries(contract.paths).flatMap(([path, item]) => Object.keys(item).map((method) => [method.toUpperCase(), filled(path)]));
}

// Everything of our own that an HTML page leads to.
function linked(html, url) {
    const origin = new URL(url).origin;
    return [...html.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, address]) => new URL(address.replaceAll('&amp;', '&'), url))
        .filter((each) => each.origin === origin).map((each) => each.pathname + each.search);
}

const titleOf = (answer) => answer.headers.get('location') ?? /<title>.*<\/title>/.exec(answer.text)?.[0];
const isHtml = (headers) => headers.get('content-type')?.startsWith('text/html');

// What is missing from an answer.
function lacking({ status, headers }, https = false) {
    const wants = [];
    const want = (name, pattern) => { if (!pattern.test(headers.get(name) ?? '')) wants.push(`${name}: ${headers.get(name)}`); };
    const never = (name) => { if (headers.has(name)) wants.push(`${name}: ${headers.get(name)}`); };
    want('x-content-type-options', /^nosniff$/);
    if (https) want('strict-transport-security', /^max-age=(3153[6-9]|315[4-9]|31[6-9]|3[2-9]|[4-9])\d*; includeSubDomains/);
    for (const name of ['server', 'x-powered-by', 'via']) never(name);
    const type = headers.get('content-type') ?? '';
    if (status === 204 || status === 304 || (status >= 300 && status < 400 && !type)) return wants;
    want('content-type', /^(text\/[a-z]+;.*charset=utf-8|application\/(problem\+)?json$|application\/(manifest|geo)\+json|image\/[a-z+]+|font\/woff2)/);
    want('cache-control', /./);
    if (isHtml(headers)) {
        want('content-security-policy', /default-src '(self|none)'/);
        want('content-security-policy', /base-uri 'none'/);
        want('content-security-policy', /form-action 'self'/);
        want('x-frame-options', /^DENY$/);
        want('referrer-policy', /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/);
        want('permissions-policy', /geolocation=\(self\).*camera=\(/);
        want('cross-origin-opener-policy', /^same-origin$/);
    }
    if (isHtml(headers) || /json$|^text\/plain/.test(type.split(';')[0])) {
        want('content-security-policy', /frame-ancestors 'none'/);
        if (/unsafe-inline|unsafe-hashes/.test(headers.get('content-security-policy') ?? '')) wants.push('unsafe-inline');
    }
    return wants;
}

// Walks a listener from all its known addresses along its links; "METHOD path: what is missing" of each answer.
async function walked(base, routes, headers = {}) {
    const wrong = [];
    const seen = new Map();
    const waiting = [...routes];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [method, path] = next;
        const name = `${method} ${path.split('?')[0].replace(/\d+/g, '#')}`;
        if (seen.has(name)) continue;
        const body = method === 'GET' ? undefined : '';
        const answer = await fetch(base + path, { method, redirect: 'manual', body, headers: { Accept: 'text/html', Origin: base, ...headers,
            ...(body !== undefined && { 'Content-Type': path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded' }) } });
        const text = await answer.text();
        seen.set(name, { status: answer.status, text, headers: answer.headers });
        const missing = lacking(answer);
        if (missing.length > 0) wrong.push(`${name} (${answer.status}): ${missing.join(', ')}`);
        if (isHtml(answer.headers)) waiting.push(...linked(text, base + path).map((each) => ['GET', each]));
        if (answer.status >= 300 && answer.status < 400 && answer.headers.get('location')?.startsWith('/')) waiting.push(['GET', answer.headers.get('location')]);
    }
    return { wrong, seen };
}

const publicRoutes = () => {
    const pages = [...registered('portal/pages'), ...registered('portal/api')].map(filled);
    return [...contractRoutes('openapi.json'), ...pages.flatMap((path) => [['GET', path], ['POST', path]]), ['GET', '/assets/none.css'], ['GET', '/nowhere']];
};

// The walk of whoever is not logged in, once.
let visitor;
const asVisitor = () => visitor ??= walked(hub.url, publicRoutes().filter(([method]) => method === 'GET'));

test('on every route of the public listener', { timeout: 120_000 }, async () => {
    const { wrong, seen } = await walked(hub.url, publicRoutes());
    assert.deepEqual(wrong, []);
    for (const path of ['GET /owners/mail/confirm', 'POST /mail/confirm', 'POST /owners/me/second-step/confirm', 'POST /login/code', 'GET /staff/sessions'])
        assert.notEqual(titleOf(seen.get(path)), titleOf(seen.get('GET /nowhere')), `${path} is a page`);
    for (const path of ['GET /', 'GET /shops', 'GET /login', 'POST /register', 'GET /api/docs', 'GET /api/v#/shops', 'POST /api/v#/users/login', 'GET /assets/none.css'])
        assert.ok(seen.has(path), path);
    assert.ok([...seen.keys()].some((name) => /^GET \/assets\/.*\.js/.test(name)) && [...seen.keys()].some((name) => /^GET \/assets\/.*\.css/.test(name)));
});

// The site's one style sheet; the API's page brings Swagger UI's own besides.
function sheetsAmiss(seen) {
    const wrong = [];
    for (const [name, { headers, text }] of seen) {
        if (!isHtml(headers)) continue;
        const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)].map(([, address]) => address.replace(/\.[0-9a-f]{12}\./, '.'));
        const wanted = name === 'GET /api/docs' ? ['/assets/site.css', '/assets/api_docs.css'] : ['/assets/site.css'];
        if (sheets.join() !== wanted.join() || /<style|\sstyle=/.test(text)) wrong.push(`${name}: ${sheets.join()}`);
    }
    return wrong;
}

test('every page of the public listener has the one style sheet', { timeout: 120_000 }, async () => {
    const { seen } = await asVisitor();
    assert.deepEqual(sheetsAmiss(seen), []);
    assert.ok([...seen.values()].filter(({ headers }) => isHtml(headers)).length > 50);
});

// What each is shown of their own when logged in.
const ownPages = { member: 'GET /me', owner: 'GET /owners', administrator: 'GET /staff' };

for (const role of Callers.roles)
    test(`on every route of the public listener for whoever is logged in as ${role}, and what is theirs is not stored`, { timeout: 120_000 }, async () => {
        const { Cookie } = await callers.headers(role);
        const before = await asVisitor();
        const { wrong, seen } = await walked(hub.url, publicRoutes().filter(([method]) => method === 'GET'), { Cookie });
        const same = (text) => text.replace(/nonce-?[="'][^"']*|"trace_id":"[0-9a-f]*"|[0-9a-f]{32,}/g, '');
        let personal = 0;
        for (const [name, answer] of seen) {
            const other = before.seen.get(name);
            const theirs = !other || other.status !== answer.status || same(other.text) !== same(answer.text);
            if (!theirs || /^GET \/(healthz|readyz)|\/places|\/assets\//.test(name)) continue;
            ++personal;
            if (answer.headers.get('cache-control') !== 'no-store' && answer.headers.get('cache-control') !== 'private, no-store')
                wrong.push(`${name} (${answer.status}): cache-control: ${answer.headers.get('cache-control')}`);
        }
        assert.deepEqual([...wrong, ...sheetsAmiss(seen)], []);
        assert.ok(personal >= 4, `${personal} answers are somebody's own`);
        assert.equal(seen.get(ownPages[role]).status, 200);
    });

test('on every route of the operations listener', { timeout: 60_000 }, async () => {
    const pages = [...registered('portal/operations'), ...registered('portal/api')].map(filled);
    const { wrong, seen } = await walked(hub.operations, [...contractRoutes('operations_openapi.json'), ...pages.map((path) => ['GET', path]), ['GET', '/nowhere']]);
    assert.deepEqual(wrong, []);
    for (const path of ['GET /', 'GET /messages', 'GET /metrics', 'GET /readyz']) assert.ok(seen.has(path), path);
});

// Bytes as they are; {status, headers}.
function raw(base, bytes) {
    const { hostname, port } = new URL(base);
    return new Promise((resolve, reject) => {
        const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
        let text = '';
        socket.setTimeout(60_000, () => socket.destroy(new Error('no answer')));
        socket.on('error', reject);
        socket.on('data', (chunk) => {
            text += chunk.toString('latin1');
            const end = text.indexOf('\r\n\r\n');
            if (end < 0) return;
            const [first, ...lines] = text.slice(0, end).split('\r\n');
            socket.destroy();
            resolve({ status: Number(first.split(' ')[1]), headers: new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])) });
        });
    });
}

test('on every refusal of the server', { timeout: 90_000 }, async () => {
    const wrong = [];
    const refusals = {
        400: 'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n',
        404: 'GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n',
        405: 'DELETE /shops HTTP/1.1\r\nHost: a\r\n\r\n',
        408: 'GET / HTTP/1.1\r\nHost: a\r\n',
        413: 'POST /api/v1/users/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n',
        414: `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
        415: 'POST /api/v1/users/login HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
        417: 'POST /login HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 2\r\n\r\n',
        431: `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`,
        505: 'GET / HTTP/2.0\r\nHost: a\r\n\r\n',
    };
    const look = async (base, accept, status, bytes) => {
        if (base === hub.operations && ['413', '415', '405', '417'].includes(status)) return;
        const answer = await raw(base, bytes.replace('Host: a\r\n', `Host: a\r\n${accept}`));
        if (answer.status !== Number(status)) wrong.push(`${status} became ${answer.status}`);
        const missing = lacking(answer);
        if (missing.length > 0) wrong.push(`${status}${accept && ', HTML'}: ${missing.join(', ')}`);
    };
    const all = [hub.url, hub.operations].flatMap((base) => ['', 'Accept: text/html\r\n'].flatMap((accept) =>
        Object.entries(refusals).map((refusal) => look(base, accept, ...refusal))));
    await Promise.all(all);
    assert.deepEqual(wrong, []);
});

test('on answers to somebody who asks too often, and while PostgreSQL is away', { timeout: 90_000 }, async () => {
    const wrong = [];
    const statuses = new Set();
    const look = async (path, options = {}) => {
        const answer = await fetch(hub.url + path, { redirect: 'manual', ...options });
        statuses.add(answer.status);
        const missing = lacking(answer);
        if (missing.length > 0) wrong.push(`${path} (${answer.status}): ${missing.join(', ')}`);
    };
    for (let ask = 0; ask < 25; ++ask) {
        await look('/api/v1/chat/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"text":"a"}' });
        await look('/chat', { method: 'POST', headers: { Accept: 'text/html', Origin: hub.url }, body: new URLSearchParams({ text: 'a' }) });
    }
    assert.ok(statuses.has(429));
    await hub.service('stop-postgresql');
    try {
        const cookie = `__Host-passport_session=${'y'.repeat(43)}`;
        for (const path of ['/api/v1/users/me', '/api/v1/sessions', '/me', '/sessions', '/login', '/shops'])
            await look(path, { headers: { Cookie: cookie, Accept: 'text/html' } });
        assert.ok(statuses.has(503), [...statuses].join());
    } finally {
        await hub.service('start-postgresql');
    }
    assert.deepEqual(wrong, []);
});

test('with https, browsers are told to keep to it', { timeout: 90_000 }, async () => {
    await hub.stopServing();
    hub.environment.PASSPORT_HUB_BASE_URL = 'https://hub.example';
    await until('PostgreSQL is back', async () => (await hub.toolWithAnyCode('check')).code === 0, 30_000);
    await hub.startServing(1);
    const wrong = [];
    for (const [method, path] of publicRoutes().filter(([method]) => method === 'GET')) {
        const missing = lacking(await fetch(hub.url + path, { method, redirect: 'manual' }), true);
        if (missing.length > 0) wrong.push(`${path}: ${missing.join(', ')}`);
    }
    assert.deepEqual(wrong, []);
});
