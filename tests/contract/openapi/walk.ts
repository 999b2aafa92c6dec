// What a person does, by the client that openapi-typescript and openapi-fetch make of the contract: it compiles only as
// long as the contract offers these operations with these members, and prints what it did as one JSON line.
//
// A step is a function here and its name in `steps`; a step whose operation the contract does not have does not compile.
import createClient, { type Middleware } from 'openapi-fetch';

import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

// The mails of the sandbox, asked for by the test that starts this.
interface World { url: string; sandbox: string; mail: string; password: string; administrator: string; viewer: string }

const world: World = JSON.parse(process.argv[2] ?? '{}');
const done: string[] = [];
// Of whoever is at the computer now.
let cookie = '';
let csrf = '';
const held = () => ({ cookie, csrf });
function take(session: { cookie: string; csrf: string }): void {
    ({ cookie, csrf } = session);
}
const nobody = { cookie: '', csrf: '' };

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

async function mailedToken(page: string, mail = world.mail): Promise<string> {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
        const ledger = await (await fetch(`${world.sandbox}/sandbox/ledger?since=0&service=smtp`)).text();
        const entries: unknown[] = JSON.parse(ledger).entries;
        const texts = entries.map((entry) => JSON.stringify(entry).replaceAll('\\r\\n', '').replaceAll('=\\n', '')).filter((text) => text.includes(mail));
        const link = new RegExp(`[0-9a-z]${page}\\?token=(?:3D)?([A-Za-z0-9_-]{43})`);
        const token = texts.map((text) => link.exec(text)?.[1]).find((found) => found !== undefined);
        if (token !== undefined) return token;
    }
    throw new Error('no mail with a link arrived');
}

async function register(): Promise<void> {
    taken('provisionalUser', await client.POST('/api/v1/users/provisional', { body: { mail: world.mail } }));
    const token = await mailedToken('/register/confirm');
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

// What an authenticator app shows (RFC 6238), never a code that was used already: the next step's counts, too.
const usedSteps = new Map<string, number>();
async function codeOf(secret: string): Promise<string> {
    const step = Math.max(usedSteps.get(secret) ?? 0, Math.floor(Date.now() / 30_000) - 1) + 1;
    usedSteps.set(secret, step);
    const bits = Array.from(secret.replaceAll(' ', ''), (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const raw = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
    const counter = new DataView(new ArrayBuffer(8));
    counter.setBigUint64(0, BigInt(step));
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
    const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
    return String((digest.getUint32(digest.getUint8(19) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// From the mailed invitation to a session.
async function joinStaff(mail: string): Promise<number> {
    const token = await mailedToken('/staff/accept', mail);
    const invitation = taken('getStaffInvitation', await client.GET('/api/v1/staff/invitation', { params: { query: { token } } }));
    same('the invitation is of the address', invitation.mail, mail);
    const { staff_id } = taken('acceptStaffInvitation', await client.POST('/api/v1/staff/invitation', { body: {
        token, password: world.password, setup: invitation.setup, code: await codeOf(invitation.typed_secret) } }));
    const { ticket } = taken('loginStaff', await client.POST('/api/v1/staff/login', { body: { mail, password: world.password } }));
    same('the first step is no login', cookie, '');
    const session = taken('finishStaffLogin', await client.POST('/api/v1/staff/login/second-step', { body: { ticket, code: await codeOf(invitation.typed_secret) } }));
    csrf = session.csrf_token;
    const me = taken('getOwnStaff', await client.GET('/api/v1/staff/me'));
    same('the own account', [me.staff_id, me.mail, me.role], [staff_id, mail, invitation.role]);
    return staff_id;
}

// While a member is there to look up, who comes back afterwards.
async function staff(): Promise<void> {
    const { user_id } = taken('getOwnUser', await client.GET('/api/v1/users/me'));
    const member = held();
    take(nobody);
    await joinStaff(world.administrator);
    const administrator = held();
    taken('inviteStaff', await client.POST('/api/v1/staff', { body: { name: '閲覧 花子', mail: world.viewer, role: 'viewer' } }));
    take(nobody);
    const staff_id = await joinStaff(world.viewer);
    const viewer = held();
    const { items } = taken('findUsers', await client.GET('/api/v1/users', { params: { query: { user_id, reason: '窓口での問い合わせ' } } }));
    same('the member is found', items.map((each) => each.user_id), [user_id]);
    const path = { staff_id };
    const denied = await client.POST('/api/v1/staff/{staff_id}/role', { params: { path }, body: { role: 'editor' } });
    same('a viewer changes no role', denied.response.status, 403);

    take(administrator);
    taken('changeStaffRole', await client.POST('/api/v1/staff/{staff_id}/role', { params: { path }, body: { role: 'editor' } }));
    take(viewer);
    same('the change ends the session', (await client.GET('/api/v1/staff/me')).response.status, 401);
    take(member);
}

const business: Schemas['BusinessProfile'] = { company_name: 'ことり食堂', name: '鳥居 はな', tel: '06-1234-5678', consent_version: '2026-11' };

async function registerOwner(): Promise<void> {
    taken('provisionalOwner', await client.POST('/api/v1/owners/provisional', { body: { mail: world.mail } }));
    const token = await mailedToken('/owners/register/confirm');
    const link = taken('getProvisionalOwner', await client.GET('/api/v1/owners/provisional', { params: { query: { token } } }));
    same('the link is of the address', link.mail, world.mail);
    taken('registerOwner', await client.POST('/api/v1/owners', { body: { ...business, token, password: world.password } }));
}

let ownerPassword = world.password;
const logInOwner = async () => taken('loginOwner', await client.POST('/api/v1/owners/login', { body: { mail: world.mail, password: ownerPassword } }));

async function ownBusiness(): Promise<void> {
    csrf = (await logInOwner()).csrf_token ?? '';
    const own = taken('getOwnOwner', await client.GET('/api/v1/owners/me'));
    same('the own company', own.company_name, 'ことり食堂');
    same('the own shops', own.shops, []);
    taken('updateOwner', await client.POST('/api/v1/owners/me', { body: { ...business, company_name: 'すずめ食堂' } }));
    const { data } = await client.GET('/api/v1/owners/me');
    same('the new name', data?.company_name, 'すずめ食堂');
}

async function changeOwnerPassword(): Promise<void> {
    const new_password = `${world.password}-2`;
    taken('changeOwnOwnerPassword', await client.POST('/api/v1/owners/me/password', { body: { password: ownerPassword, new_password } }));
    const old = await client.POST('/api/v1/owners/login', { body: { mail: world.mail, password: ownerPassword } });
    same('the old password is void', old.response.status, 401);
    ownerPassword = new_password;
}

async function ownerSecondStep(): Promise<void> {
    const begun = taken('beginOwnOwnerSecondStep', await client.POST('/api/v1/owners/me/second-step', { body: { method: 'authenticator', password: ownerPassword } }));
    const { secret = '', ticket = '' } = begun;
    taken('confirmOwnOwnerAuthenticator', await client.POST('/api/v1/owners/me/second-step/confirm', { body: { ticket, code: await codeOf(secret) } }));
    same('the method', taken('getOwnOwnerSecondStep', await client.GET('/api/v1/owners/me/second-step')).method, 'authenticator');
    await logOut();
    const first = await logInOwner();
    same('the password alone is no login', [first.csrf_token, cookie], [undefined, '']);
    const session = taken('loginOwnerByCode', await client.POST('/api/v1/owners/login/code', { body: { ticket: first.ticket ?? '', code: await codeOf(secret) } }));
    csrf = session.csrf_token ?? '';
    taken('endOwnOwnerSecondStep', await client.POST('/api/v1/owners/me/second-step/end', { body: { password: ownerPassword } }));
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

async function ownerLeaves(): Promise<void> {
    csrf = (await logInOwner()).csrf_token ?? '';
    const data = taken('exportOwnOwnerData', await client.GET('/api/v1/owners/me/export'));
    same('no application is in it', data.applications, []);
    taken('leaveAsOwner', await client.POST('/api/v1/owners/me/leave', { body: { password: ownerPassword } }));
    csrf = '';
    const { response } = await client.POST('/api/v1/owners/login', { body: { mail: world.mail, password: ownerPassword } });
    same('the account is gone', response.status, 401);
}

// In this order, as a person would; what ends an account comes last.
const steps: Array<() => Promise<void>> = [
    register, logIn, ownData, findShop, ownSessions, logOut, logIn, changeWishes, favorite, card, staff, takeOut, leave,
    registerOwner, ownBusiness, changeOwnerPassword, ownerSecondStep, ownSessions, logOut, ownerLeaves,
];

for (const step of steps) await step();
console.log(JSON.stringify(done));
