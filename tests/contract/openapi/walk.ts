// What a person does, by the client that openapi-typescript and openapi-fetch make of the contract: it compiles only as
// long as the contract offers these operations with these members, and prints what it did as one JSON line.
//
// A step is a function here and its name in `steps`; a step whose operation the contract does not have does not compile.
import createClient, { type Middleware } from 'openapi-fetch';

import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

// The mails of the sandbox, asked for by the test that starts this.
interface World { url: string; sandbox: string; mail: string; password: string }

const world: World = JSON.parse(process.argv[2] ?? '{}');
const done: string[] = [];
let cookie = '';
let csrf = '';

// What a browser does with the session's cookie, and a page with its proof.
const browser: Middleware = {
    onRequest({ request }) {
        if (cookie !== '') request.headers.set('Cookie', cookie);
        if (csrf !== '' && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf);
        return request;
    },
    onResponse({ response }) {
        const set = response.headers.get('set-cookie');
        if (set !== null) cookie = /Max-Age=0/.test(set) ? '' : set.split(';')[0] ?? '';
    },
};

const client = createClient<paths>({ baseUrl: world.url });
client.use(browser);

// The data of an answer, or the problem as an error.
function taken<Data>(name: string, answer: { data?: Data; error?: unknown; response: Response }): Data {
    if (answer.data === undefined) throw new Error(`${name}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
    done.push(name);
    return answer.data;
}

function same(what: string, actual: unknown, expected: unknown): void {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

async function mailedToken(): Promise<string> {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
        const ledger = await (await fetch(`${world.sandbox}/sandbox/ledger?since=0&service=smtp`)).text();
        const entries: unknown[] = JSON.parse(ledger).entries;
        const mail = entries.map((entry) => JSON.stringify(entry).replaceAll('\\r\\n', '').replaceAll('=\\n', '')).find((text) => text.includes(world.mail));
        const token = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(mail ?? '')?.[1];
        if (token !== undefined) return token;
    }
    throw new Error('no mail with a link arrived');
}

async function register(): Promise<void> {
    taken('provisionalUser', await client.POST('/api/v1/users/provisional', { body: { mail: world.mail } }));
    const token = await mailedToken();
    const link = taken('getProvisionalUser', await client.GET('/api/v1/users/provisional', { params: { query: { token } } }));
    same('the link is of the address', link.mail, world.mail);
    const registration: Schemas['Registration'] = {
        token, password: world.password, programme: 1, postal_code: '530-0001', children: [{ birth_year: 2023, birth_month: 4 }],
        genres: ['01'], tokuten: ['05'], notice_mail: true, notice_kinds: ['event'], consent_version: '2026-11',
    };
    taken('registerUser', await client.POST('/api/v1/users', { body: registration }));
}

async function logIn(): Promise<void> {
    const session = taken('loginUser', await client.POST('/api/v1/users/login', { body: { mail: world.mail, password: world.password } }));
    csrf = session.csrf_token;
}

async function ownData(): Promise<void> {
    const me = taken('getOwnUser', await client.GET('/api/v1/users/me'));
    same('own mail', me.mail, world.mail);
    same('own postal code', me.postal_code, '530-0001');
    same('own children', me.children, [{ birth_year: 2023, birth_month: 4 }]);
}

async function findShop(): Promise<void> {
    const list = taken('listShops', await client.GET('/api/v1/shops', { params: { query: { limit: 1 } } }));
    const [first] = list.items;
    if (first === undefined) throw new Error('there is no shop');
    const shop = taken('getShop', await client.GET('/api/v1/shops/{shop_id}', { params: { path: { shop_id: first.shop_id } } }));
    same('the shop', shop.name, first.name);
}

async function ownSessions(): Promise<void> {
    const { sessions } = taken('listOwnSessions', await client.GET('/api/v1/sessions'));
    same('this session among one', sessions.map((session) => session.current), [true]);
}

async function logOut(): Promise<void> {
    taken('logout', await client.POST('/api/v1/logout'));
    same('the cookie is gone', cookie, '');
    csrf = '';
    const { response } = await client.GET('/api/v1/users/me');
    same('nobody is logged in', response.status, 401);
}

// In this order, as a person would.
const steps: Array<() => Promise<void>> = [register, logIn, ownData, findShop, ownSessions, logOut];

for (const step of steps) await step();
console.log(JSON.stringify(done));
