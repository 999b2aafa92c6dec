// Whatever is wrong with a request, its answer says what: every body member and parameter of every operation in the
// contract, with values of the wrong type, size, alphabet and encoding, with SQL, HTML and keys twice. A value that the
// contract refuses is a 400 that names its field; one that it admits is never a 5xx and comes back as it was sent. No
// connection is lost, PostgreSQL hears no wrong SQL (class 42) and no wrong data (class 22), and the hub stays ready.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { bodies, deep, hugeNumbers, notTexts, notUtf8, ofAnotherType, texts } from '../../support/bad_values.mjs';
import { Callers } from '../../support/callers.mjs';
import { undocumented } from '../../support/contract_recorder.mjs';
import { RawClient } from '../../support/raw_client.mjs';
import { RunningHub, until } from '../../support/running_hub.mjs';
import { fits, resolve, sample } from '../../support/schema_check.mjs';

let hub;
let contract;
let callers;
let walk;
let client;
let matrix;
before(async () => {
    hub = await RunningHub.start({ prepare: showSqlStates });
    contract = await (await fetch(`${hub.url}/api/openapi.json`)).json();
    matrix = JSON.parse(readFileSync(new URL('../../support/authority_matrix.json', import.meta.url), 'utf8'));
    client = new RawClient(hub.url);
    callers = new Callers(hub);
    ({ walk } = callers);
}, { timeout: 180_000 });
after(async () => { callers?.close(); client?.close(); await hub?.stop(); });

// Every line of PostgreSQL's log with its SQLSTATE.
async function showSqlStates({ home }) {
    appendFileSync(join(home, 'postgresql', 'passport_hub.conf'), "\nlog_line_prefix = '%m [%p] state=%e '\n");
    process.kill(Number(readFileSync(join(home, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGHUP');
}

const operations = () => Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation, id: operation.operationId })))
    .filter(({ operation }) => operation['x-message-type']);
const bodySchema = ({ operation }) => operation.requestBody?.content['application/json'].schema;
const rolesOf = (id) => (matrix.operations[id]?.roles ?? ['everyone']).flatMap((name) => matrix.groups[name] ?? [name]);
// Who may ask for it, of those we are; each case is the next one's.
const callersOf = (id) => Callers.roles.filter((role) => rolesOf(id).includes(role));

// A case: what is wrong, and the request; `refused` says that it must be a 400 that names `field`.
function* bodyCases(entry) {
    const schema = bodySchema(entry);
    const whole = sample(contract, schema);
    yield* memberCases(schema, whole, '', (member) => member);
    const text = JSON.stringify(whole);
    yield* doubled(everyKey(schema), '', (object) => object);
    const unknown = ['unknown_key', '__proto__', 'constructor', 'mail_lower', 'role', "a'b", '<b>', '👶'];
    for (const name of unknown.filter((each) => !Object.hasOwn(resolve(contract, schema).properties ?? {}, each)))
        yield { what: `the unknown key ${name}`, body: `{${JSON.stringify(name)}:1,${text.slice(1)}`, refused: resolve(contract, schema).additionalProperties === false, field: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
    for (const [what, body] of Object.entries(bodies)) yield { what: `a body of ${what}`, body, refused: entry.operation.requestBody.required, field: '' };
    for (const [what, bytes] of Object.entries(notUtf8))
        yield { what: `${what} behind the body`, body: Buffer.concat([Buffer.from(text), Buffer.from(bytes)]), refused: true, field: '' };
}

// A value with every member that the contract knows, and those within them.
function everyKey(given) {
    const schema = resolve(contract, given);
    if (schema.type === 'array') return [everyKey(schema.items)];
    if (schema.type !== 'object') return sample(contract, given) ?? null;
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, everyKey(inner)]));
}

// Each key at each depth twice in its object.
function* doubled(value, pointer, around) {
    if (Array.isArray(value)) return yield* doubled(value[0], `${pointer}/0`, (text) => around(`[${text}]`));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
        const again = `{${JSON.stringify(name)}:${JSON.stringify(inner)},${JSON.stringify(value).slice(1)}`;
        yield { what: `${pointer}/${name} twice`, body: around(again), refused: true, field: `${pointer}/${name}` };
        yield* doubled(inner, `${pointer}/${name}`, (text) => around(placed(value, name, text)));
    }
}

// One member of a body after the other, and the members within it; `around` puts a JSON text in the member's place.
function* memberCases(given, whole, pointer, around) {
    const schema = resolve(contract, given);
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        const at = `${pointer}/${name}`;
        const put = (text) => around(placed(whole, name, text));
        yield* valueCases(inner, at, put);
        const member = resolve(contract, inner);
        if (member.type === 'object') yield* memberCases(inner, sample(contract, inner), at, (text) => put(text));
        if (member.type !== 'array') continue;
        yield* valueCases(member.items, `${at}/0`, (text) => put(`[${text}]`));
        if (resolve(contract, member.items).type === 'object')
            yield* memberCases(member.items, sample(contract, member.items), `${at}/0`, (text) => put(`[${text}]`));
    }
}

// The JSON text of an object with one member replaced by a text.
const placed = (whole, name, text) =>
    `{${[...Object.entries(whole).filter(([each]) => each !== name).map(([each, value]) => `${JSON.stringify(each)}:${JSON.stringify(value)}`),
        `${JSON.stringify(name)}:${text}`].join()}}`;

function* valueCases(given, field, put) {
    const schema = resolve(contract, given);
    const one = (what, value) => ({ what: `${field} is ${what}`, body: put(JSON.stringify(value)), value, field, refused: !fits(contract, given, value) });
    for (const value of ofAnotherType) yield one(JSON.stringify(value), value);
    for (const [what, text] of Object.entries(texts)) yield one(what, text);
    for (const text of hugeNumbers) {
        // 1E+2 is a whole number, however it is written.
        const value = schema.type === 'integer' && /[.eE]/.test(text) && !Number.isSafeInteger(Number(text)) ? NaN : Number(text);
        yield { what: `${field} is ${text.slice(0, 20)}`, body: put(text), field, refused: !Object.is(value, -0) && !fits(contract, given, value) };
    }
    yield one('too long', 'あ'.repeat((schema.maxLength ?? 600) + 1));
    if (schema.type === 'array') yield one('too many', Array(schema.maxItems + 1).fill(sample(contract, schema.items)));
    yield { what: `${field} is deep`, body: put(deep(40)), field, refused: true };
    for (const [what, text] of Object.entries(notTexts)) yield { what: `${field} is ${what}`, body: put(text), field, refused: true };
    for (const [what, bytes] of Object.entries(notUtf8)) {
        const [before, behind] = put('"\u0001"').split('\u0001');
        yield { what: `${field} is ${what}`, body: Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(behind)]), field, refused: true };
    }
}

const encoded = (bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

function* parameterCases(entry) {
    const all = entry.operation.parameters ?? [];
    const query = new Map(all.filter((each) => each.in === 'query' && each.required).map((each) => [each.name, encodeURIComponent(sampleText(each))]));
    const target = (changed, more = '') => {
        const path = entry.path.replace(/\{(.*?)\}/g, (_, name) => changed[name] ?? encodeURIComponent(sampleText(all.find((each) => each.name === name))));
        const pairs = [...new Map([...query, ...Object.entries(changed).filter(([name]) => all.some((each) => each.name === name && each.in === 'query'))])];
        return `${path}?${pairs.map(([name, text]) => `${name}=${text}`).join('&')}${more}`;
    };
    for (const role of callersOf(entry.id)) yield { what: `as the contract gives it, by the ${role}`, target: target({}), refused: false, role };
    for (const parameter of all) {
        const { name } = parameter;
        const schema = resolve(contract, parameter.schema);
        const scalar = schema.type === 'array' ? resolve(contract, schema.items) : schema;
        const refuses = (text) => !fits(contract, scalar, scalar.type === 'string' ? text : valueOf(scalar, text));
        for (const text of [...ofAnotherType.map((value) => typeof value === 'string' ? value : JSON.stringify(value)), ...Object.values(texts), ...hugeNumbers.filter((number) => number.length < 50), 'あ'.repeat((scalar.maxLength ?? 300) + 1)]) {
            if (parameter.in === 'path' && ['', '.', '..'].includes(text)) continue;
            yield { what: `${name}=${text.slice(0, 30)}`, target: target({ [name]: encodeURIComponent(text) }), refused: refuses(text), field: name, path: parameter.in === 'path' };
        }
        for (const [what, bytes] of Object.entries(notUtf8))
            yield { what: `${name} is ${what}`, target: target({ [name]: encoded(bytes) }), refused: true, field: '', path: parameter.in === 'path' };
        yield { what: `${name} is a broken escape`, target: target({ [name]: '%zz' }), refused: true, field: '', path: true };
        if (parameter.in === 'query' && schema.type !== 'array')
            yield { what: `${name} twice`, target: target({ [name]: encodeURIComponent(sampleText(parameter)) }, `&${name}=${encodeURIComponent(sampleText(parameter))}`), refused: true, field: name };
    }
    for (const name of ['unknown_key', 'LIMIT', "a'b", '<b>', '👶', 'a\u0000b'])
        yield { what: `the unknown parameter ${name}`, target: target({}, `&${encodeURIComponent(name)}=1`), refused: true, field: name };
}

const sampleText = (parameter) => String([parameter.example ?? sample(contract, parameter.schema)].flat()[0]);
const valueOf = (schema, text) => schema.type === 'boolean' ? { true: true, false: false }[text]
    : /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && text.length <= 32 && !(schema.type === 'integer' && text.includes('.')) ? Number(text) : undefined;

// The contract's example of a link's token is nobody's: a real one takes its place, until it is used up.
const registrations = { registerUser: 'member', registerOwner: 'owner' };
const links = { member: undefined, owner: undefined };
const mailed = { member: 0, owner: 0 };
async function withRealToken({ id, operation }, body) {
    const kind = registrations[id];
    if (!kind || typeof body !== 'string') return body;
    links[kind] ??= walk.tokenFor(`bad.input.${kind}.${++mailed[kind]}@example.jp`, kind);
    return body.replace(sample(contract, bodySchema({ operation })).token, await links[kind]);
}

let wrong;
let asked;
const passed = new Map();  // by operation and role: requests as the contract wants them that nobody stopped on the way in
async function ask(entry, sent) {
    const { path, method, operation, id } = entry;
    const headers = { ...(method !== 'GET' && { 'Content-Type': 'application/json' }), ...sent.headers };
    if (operation['x-idempotency-key'] !== 'unneeded' && method !== 'GET') headers['Idempotency-Key'] = `"${crypto.randomUUID()}"`;
    const ofSomebody = ['needed', 'ends'].includes(operation['x-session']);
    const roles = callersOf(id);
    const role = sent.role ?? roles[asked % roles.length];
    const session = ofSomebody ? await callers.headers(role) : {};
    const target = sent.target ?? path.replace(/\{(.*?)\}/g, (_, name) => encodeURIComponent(sampleText(operation.parameters.find((each) => each.name === name)))) +
        ((operation.parameters ?? []).some((each) => each.in === 'query' && each.required) ? `?${operation.parameters.filter((each) => each.in === 'query' && each.required).map((each) => `${each.name}=${encodeURIComponent(sampleText(each))}`).join('&')}` : '');
    const body = sent.body !== undefined ? await withRealToken(entry, sent.body) : (sent.target && bodySchema(entry) ? JSON.stringify(sample(contract, bodySchema(entry))) : undefined);
    ++asked;
    let answer;
    try {
        answer = await client.ask(method, target, { ...headers, ...session }, body);
        // Another case has ended the session meanwhile.
        if (ofSomebody && answer.status === 401) {
            await callers.ended(role, session);
            answer = await client.ask(method, target, { ...headers, ...await callers.headers(role) }, body);
        }
    } catch (error) {
        wrong.push(`${id}, ${sent.what}: the connection was lost: ${error.message}`);
        return;
    }
    const problem = judge(entry, sent, answer);
    if (problem) wrong.push(`${id}, ${sent.what}: ${problem}: ${answer.status} ${answer.text.slice(0, 300)}`);
    if (answer.status < 300 && registrations[id]) links[registrations[id]] = undefined;
    if (answer.status < 300 && operation['x-session'] === 'ends') await callers.ended(role, session);
    const name = `${id} as ${ofSomebody ? role : 'anybody'}`;
    const inside = !sent.refused && ![401, 403, 429].includes(answer.status);
    passed.set(name, (passed.get(name) ?? 0) + (inside ? 1 : 0));
}

// Blanks around a text are not part of it, and kana are written in one way.
const asKept = (field, text) => (field === '/name_kana' ? text.normalize('NFKC') : text).trim();

function judge({ operation, method, path }, sent, { status, headers, text }) {
    if (status >= 500) return 'a fault of the hub';
    const found = !sent.path && status < 300 && undocumented(contract, { method, path, status, headers: new Headers(headers), text });
    if (found) return found;
    let data;
    try { data = JSON.parse(text); } catch { return 'no JSON'; }
    if (status < 400) {
        if (sent.refused) return 'taken although the contract refuses it';
        const name = sent.field?.slice(1);
        if (operation['x-session'] && typeof sent.value === 'string' && typeof data[name] === 'string' && data[name] !== asKept(sent.field, sent.value)) return 'not shown as it was sent';
        return undefined;
    }
    if (headers['content-type'] !== 'application/problem+json' || !/[^\x00-\x7f]/.test(data.detail)) return 'no clear problem';
    if (!operation.responses[status] && !(sent.path && [400, 404].includes(status)) && data.code !== 'http.bad_target') return 'not in the contract';
    if (status === 400 && data.code === 'http.bad_target' && sent.target.includes('%00')) return undefined;
    if (status === 400 && !sent.path && !(data.errors?.length > 0)) return 'no field is named';
    if (!sent.refused) return undefined;
    if (sent.path) return [400, 404].includes(status) ? undefined : 'a wrong path';
    if (status === 413 && Buffer.byteLength(sent.body) > operation.requestBody['x-max-bytes']) return undefined;
    if (status !== 400) return 'not refused as wrong';
    const named = data.errors.map((each) => each.field);
    if (data.errors.some(({ problem }) => !/[^\x00-\x7f]/.test(problem))) return 'a problem in no words of the people who ask';
    const isNamed = named.some((each) => each === sent.field || each.startsWith(`${sent.field}/`));
    return isNamed ? undefined : `${sent.field} is not named`;
}

async function askAll(cases) {
    wrong = [];
    asked = 0;
    const waiting = [...cases];
    await Promise.all(Array.from({ length: 8 }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await ask(...next);
    }));
    assert.deepEqual(wrong, [], `${wrong.length} of ${asked}`);
    assert.ok(asked > 0);
}

test('every body member of every operation', { timeout: 120_000 }, async () => {
    const cases = operations().filter(bodySchema).flatMap((entry) => [...bodyCases(entry)].map((sent) => [entry, sent]));
    await askAll(cases);
    for (const [kind, count] of Object.entries(mailed)) assert.ok(count > 1, `some registrations of a kind were taken, and used up their links: ${kind}`);
});

test('every parameter of every operation', { timeout: 120_000 }, async () => {
    await askAll(operations().flatMap((entry) => [...parameterCases(entry)].map((sent) => [entry, sent])));
});

test('each operation was asked by somebody who may', () => {
    const stopped = [...passed].filter(([, count]) => count === 0).map(([name]) => name);
    // Who logs in with words of nobody's stays outside.
    assert.deepEqual(stopped.filter((name) => !/^(finishStaff)?[lL]ogin/.test(name)), []);
    assert.deepEqual(operations().filter(({ id }) => ![...passed.keys()].some((name) => name.startsWith(`${id} as `))).map(({ id }) => id), []);
    for (const role of Callers.roles) assert.ok([...passed.keys()].some((name) => name.endsWith(` as ${role}`)), role);
});

test('what a member registers comes back as it was sent', { timeout: 60_000 }, async () => {
    const password = '👶🏽ﾍﾞﾋﾞｰ<b>\'; --';
    const mail = 'o\'neil+"x"@example.jp';
    const member = await walk.register({ mail: "o'neil+tag@example.jp", password });
    const session = await walk.logIn(member.mail, password);
    const me = JSON.parse((await client.ask('GET', '/api/v1/users/me', session.headers)).text);
    assert.equal(me.mail, "o'neil+tag@example.jp");
    const refused = await client.ask('POST', '/api/v1/users/provisional', { 'Content-Type': 'application/json' }, JSON.stringify({ mail }));
    assert.ok(refused.status < 500);
});

const exampleOf = (id) => ({ ...sample(contract, bodySchema(operations().find((entry) => entry.id === id))) });
const send = (path, headers, body) => client.ask('POST', path, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(body));
const show = async (path, headers) => JSON.parse((await client.ask('GET', path, headers)).text);
const oddTexts = [...Object.values(texts), '大阪市北区', ' 堺市　堺区 ', '５３０－０００１', '０６（１２３４）５６７８', 'とりい はな', '8700110005901'];
// How the rules write what they take.
const written = {
    ...Object.fromEntries(['/city', '/postal_code', '/tel', '/name_kana', '/corporate_number'].map((field) => [field, (text) =>
        ({ ' 堺市　堺区 ': '堺市堺区', '５３０－０００１': '530-0001', '０６（１２３４）５６７８': '06-1234-5678', 'とりい はな': 'トリイ ハナ' })[text] ?? asKept(field, text)])),
};
const asWritten = (field, text) => (written[field] ?? ((each) => asKept(field, each)))(text);

test('what a member and an owner change is stored and shown as it was sent, or nothing is changed', { timeout: 60_000 }, async () => {
    let taken = 0;
    for (const [role, id, path] of [['member', 'updateUser', '/api/v1/users/me'], ['owner', 'updateOwner', '/api/v1/owners/me']]) {
        const headers = await callers.headers(role);
        const whole = { ...exampleOf(id), ...(role === 'member' && { city: '大阪市北区' }) };
        assert.ok((await send(path, headers, whole)).status < 300);
        let before = await show(path, headers);
        for (const [name, inner] of Object.entries(resolve(contract, bodySchema(operations().find((entry) => entry.id === id))).properties)) {
            const given = resolve(contract, inner);
            const values = given.type === 'string' ? oddTexts : given.type === 'boolean' ? [true, false]
                : name === 'children' ? [[], [{ birth_year: 2025, birth_month: 1, sex: 'male' }, { birth_year: 2020, birth_month: 12 }]]
                    : name === 'notice_kinds' ? [[], ['news', 'shop']] : given.type === 'array' ? [[], ['01', '02']] : name === 'programme' ? [2, 1] : [];
            for (const value of values) {
                const answer = await send(path, headers, { ...whole, [name]: value });
                const after = await show(path, headers);
                const what = `${id} with ${name} = ${JSON.stringify(value)}: ${answer.status} ${answer.text}`;
                if (answer.status >= 300) {
                    assert.deepEqual([...new Set(JSON.parse(answer.text).errors?.map(({ field }) => field))], [`/${name}`], what);
                    assert.deepEqual(after, before, what);
                    continue;
                }
                ++taken;
                assert.deepEqual(after[name], typeof value === 'string' ? asWritten(`/${name}`, value) : value, what);
                before = after;
            }
        }
    }
    assert.ok(taken > 40, `${taken} values were taken`);
    const headers = await callers.headers('owner');
    await send('/api/v1/owners/me', headers, { ...exampleOf('updateOwner'), company_name: texts.HTML });
    const page = (await client.ask('GET', '/owners', headers)).text;
    assert.ok(page.includes('&lt;script&gt;alert(1)'));
    assert.ok(!page.includes('<script>alert(1)'));
});

test('who registers with odd words is stored and shown as they were sent', { timeout: 60_000 }, async () => {
    const password = '👶🏽ﾍﾞﾋﾞｰ<b>\'; --';
    const member = { ...exampleOf('registerUser'), password, city: '東京都檜原村', children: [{ birth_year: 2020, birth_month: 2, sex: 'female' }], quiet_from: 22, quiet_until: 6 };
    const owner = { ...exampleOf('registerOwner'), password, company_name: `${texts.SQL}${texts.emoji}`, name: texts.HTML };
    for (const [kind, area, sent] of [['member', 'users', member], ['owner', 'owners', owner]]) {
        const mail = `odd.${kind}@example.jp`;
        const answer = await send(`/api/v1/${area}`, {}, { ...sent, token: await walk.tokenFor(mail, kind) });
        assert.equal(answer.status, 201, answer.text);
        const { headers } = await walk.logIn(mail, password, kind);
        const shown = await show(`/api/v1/${area}/me`, headers);
        for (const [name, value] of Object.entries(sent))
            if (!['token', 'password'].includes(name)) assert.deepEqual(shown[name], typeof value === 'string' ? asWritten(`/${name}`, value) : value, `${kind} ${name}`);
    }
});

test('names of staff and of keys are stored and shown as they were sent, or refused', { timeout: 60_000 }, async () => {
    const headers = await callers.headers('administrator');
    let taken = 0;
    for (const [index, name] of Object.values(texts).entries()) {
        const key = await send('/api/v1/keys', headers, { ...exampleOf('createKey'), name });
        const invited = await send('/api/v1/staff', headers, { ...exampleOf('inviteStaff'), name, mail: `odd.name.${index}@example.jp` });
        const [{ keys }, { staff }] = [await show('/api/v1/keys', headers), await show('/api/v1/staff', headers)];
        for (const [answer, listed] of [[key, keys], [invited, staff]]) {
            const named = listed.some((each) => each.name === name);
            assert.equal(named, answer.status < 300 || answer.status === 409, `${JSON.stringify(name)}: ${answer.status} ${answer.text}`);
            if (answer.status === 400) assert.deepEqual([...new Set(JSON.parse(answer.text).errors.map(({ field }) => field))], ['/name']);
            taken += answer.status < 300 ? 1 : 0;
        }
    }
    assert.ok(taken > 0);
});

// {status, data} of a request with these header lines.
function withLines(path, lines, body) {
    return new Promise((resolve, reject) => {
        const request = http.request(hub.url + path, { method: 'POST', headers: ['Host', new URL(hub.url).host, 'Connection', 'close', ...lines.flat(), 'Content-Length', String(Buffer.byteLength(body))] }, async (answer) => {
            let text = '';
            for await (const piece of answer) text += piece;
            resolve({ status: answer.statusCode, data: JSON.parse(text) });
        });
        request.on('error', reject);
        request.end(body);
    });
}

test('of a header that has one value two are refused, and so is a body that is coded', async () => {
    const { Cookie, 'X-CSRF-Token': proof } = await callers.headers('member');
    const good = [['Content-Type', 'application/json'], ['Cookie', Cookie], ['X-CSRF-Token', proof], ['Origin', hub.url]];
    const body = JSON.stringify({ ...exampleOf('updateUser'), city: '大阪市北区' });
    const path = '/api/v1/users/me';
    assert.equal((await withLines(path, good, body)).status, 200);
    for (const [name, value] of [['Cookie', 'a=b'], ['x-csrf-token', 'wrong'], ['Origin', 'https://evil.example'], ['Content-Type', 'text/plain'], ['Referer', hub.url]]) {
        const lines = name === 'Referer' ? [...good, [name, value]] : good;
        const { status, data } = await withLines(path, [...lines, [name, value]], body);
        assert.deepEqual([status, data.code, data.errors?.[0].field.toLowerCase()], [400, 'http.repeated_header', name.toLowerCase()]);
    }
    const bearers = await withLines(path, [...good, ['Authorization', 'Bearer a'], ['Authorization', 'Bearer b']], body);
    assert.deepEqual([bearers.status, bearers.data.errors[0].field], [400, 'Authorization']);
    const coded = await withLines(path, [...good, ['Content-Encoding', 'gzip']], body);
    assert.deepEqual([coded.status, coded.data.errors[0].field], [415, 'Content-Encoding']);
    assert.match(coded.data.errors[0].problem, /圧縮などをせずに/);
    assert.equal((await withLines(path, [...good, ['Content-Encoding', 'identity']], body)).status, 200);
});

test('PostgreSQL heard no wrong SQL and no wrong data, and the hub is as it was', async () => {
    const log = readFileSync(join(hub.home, 'log', 'postgresql.log'), 'utf8');
    assert.match(log, /state=00000/);
    assert.deepEqual(log.split('\n').filter((line) => /state=(42|22)/.test(line)), []);
    await until('the hub is ready', async () => (await (await fetch(`${hub.operations}/readyz`)).json()).checks.every((check) => check.ok));
    assert.equal(hub.serving.exitCode, null);
    assert.doesNotMatch(readFileSync(hub.log, 'utf8'), /worker\.died|api\.failed|http\.endpoint_failed/);
});
