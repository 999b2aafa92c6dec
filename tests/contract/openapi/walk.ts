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

async function mailedToken(page: string): Promise<string> {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
        const ledger = await (await fetch(`${world.sandbox}/sandbox/ledger?since=0&service=smtp`)).text();
        const entries: unknown[] = JSON.parse(ledger).entries;
        const mails = entries.map((entry) => JSON.stringify(entry).replaceAll('\\r\\n', '').replaceAll('=\\n', '')).filter((text) => text.includes(world.mail));
        const link = new RegExp(`[0-9a-z]${page}/confirm\\?token=(?:3D)?([A-Za-z0-9_-]{43})`);
        const token = mails.map((mail) => link.exec(mail)?.[1]).find((found) => found !== undefined);
        if (token !== undefined) return token;
    }
    throw new Error('no mail with a link arrived');
}

async function register(): Promise<void> {
    taken('provisionalUser', await client.POST('/api/v1/users/provisional', { body: { mail: world.mail } }));
    const token = await mailedToken('/register');
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
    if (session.csrf_token === undefined) throw new Error('the login asks for a second step');
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

async function changeWishes(): Promise<void> {
    taken('updateUser', await client.POST('/api/v1/users/me', { body: {
        programme: 1, city: '大阪市北区', children: [{ birth_year: 2023, birth_month: 4 }], notice_mail: false, notice_kinds: ['shop'],
        consent_version: '2026-11' } }));
    const { data } = await client.GET('/api/v1/users/me');
    same('the wishes', data?.notice_kinds, ['shop']);
}

async function favorite(): Promise<void> {
    const { items } = taken('listShops', await client.GET('/api/v1/shops', { params: { query: { limit: 1 } } }));
    const shop_id = items[0]?.shop_id ?? 0;
    taken('setFavorite', await client.POST('/api/v1/favorites', { body: { shop_id, favorite: true } }));
    const favorites = taken('listFavorites', await client.GET('/api/v1/favorites'));
    same('the favourites', favorites.items.map((each) => each.shop_id), [shop_id]);
}

const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

// As a shop does without a network: only the public key was asked for before.
async function card(): Promise<void> {
    const { code, state } = taken('getCard', await client.GET('/api/v1/users/me/card'));
    same('the card', state, 'valid');
    const { public_key } = taken('getCardKey', await client.GET('/api/v1/cards/key'));
    const key = await crypto.subtle.importKey('raw', bytes(public_key), 'Ed25519', false, ['verify']);
    const end = code?.lastIndexOf('.') ?? -1;
    const signed = new TextEncoder().encode(code?.slice(0, end));
    same('the signature', await crypto.subtle.verify('Ed25519', key, bytes(code?.slice(end + 1) ?? ''), signed), true);
    same('the server says so, too', taken('checkCard', await client.POST('/api/v1/cards/check', { body: { code: code ?? '' } })).state, 'valid');
}

async function takeOut(): Promise<void> {
    const data = taken('exportOwnData', await client.GET('/api/v1/users/me/export'));
    same('the favourite is in it', data.favorites.length, 1);
}

async function leave(): Promise<void> {
    taken('leave', await client.POST('/api/v1/users/me/leave', { body: { password: world.password } }));
    csrf = '';
    const { response } = await client.POST('/api/v1/users/login', { body: { mail: world.mail, password: world.password } });
    same('the account is gone', response.status, 401);
}

async function registerOwner(): Promise<void> {
    taken('provisionalOwner', await client.POST('/api/v1/owners/provisional', { body: { mail: world.mail } }));
    const token = await mailedToken('/owners/register');
    taken('registerOwner', await client.POST('/api/v1/owners', { body: {
        token, password: world.password, company_name: 'ことり食堂', name: '鳥居 はな', tel: '06-1234-5678', consent_version: '2026-11' } }));
    const session = taken('loginOwner', await client.POST('/api/v1/owners/login', { body: { mail: world.mail, password: world.password } }));
    csrf = session.csrf_token ?? '';
    same('the own company', taken('getOwnOwner', await client.GET('/api/v1/owners/me')).company_name, 'ことり食堂');
    taken('logout', await client.POST('/api/v1/logout'));
    csrf = '';
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
const steps: Array<() => Promise<void>> = [
    register, logIn, ownData, findShop, ownSessions, logOut, logIn, changeWishes, favorite, card, takeOut, leave, registerOwner,
];

for (const step of steps) await step();
console.log(JSON.stringify(done));
