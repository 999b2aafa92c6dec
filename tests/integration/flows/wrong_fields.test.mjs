// All that is wrong with a request is named in one answer, whoever finds it: the contract, or the rules behind it that
// no contract can tell (a password that is easily guessed, a month of birth, a town there is none of).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Callers } from '../../support/callers.mjs';
import { RunningHub } from '../../support/running_hub.mjs';

const guessed = 'aaaaaaaaaaaa';
const myNumber = '1234 5678 9018';
const profile = { programme: 3, postal_code: 'abc', city: '持病あり', children: [{ birth_year: 1901, birth_month: 4 }], genres: ["'"],
    quiet_from: 25, consent_version: '2001-01' };
const business = { company_name: myNumber, corporate_number: '1234567890123', name: ' ', name_kana: '漢字', tel: 'x', consent_version: '2001-01' };
// By operation: who asks, and a wrong value for each of its fields; of some the contract knows, of others the handler.
const operations = {
    registerUser: { wrong: { token: 'x', password: 'short', ...profile } },
    updateUser: { role: 'member', wrong: profile },
    registerOwner: { wrong: { token: 'x', password: guessed, ...business } },
    updateOwner: { role: 'owner', wrong: business },
    resetUserPassword: { wrong: { token: 'x', password: guessed } },
    resetOwnerPassword: { wrong: { token: 'x', password: guessed } },
    changeOwnUserPassword: { role: 'member', wrong: { password: '', new_password: guessed } },
    changeOwnOwnerMail: { role: 'owner', wrong: { mail: 'a@b', password: '' } },
    provisionalUser: { wrong: { mail: 'a@b', unknown_key: 1 } },
    loginUserByCode: { wrong: { ticket: '', code: ' - - - ' } },
    acceptStaffInvitation: { wrong: { token: 'x', password: guessed, code: '12-34-5' } },
    inviteStaff: { role: 'administrator', wrong: { name: 'a/b', mail: 'a@b', role: 'king' } },
    createKey: { role: 'administrator', wrong: { name: myNumber, scopes: ['everything'], days: 0 } },
    searchUsers: { role: 'administrator', wrong: { mail: 'a@b', reason: myNumber, unknown_key: 1 } },
    liftUserSecondStep: { role: 'administrator', wrong: { reason: '　', user_id: 'x' } },
    findOwners: { role: 'administrator', wrong: { corporate_number: '12', reason: '' } },
    listFavorites: { role: 'member', wrong: { cursor: 'x', limit: 1000 } },
    listShops: { wrong: { radius_m: 5, limit: 1000 } },
};

let hub;
let contract;
let callers;
before(async () => {
    hub = await RunningHub.start();
    contract = await (await fetch(`${hub.url}/api/openapi.json`)).json();
    callers = new Callers(hub);
}, { timeout: 180_000 });
after(async () => { callers?.close(); await hub?.stop(); });

function find(id) {
    for (const [path, item] of Object.entries(contract.paths))
        for (const [method, operation] of Object.entries(item)) if (operation.operationId === id) return { path, method: method.toUpperCase(), operation };
    throw new Error(`the contract has no ${id}`);
}

// The contract's example with some members and parameters in the place of its own.
async function ask(id, role, members) {
    const { path, method, operation } = find(id);
    const schema = operation.requestBody?.content['application/json'].schema;
    const named = (place) => (operation.parameters ?? []).filter((each) => each.in === place);
    const target = path.replace(/\{(.*?)\}/g, (_, name) => members[name] ?? '1');
    const query = named('query').filter(({ name, required }) => name in members || required)
        .map(({ name, example }) => `${name}=${encodeURIComponent(members[name] ?? example ?? '1')}`).join('&');
    const inPath = new Set(named('path').map(({ name }) => name));
    const own = Object.fromEntries(Object.entries(members).filter(([name]) => !inPath.has(name)));
    const body = schema && JSON.stringify({ ...contract.components.schemas[schema.$ref.split('/').at(-1)].example, ...own });
    const answer = await fetch(`${hub.url}${target}${query && `?${query}`}`, { method, body,
        headers: { Connection: 'close', ...(body && { 'Content-Type': 'application/json' }), ...(role && await callers.headers(role)) } });
    const problem = await answer.json();
    // A parameter by its name, what is in the body by where it stands.
    const whole = (field) => field.split('/').slice(0, 2).join('/');
    const parameters = new Set((operation.parameters ?? []).map(({ name }) => name));
    return { status: answer.status, fields: [...new Set((problem.errors ?? []).map(({ field }) => whole(field)))].sort(), problem,
        nameOf: (field) => parameters.has(field) ? field : `/${field}` };
}

for (const [id, { role, wrong }] of Object.entries(operations))
    test(`${id} names every wrong field in one answer`, async () => {
        const all = await ask(id, role, wrong);
        assert.equal(all.status, 400, JSON.stringify(all.problem));
        const quiet = 'quiet_from' in wrong ? ['quiet_until'] : [];  // the one without the other
        assert.deepEqual(all.fields, [...Object.keys(wrong), ...quiet].map(all.nameOf).sort(), JSON.stringify(all.problem));
        for (const { problem } of all.problem.errors) assert.match(problem, /[^\x00-\x7f]/, 'it is said in Japanese');
    });

test('each wrong field is named once, by whoever says it more closely', async () => {
    const { problem } = await ask('registerUser', undefined, { children: [{ birth_year: 1901, birth_month: 4 }, { birth_year: 1, birth_month: 4 }, 7], password: 5 });
    const named = problem.errors.map(({ field }) => field).sort();
    assert.deepEqual(named, ['/children/0', '/children/1/birth_year', '/children/2', '/password']);
});

test('who sends a My Number in a text of a form is told what to do, and nothing of it is kept', async () => {
    const { problem } = await ask('updateOwner', 'owner', { company_name: '見本商店 １２３４－５６７８－９０１８' });
    assert.deepEqual(problem.errors.map(({ field }) => field), ['/company_name']);
    assert.match(problem.errors[0].problem, /マイナンバー.*消してから/);
    const owner = await (await fetch(`${hub.url}/api/v1/owners/me`, { headers: await callers.headers('owner') })).json();
    assert.doesNotMatch(JSON.stringify(owner), /９０１８/);
});
