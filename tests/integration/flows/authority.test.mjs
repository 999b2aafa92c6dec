// Who may ask for what, live: every operation of the contract by somebody of every role, and where it names an object,
// about one of their own, one that is not theirs and one that is not there. What is expected is written by hand in
// tests/support/authority_matrix.json.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { believeLoopback } from '../../support/guessing.mjs';
import { RunningHub, until, untilOver } from '../../support/running_hub.mjs';
import { firstAdministrator, invitedBy, invitedToken, mailText } from '../../support/staff_people.mjs';

const { groups, operations } = JSON.parse(readFileSync(new URL('../../support/authority_matrix.json', import.meta.url), 'utf8'));
const rolesIn = (names) => names.flatMap((name) => groups[name] ?? [name]);
const staffRoles = groups.staff;
const password = 'Kotori-ga-3wa-ita';
const digest = (text) => createHash('sha256').update(text).digest('hex');
const refusals = ['session.missing', 'accounts.forbidden', 'key.unknown'];

let hub;
let contract;
let objects;
const people = {};  // by role: what their requests carry
before(async () => {
    hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback });
    contract = await (await fetch(`${hub.url}/api/openapi.json`)).json();
    await makePeople();
    objects = await makeObjects();
}, { timeout: 300_000 });
after(async () => hub?.stop());

// Each request comes from an address of its own: wrong passwords are counted by address.
let asked = 0;
function request(method, target, body, headers = {}) {
    ++asked;
    return fetch(hub.url + target, { method, redirect: 'manual', body: body && JSON.stringify(body),
        headers: { Connection: 'close', 'X-Forwarded-For': `10.0.${asked >> 8}.${asked & 255}`, ...(body && { 'Content-Type': 'application/json' }), ...headers } });
}
const sessionHeaders = (token) => ({ Cookie: `__Host-passport_session=${token}`, 'X-CSRF-Token': digest(`csrf\n${token}`) });
const tokenOf = (answer) => /passport_session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];

async function mailedToken(path, mail, link = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/) {
    assert.equal((await request('POST', `/api/v1/${path}`, { mail })).status, 202);
    return until('the mail arrives', async () => (await hub.mailsAbout(mail)).map((found) => link.exec(mailText(found))?.[1]).find(Boolean), 60_000);
}

async function memberLogin() {
    const answer = await request('POST', '/api/v1/users/login', { mail: 'member@example.jp', password });
    assert.equal(answer.status, 200, await answer.clone().text());
    return sessionHeaders(tokenOf(answer));
}

async function ownerLogin() {
    const answer = await request('POST', '/api/v1/owners/login', { mail: 'owner@example.jp', password });
    assert.equal(answer.status, 200, await answer.clone().text());
    return sessionHeaders(tokenOf(answer));
}

async function makePeople() {
    const registered = await request('POST', '/api/v1/users', { token: await mailedToken('users/provisional', 'member@example.jp'), password,
        programme: 1, city: '大阪市北区', consent_version: '2026-11' });
    assert.equal(registered.status, 201, await registered.clone().text());
    people.user_id = (await registered.json()).user_id;
    const owner = await request('POST', '/api/v1/owners', { token: await mailedToken('owners/provisional', 'owner@example.jp'), password,
        company_name: '見本商店', name: '見本の店主', tel: '06-1234-5678', consent_version: '2026-11' });
    assert.equal(owner.status, 201, await owner.clone().text());
    await hub.storeSealed(`INSERT INTO users (user_id, mail, status) VALUES (801, 'lost@example.jp', 'active');
        INSERT INTO owner (owner_id, mail, status) VALUES (801, 'lost@example.jp', 'active');
        INSERT INTO hub.second_step (user_id, owner_id, method, began_at) VALUES (801, NULL, 'mail', now()), (NULL, 801, 'mail', now())`);
    people.owner_id = (await owner.json()).owner_id;
    await hub.ownerSql(`INSERT INTO owner_shop (owner_id, shop_id) SELECT ${people.owner_id}, min(shop_id) FROM shop`);
    people.administrator = await firstAdministrator(hub);
    for (const role of staffRoles.filter((each) => each !== 'administrator'))
        people[role] = await invitedBy(people.administrator, `${role.replace('_', '.')}@example.jp`, role, role);
    const { key } = JSON.parse((await hub.tool('key', 'create', '--name', 'reader', '--scope', 'audit:read', '--json')).stdout);
    people.system = { Authorization: `Bearer ${key}` };
    await makeStrangers();
}

// One object for each operation to change, because the next one's may not be changed before it.
async function makeObjects() {
    const administrator = people.administrator;
    for (const name of ['changeStaffRole', 'suspendStaff', 'restoreStaff', 'inviteStaffAgain', 'acceptStaffInvitation'])
        assert.equal((await administrator.as('POST', '/api/v1/staff', { name, mail: `${name}@example.jp`, role: 'viewer' })).status, 202);
    const { staff } = await (await administrator.as('GET', '/api/v1/staff')).json();
    const foreign = Object.fromEntries(staff.map((each) => [each.name, each.staff_id]));
    const key = JSON.parse((await hub.tool('key', 'create', '--name', 'target', '--scope', 'audit:read', '--json')).stdout);
    const { items } = await hub.shops({ limit: 100 });
    const ids = items.map((shop) => shop.shop_id).sort((a, b) => a - b);
    return {
        absent: { ticket: 'x'.repeat(43), shop_id: 99_999_999, staff_id: 99_999_999, key_id: 99_999_999, user_id: 99_999_999, owner_id: 99_999_999, token: 'x'.repeat(43) },
        foreign: (operation, name, caller) => objects.secrets[operation]?.(caller) ?? ({ shop_id: ids.at(-1), staff_id: foreign[operation], key_id: key.key_id, user_id: operation === 'liftUserSecondStep' ? 801 : people.user_id,
            owner_id: operation === 'liftOwnerSecondStep' ? 801 : people.owner_id,
            token: objects.tokens[operation] })[name],
        own: (operation, name, caller) => objects.ownSecrets[operation]?.(caller) ?? (name === 'shop_id' ? ids[0] : people[caller].id),
        secrets: {
            ...Object.assign({}, ...['User', 'Owner'].map(foreignSecrets)),
            acceptStaffInvitation: () => mailedLink('staff', 'invitation', 'acceptStaffInvitation@example.jp'),
            finishStaffLogin: (caller) => people[staffRoles[(callers.indexOf(caller) + 1) % staffRoles.length]].ticket(),
        },
        ownSecrets: { ...Object.assign({}, ...['User', 'Owner'].map(ownSecrets)), finishStaffLogin: (caller) => people[caller].ticket() },
        tokens: {
            getProvisionalUser: await mailedToken('users/provisional', 'stranger@example.jp'),
            getProvisionalOwner: await mailedToken('owners/provisional', 'stranger.owner@example.jp'),
            getStaffInvitation: await invitedToken(hub, 'changeStaffRole@example.jp'),
        },
    };
}

// A link as the database has it when its mail is sent: its token.
async function mailedLink(kind, purpose, mail, account = 'NULL') {
    const token = randomBytes(32).toString('base64url');
    await hub.ownerSql(`INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at, account_id)
        VALUES ('${digest(token)}', '${kind}', '${purpose}', '${mail}', now(), now() + interval '1 hour', ${account})`);
    return token;
}

const tables = { member: ['users', 'user_id'], owner: ['owner', 'owner_id'] };
const kindOf = { User: 'member', Owner: 'owner' };
const strangers = { member: 900, owner: 900, last: 1100 };
let newcomers = 0;

// People with the passwords of ours.
function makeStrangers() {
    return hub.storeSealed(Object.entries(tables).map(([kind, [table, column]]) => `INSERT INTO ${table} (${column}, mail, status, password_hash)
        SELECT n, 'stranger.${kind}.' || n || '@example.jp', 'active', password_hash
        FROM ${table}, generate_series(${strangers[kind]}, ${strangers.last}) n WHERE ${column} = ${people[column]}`).join(';'));
}

// The next of them.
async function stranger(kind, secondStep) {
    const id = strangers[kind]++;
    assert.ok(id <= strangers.last, 'there are enough strangers');
    if (secondStep) await hub.ownerSql(`INSERT INTO hub.second_step (${tables[kind][1]}, method, began_at) VALUES (${id}, 'mail', now())`);
    return { id, mail: `stranger.${kind}.${id}@example.jp` };
}

async function logInAs(kind, mail) {
    const answer = await request('POST', `/api/v1/${tables[kind][0].replace(/r$/, 'rs')}/login`, { mail, password });
    assert.ok(answer.status < 300, await answer.clone().text());
    return answer;
}

async function setupTicket(kind, headers) {
    const answer = await request('POST', `/api/v1/${tables[kind][0].replace(/r$/, 'rs')}/me/second-step`, { method: 'authenticator', password }, headers);
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()).ticket;
}

// Each is made for one request, because most are used up by it.
function foreignSecrets(collection) {
    const kind = kindOf[collection];
    const link = (purpose) => async () => mailedLink(kind, purpose, (await stranger(kind)).mail);
    return {
        [`register${collection}`]: () => mailedLink(kind, 'registration', `new.${++newcomers}@example.jp`),
        [`get${collection}Link`]: link('password_reset'),
        [`login${collection}ByLink`]: link('login'),
        [`reset${collection}Password`]: link('password_reset'),
        [`confirm${collection}Mail`]: async () => mailedLink(kind, 'mail_change', `new.${++newcomers}@example.jp`, (await stranger(kind)).id),
        [`login${collection}ByCode`]: async () => (await (await logInAs(kind, (await stranger(kind, true)).mail)).json()).ticket,
        [`confirmOwn${collection}Authenticator`]: async () => setupTicket(kind, sessionHeaders(tokenOf(await logInAs(kind, (await stranger(kind)).mail)))),
    };
}

function ownSecrets(collection) {
    const kind = kindOf[collection];
    const link = (purpose) => () => mailedLink(kind, purpose, `${kind}@example.jp`, purpose === 'mail_change' ? people[tables[kind][1]] : 'NULL');
    return {
        [`login${collection}ByLink`]: link('login'),
        [`reset${collection}Password`]: link('password_reset'),
        [`confirm${collection}Mail`]: link('mail_change'),
        [`confirmOwn${collection}Authenticator`]: async (caller) => setupTicket(kind, await headersOf(caller)),
    };
}

// Logs in anew where the request before ended the session.
const sessions = {};
async function headersOf(caller) {
    if (caller === 'visitor') return {};
    if (caller === 'invented') return sessionHeaders('x'.repeat(43));
    if (caller === 'system') return people.system;
    sessions[caller] ??= caller === 'member' ? await memberLogin() : caller === 'owner' ? await ownerLogin()
        : await people[caller].logIn().then((answer) => sessionHeaders(tokenOf(answer)));
    return sessions[caller];
}

// An operation's request as the contract gives it, about an object if it names one.
function exampleRequest(path, operation, place, value) {
    const reference = operation.requestBody?.content['application/json'].schema.$ref;
    const body = reference && contract.components.schemas[reference.split('/').at(-1)].example;
    const query = (operation.parameters ?? []).filter((each) => each.in === 'query' && (each.required || each.name === place))
        .map((each) => `${each.name}=${encodeURIComponent(each.name === place ? value : each.example ?? '1')}`).join('&');
    if (!place?.startsWith('body/')) return { target: path.replace(/\{.*?\}/g, value ?? '1') + (query && `?${query}`), body };
    const inBody = { ...body, [place.slice('body/'.length)]: value };
    // Whose password is set anew logs in with ours afterwards.
    if (/^reset/.test(operation.operationId)) inBody.password = password;
    return { target: path + (query && `?${query}`), body: inBody };
}

async function ask(path, method, operation, caller, place, value) {
    const { target, body } = exampleRequest(path, operation, place, value);
    const answer = await request(method.toUpperCase(), target, body, await headersOf(caller));
    const text = await answer.text();
    const refused = [401, 403].includes(answer.status) && refusals.includes(JSON.parse(text).code);
    if (!refused && ['ends', 'begins'].includes(operation['x-session']) && answer.status < 300) delete sessions[caller];
    // A new password ends every session of its account.
    if (/^reset/.test(operation.operationId) && answer.status < 300) for (const role of ['member', 'owner']) delete sessions[role];
    const cell = `${operation.operationId} as ${caller} about ${value ?? 'nothing'}: ${answer.status} ${text.slice(0, 300)}`;
    assert.ok(answer.status < 500, cell);
    if (operation['x-session']) assert.ok(operation.responses[answer.status], `the contract does not say ${cell}`);
    return { status: answer.status, refused, cell };
}

const callers = ['visitor', 'invented', 'member', 'owner', ...staffRoles, 'system'];
const roleOf = (caller) => (caller === 'invented' ? 'visitor' : caller);
const keyed = ['listShops', 'getShop', 'listCodes', 'findPlaces', 'listAudit'];  // what the key has scopes for

function expectation(row, caller, operation) {
    const may = rolesIn(row.roles).includes(roleOf(caller));
    return caller === 'system' && !rolesIn(row.roles).includes('visitor') ? may && keyed.includes(operation) : may;
}

test('every operation admits exactly the roles that the expected matrix says, about every object', { timeout: 300_000 }, async () => {
    const walked = new Set();
    let cells = 0;
    for (const [path, item] of Object.entries(contract.paths))
        for (const [method, operation] of Object.entries(item)) {
            if (!operation['x-message-type']) continue;
            const id = operation.operationId;
            const row = operations[id];
            walked.add(id);
            for (const caller of callers) {
                const may = expectation(row, caller, id);
                if (!row.objects) {
                    const { refused, cell } = await ask(path, method, operation, caller);
                    assert.equal(!refused, may, cell);
                    ++cells;
                    continue;
                }
                const place = row.objects.in;
                const name = place.replace('body/', '');
                const about = { foreign: objects.foreign, absent: () => objects.absent[name] };
                if (rolesIn(row.objects.own_of).includes(caller)) about.own = objects.own;
                for (const [whose, find] of Object.entries(about)) {
                    const value = await find(id, name, caller);
                    assert.ok(value !== undefined, `${id} has a ${whose} ${place}`);
                    const { status, refused, cell } = await ask(path, method, operation, caller, place, value);
                    assert.equal(refused, !may, `${whose}: ${cell}`);
                    const expected = may ? row.objects[whose] : roleOf(caller) === 'visitor' ? 401 : 403;
                    assert.equal(status, expected, `${whose}: ${cell}`);
                    ++cells;
                }
            }
        }
    assert.deepEqual([...walked].sort(), Object.keys(operations).sort(), 'no operation is left out');
    const ofObjects = Object.values(operations).filter((row) => row.objects);
    const owned = ofObjects.reduce((sum, row) => sum + rolesIn(row.objects.own_of).length, 0);
    assert.equal(cells, callers.length * (Object.keys(operations).length + ofObjects.length) + owned);
});

test('a session that has ended is a visitor', async () => {
    const member = await memberLogin();
    assert.equal((await request('POST', '/api/v1/logout', undefined, member)).status, 200);
    await untilOver('the session', () => request('GET', '/api/v1/users/me', undefined, member));
});

test('operations that take an object in their path, query or body say in the matrix what is expected of it', () => {
    for (const [path, item] of Object.entries(contract.paths))
        for (const operation of Object.values(item)) {
            const named = (operation.parameters ?? []).filter((each) => each.in === 'path' || /_id$|^token$/.test(each.name));
            if (operation['x-message-type'] && named.length > 0)
                assert.ok(operations[operation.operationId].objects, `${operation.operationId} (${path})`);
            for (const name of bodyMembers(operation).filter((each) => /_id$|^token$|^ticket$/.test(each)))
                assert.equal(operations[operation.operationId].objects?.in, `body/${name}`, `${operation.operationId} (${path})`);
        }
});

function bodyMembers(operation) {
    const reference = operation['x-message-type'] && operation.requestBody?.content['application/json'].schema.$ref;
    return reference ? Object.keys(contract.components.schemas[reference.split('/').at(-1)].properties) : [];
}
