// Every form of every page sent without the proof of its session, by everybody who can be logged in: refused, and nothing
// is done; with its proof the same is done. Which forms need no proof, because they are about getting in or about nobody,
// is written down here by hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Callers } from '../../support/callers.mjs';
import { filled, pageRoutes, roleOf } from '../../support/page_routes.mjs';
import { RunningHub } from '../../support/running_hub.mjs';

let hub;
let callers;
before(async () => {
    hub = await RunningHub.start({ workers: 1 });
    callers = new Callers(hub);
}, { timeout: 180_000 });
after(async () => { callers?.close(); await hub?.stop(); });

const gettingIn = ['/register', '/register/confirm', '/login', '/login/link', '/login/link/confirm', '/login/code', '/password/forgotten', '/password/reset', '/mail/confirm'];
const withoutProof = new Set([...gettingIn, ...gettingIn.map((path) => `/owners${path}`),
    '/staff/login', '/staff/login/second-step', '/staff/accept', '/chat', '/verify']);

// What all the forms together ask for: enough for each to be carried out.
const typed = { confirm: '1', confirmed: '1', change: 'suspend', role: 'viewer', name: 'walk', mail: 'forged@example.jp', scopes: 'audit:read', days: '3',
    favorite: '1', reason: 'walk', by: 'mail', value: 'a@example.jp', method: 'mail', programme: '2', city: '堺市堺区', postal_code: '5410041', company_name: 'forged',
    tel: '06-0000-0000', consent_version: '2026-11', password: 'Kotori-ga-3wa-eda-ni', new_password: 'Kotori-ga-4wa-eda-ni' };

function send(path, { Cookie }, more = {}) {
    return fetch(hub.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ ...typed, ...more }), headers: { Cookie, Accept: 'text/html', Origin: hub.url } });
}

// All that a form can change; when somebody was last seen is none of it.
function everything() {
    const tables = ['users', 'users_favorite', 'users_genre', 'users_tokuten', 'owner', 'owner_shop', 'hub.staff', 'hub.staff_recovery_code', 'hub.api_key', 'hub.second_step', 'hub.account_link'];
    const rows = tables.map((table) => `SELECT '${table}', t::text FROM ${table} t`);
    // A form that is refused is shown again with the list of staff beside it, and that is a reading.
    const counts = ['hub.session', "hub.audit WHERE action <> 'staff.read'"].map((these) => `SELECT $$${these}$$, count(*)::text FROM ${these}`);
    return hub.ownerRows(`${[...rows, ...counts].join(' UNION ALL ')} ORDER BY 1, 2`);
}

test('no form is carried out without its proof, whoever is logged in', { timeout: 180_000 }, async () => {
    const paths = pageRoutes().filter(({ method }) => method === 'POST').map(({ path }) => path);
    assert.deepEqual([...withoutProof].filter((path) => !paths.includes(path)), [], 'what is written here is there');
    const proven = paths.filter((path) => !withoutProof.has(path));
    assert.ok(proven.length > 20, `${proven.length} forms`);
    for (const role of Callers.roles) await callers.headers(role);
    const others = await Promise.all(Callers.roles.map((role) => callers.headers(role)));
    const earlier = await everything();
    const wrong = [];
    for (const role of Callers.roles) {
        const headers = await callers.headers(role);
        const foreign = others.find((each) => each !== headers)['X-CSRF-Token'];
        for (const path of proven)
            for (const [what, more] of Object.entries({ none: {}, wrong: { csrf: 'x' }, foreign: { csrf: foreign } })) {
                const answer = await send(filled(path), headers, more);
                // A form of another kind of account leads to that kind's login.
                const led = answer.status === 303 && /^(\/owners|\/staff)?\/login\?other=1/.test(answer.headers.get('location'));
                if (answer.status !== 403 && !led) wrong.push(`${role} ${path} (${what}): ${answer.status} ${answer.headers.get('location') ?? ''}`);
                if (answer.headers.get('cache-control') !== 'no-store') wrong.push(`${role} ${path}: ${answer.headers.get('cache-control')}`);
            }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(await everything(), earlier);
});

// What needs a second step that has begun, or a ticket of one: carried out in account_access.test.mjs and staff.test.mjs.
const needMore = ['/me/second-step/confirm', '/owners/me/second-step/confirm', '/staff/members/{user_id}/second-step', '/staff/owners/{owner_id}/second-step'];
// Those that end what the others need come last, in this order.
const lastOnes = ['/sessions', '/logout', '/me/password', '/me/leave'];
const place = (path) => lastOnes.findIndex((each) => path.endsWith(each));

test('the same forms with their proof are carried out', { timeout: 180_000 }, async () => {
    const paths = pageRoutes().filter(({ method, path }) => method === 'POST' && !withoutProof.has(path)).map(({ path }) => path)
        .sort((one, other) => place(one) - place(other));
    const idle = [];
    for (const path of paths) {
        const role = roleOf(path) === 'visitor' ? 'member' : roleOf(path);
        const headers = await callers.headers(role);
        const [invited] = await hub.ownerRows("SELECT staff_id FROM hub.staff WHERE status = 'invited'");
        const earlier = await everything();
        await send(filled(path, path.startsWith('/staff/accounts') ? invited : 1), headers,
            { csrf: headers['X-CSRF-Token'], ...(path.endsWith('/leave') && { password: typed.new_password }) });
        if (JSON.stringify(await everything()) === JSON.stringify(earlier)) idle.push(path);
        if (/(sessions|logout)$/.test(path)) await callers.ended(role, headers);
    }
    assert.deepEqual(idle.sort(), needMore);
});
