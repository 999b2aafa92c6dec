// What people take out is everything that is held about them: each column of the register of personal data (個人情報
// ファイル簿) that is about members or owners is in the file, with what the database has, or stands here with its reason.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { MemberWalk } from '../../support/member_walk.mjs';
import { RunningHub } from '../../support/running_hub.mjs';
import { firstAdministrator } from '../../support/staff_people.mjs';

const address = { member: 'canary.taker@example.jp', owner: 'canary.owning@example.jp' };
let hub;
let walk;
let register;
const held = {};  // by kind: {id, file}
before(async () => {
    hub = await RunningHub.start({ workers: 1 });
    walk = new MemberWalk(hub);
    register = (await hub.ownerRows(`SELECT table_name || '.' || column_name FROM hub.personal_data
        WHERE person ~ '会員|協賛店' ORDER BY 1`));
    const sessions = {};
    for (const kind of ['member', 'owner']) {
        await (kind === 'member' ? walk.register({ mail: address.member }) : walk.registerOwner(address.owner));
        sessions[kind] = (await walk.logIn(address[kind], undefined, kind)).headers;
        const table = kind === 'member' ? 'users' : 'owner';
        const [id] = await hub.ownerRows(`SELECT ${kind === 'member' ? 'user_id' : 'owner_id'} FROM ${table}
            WHERE status = 'active' ORDER BY created_at DESC LIMIT 1`);
        held[kind] = { id: Number(id) };
    }
    await fillIn();
    const administrator = await firstAdministrator(hub);
    for (const [kind, path] of [['member', 'users'], ['owner', 'owners']])
        assert.equal((await administrator.as('POST', `/api/v1/${path}/search`, { mail: address[kind], reason: 'canary reason' })).status, 200);
    for (const [kind, path] of [['member', 'users'], ['owner', 'owners']]) {
        const taken = await fetch(`${hub.url}/api/v1/${path}/me/export`, { headers: sessions[kind] });
        assert.equal(taken.status, 200);
        held[kind].file = await taken.json();
    }
}, { timeout: 240_000 });
after(async () => {
    walk?.close();
    await hub?.stop();
});

// Nothing is left empty that can be filled.
async function fillIn() {
    const [member, owner] = [held.member.id, held.owner.id];
    await hub.ownerSql(`
        UPDATE users SET nickname = 'canary nick', birth_date = '1988-02-03', push_device = 'canary-device',
            children_birth_dates = '{2018-04-12,2021-11-01}', children_sexes = '{female,male}', city = '大阪市北区',
            card_number = '12345678901244', card_valid_until = '2027-03-31', notice_kinds = '{shop,event}',
            quiet_from = 21, quiet_until = 7, updated_at = '2026-01-02 03:04:05.678+00' WHERE user_id = ${member};
        INSERT INTO users_genre (user_id, genre_code) VALUES (${member}, '01');
        INSERT INTO users_tokuten (user_id, tokuten_code) VALUES (${member}, '01');
        INSERT INTO users_favorite (user_id, shop_id) SELECT ${member}, min(shop_id) FROM shop;
        UPDATE owner SET name_kana = 'カナリア', corporate_number = '8700110005901',
            updated_at = '2026-01-02 03:04:05.678+00' WHERE owner_id = ${owner};
        INSERT INTO owner_shop (owner_id, shop_id) SELECT ${owner}, min(shop_id) FROM shop;
        INSERT INTO shop_temp (shop_temp_id, owner_id, programme, name, name_kana, postal_code, address, city, tel, url,
                               comment, lat, lng, position_source, status, applied_at, decided_at, decided_by, reason)
            VALUES (9001, ${owner}, 1, 'canary shop', 'カナリア', '530-0001', '大阪市北区梅田1', '大阪市北区', '06-1234-5678',
                    'https://canary.example.jp/', 'canary comment', 34.7, 135.5, 'owner_pin', 'rejected', now(), now(),
                    'operator', 'canary rejected');
        INSERT INTO shop_temp_genre (shop_temp_id, genre_code, sort) VALUES (9001, '01', 2), (9001, '02', 1);
        INSERT INTO shop_temp_tokuten (shop_temp_id, tokuten_no, tokuten_code, title, detail)
            VALUES (9001, 2, '01', 'canary second', ''), (9001, 1, '01', 'canary "first"', 'canary detail');
        INSERT INTO hub.second_step (user_id, method, began_at, recovery_codes)
            VALUES (${member}, 'mail', '2026-01-02 03:04:05.678+00', '{a,b}');
        INSERT INTO hub.second_step (owner_id, method, began_at) VALUES (${owner}, 'mail', '2026-01-02 03:04:05.678+00');`);
}

// Where each column is in the file, whose rows of it are meant, and by which kind of account it is taken out.
const users = { kind: 'member', rows: (id) => `users WHERE user_id = ${id}` };
const owners = { kind: 'owner', rows: (id) => `owner WHERE owner_id = ${id}` };
const applications = { kind: 'owner', rows: (id) => `shop_temp WHERE owner_id = ${id}` };
const of = (table, column, kind) => ({ kind, rows: (id) => `${table} WHERE ${column} = ${id}` });
const links = (kind) => ({ kind, rows: () => `hub.account_link WHERE account_kind = '${kind}' AND used_at IS NOT NULL` });
const staffActions = (kind, object) => ({ kind, rows: (id) => `hub.audit WHERE object_kind = '${object}' AND object_id = '${id}'` });
const exported = [
    [users, 'public.users', { user_id: 'member.user_id', programme: 'member.programme', created_at: 'member.registered_at',
        updated_at: 'member.changed_at', mail: 'member.mail', last_login_at: 'member.last_login_at', nickname: 'member.nickname',
        birth_date: 'member.birth_date', children_birth_dates: 'member.children_birth_dates', children_sexes: 'member.children.sex',
        postal_code: 'member.postal_code', city: 'member.city', card_number: 'card_number', card_valid_until: 'card_valid_until',
        push_device: 'member.push_device', push_wanted: 'member.notice_push', mail_wanted: 'member.notice_mail',
        notice_kinds: 'member.notice_kinds', quiet_from: 'member.quiet_from', quiet_until: 'member.quiet_until',
        notices_paused: 'member.notices_paused', consent_version: 'member.consent_version', consented_at: 'member.consented_at' }],
    [of('users_genre', 'user_id', 'member'), 'public.users_genre', { user_id: 'member.user_id', genre_code: 'member.genres' }],
    [of('users_tokuten', 'user_id', 'member'), 'public.users_tokuten', { user_id: 'member.user_id', tokuten_code: 'member.tokuten' }],
    [of('users_favorite', 'user_id', 'member'), 'public.users_favorite',
        { user_id: 'member.user_id', shop_id: 'favorites.shop_id', created_at: 'favorites.since' }],
    [owners, 'public.owner', { owner_id: 'owner.owner_id', created_at: 'owner.registered_at', updated_at: 'owner.changed_at',
        mail: 'owner.mail', last_login_at: 'owner.last_login_at', name: 'owner.name', name_kana: 'owner.name_kana',
        company_name: 'owner.company_name', tel: 'owner.tel', corporate_number: 'owner.corporate_number',
        consent_version: 'owner.consent_version', consented_at: 'owner.consented_at' }],
    [of('owner_shop', 'owner_id', 'owner'), 'public.owner_shop',
        { owner_id: 'owner.owner_id', shop_id: 'owner.shops.shop_id shops.shop_id', created_at: 'shops.since' }],
    [applications, 'public.shop_temp', { owner_id: 'owner.owner_id', ...Object.fromEntries(['name_kana', 'postal_code', 'address', 'tel',
        'url', 'comment', 'lat', 'lng'].map((name) => [name, `applications.${name}`])), name: 'applications.shop_name' }],
    ...['member', 'owner'].flatMap((kind) => [
        [links(kind), 'hub.account_link', { mail: 'links.mail', asked_at: 'links.asked_at', used_at: 'links.used_at' }],
        [of('hub.session', kind === 'member' ? 'user_id' : 'owner_id', kind), 'hub.session',
            { [kind === 'member' ? 'user_id' : 'owner_id']: kind === 'member' ? 'member.user_id' : 'owner.owner_id',
                began_at: 'sessions.began_at', seen_at: 'sessions.seen_at' }],
        [of('hub.second_step', kind === 'member' ? 'user_id' : 'owner_id', kind), 'hub.second_step',
            { [kind === 'member' ? 'user_id' : 'owner_id']: kind === 'member' ? 'member.user_id' : 'owner.owner_id',
                method: 'second_step.method', began_at: 'second_step.began_at' }],
        [staffActions(kind, kind === 'member' ? 'users' : 'owner'), 'hub.audit', { at: 'staff_actions.at', action: 'staff_actions.action' }],
    ]),
];

const secret = 'proves who somebody is, and is held as a digest or sealed';
const letters = 'each message is in the file by id, kind and time; of its address the account has the same, and the night takes it out';
const answers = 'answers of the last day, kept to give them again; not by account, and what they told is in the file';
const excepted = {
    'public.users.status': 'active: nobody else takes anything out', 'public.owner.status': 'active: nobody else takes anything out',
    'public.users.password_hash': secret, 'public.owner.password_hash': secret,
    'public.users.registration_digest': secret, 'public.owner.registration_digest': secret,
    'public.users.registration_expires_at': 'empty from the registration on', 'public.owner.registration_expires_at': 'empty from the registration on',
    ...Object.fromEntries(['name', 'name_kana', 'postal_code', 'address', 'tel', 'url', 'comment', 'lat', 'lng'].map((name) =>
        [`public.shop.${name}`, 'of a shop that is public: getShop tells it, the file the number of the shop'])),
    'hub.account_link.digest': secret, 'hub.account_link.account_id': 'the own number, where the link is in the file',
    'hub.session.digest': secret, 'hub.session.staff_id': 'of staff', 'hub.session.expires_at': 'the beginning and 90 days',
    'hub.second_step.secret': secret, 'hub.second_step.recovery_codes': `${secret}; how many are left is in the file`,
    'hub.second_step.code_digest': secret, 'hub.second_step.code_expires_at': 'of a code, for ten minutes',
    'hub.second_step.last_step': 'the number of a code that was used: when the last login was is in the file',
    'hub.second_step.code_tries': 'counts tries of one code',
    'hub.message.subject': letters, 'hub.message.data': letters,
    'hub.delivery_instruction.recipient': letters, 'hub.delivery_instruction.edited_data': letters,
    'hub.kept_answer.key_sha256': answers, 'hub.kept_answer.request_sha256': answers, 'hub.kept_answer.headers': answers, 'hub.kept_answer.body': answers,
    'hub.audit.actor': 'who of the staff: their data; else the account itself', 'hub.audit.object_kind': 'the account itself',
    'hub.audit.object_id': 'the account itself', 'hub.audit.value_digest': 'proves that a value was not changed',
    'hub.audit_value.before': 'what staff changed about an account is its second step, and told by the action',
    'hub.audit_value.after': 'by what it was found, and the reason, are in the file: see the test below',
};

test('every column about members and owners is in the file or excepted, never both', () => {
    const known = exported.flatMap(([, table, columns]) => Object.keys(columns).map((name) => `${table}.${name}`));
    assert.ok(register.length > 70, 'there is a register');
    assert.deepEqual(register.filter((name) => !known.includes(name) && !(name in excepted)), [], 'say in this test where it is, or why not');
    assert.deepEqual(known.filter((name) => name in excepted), []);
    assert.deepEqual([...known, ...Object.keys(excepted)].filter((name) => !register.includes(name)), [], 'no such column is in the register');
});

// The values at a path, through all lists on the way.
function valuesAt(file, path) {
    return path.split('.').reduce((values, name) => values.flatMap((value) => value?.[name] ?? []), [file]);
}
const isTime = (value) => /^\d{4}-\d\d-\d\dT/.test(value);
const isSame = (one, other) => isTime(one) && isTime(other) ? Math.abs(Date.parse(one) - Date.parse(other)) <= 1 : String(one) === String(other);

for (const [source, table, columns] of exported) {
    test(`what ${table} holds about the ${source.kind} is in the file as it is`, async () => {
        const { id, file } = held[source.kind];
        const rows = (await hub.ownerRows(`SELECT to_jsonb(t) FROM (SELECT * FROM ${source.rows(id)}) AS t`)).map((row) => JSON.parse(row.replaceAll('\\\\', '\\')));
        assert.ok(rows.length > 0, 'there is something');
        for (const [column, paths] of Object.entries(columns)) {
            const values = rows.flatMap((row) => row[column] ?? []);
            assert.ok(values.length > 0, `${column} holds something`);
            for (const path of paths.split(' ')) {
                const told = valuesAt(file, path);
                for (const value of column === 'mail' ? [address[source.kind]] : values)
                    assert.ok(told.some((one) => isSame(one, value)), `${column}: ${value} is at ${path}, where there is ${JSON.stringify(told)}`);
            }
        }
    });
}

test('an application is in the file with all that it says, and staff by role, never by name', () => {
    const [application] = held.owner.file.applications;
    assert.deepEqual([application.status, application.reason, application.city, application.is_chain, application.position_source],
        ['rejected', 'canary rejected', '大阪市北区', false, 'owner_pin']);
    assert.deepEqual(application.genres, ['02', '01'], 'the main one first');
    assert.deepEqual(application.tokuten, [{ code: '01', title: 'canary "first"', detail: 'canary detail' }, { code: '01', title: 'canary second' }]);
    for (const { file } of Object.values(held)) {
        const [{ role, by, reason }] = file.staff_actions;
        assert.deepEqual({ role, by, reason }, { role: 'administrator', by: 'mail', reason: 'canary reason' });
        assert.doesNotMatch(JSON.stringify(file), /最初 花子|first@example\.jp|operator/);
    }
});
