// Members as if they had registered and shops that they like: what setFavorite and its like are measured with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { RawClient } from '../support/raw_client.mjs';
import { importShops } from './load.mjs';

const shopCount = Number(process.env.PASSPORT_HUB_BENCH_SHOPS ?? 10_000);
const password = 'kotori-ga-3wa-ita';
const profile = { programme: 1, postal_code: '530-0001', city: '大阪市', quiet_from: 22, quiet_until: 7, consent_version: '2026-11' };

// The token of a link that keepLinks() kept.
export const tokenOf = (name, number) => `${name}_${number}`.padEnd(43, '-');

export class BenchMembers {
    first = 1_000_000;
    count = 64;
    shopsLiked = 50;
    #client;
    #callers = 0;

    // The hub has to believe what is said about the client's address: each request comes from another one.
    constructor(hub) {
        this.hub = hub;
        this.#client = new RawClient(hub.url);
    }

    close() { this.#client.close(); }

    async make() {
        await importShops(this.hub, shopCount);
        const rows = await this.hub.ownerRows(`SELECT shop_id FROM shop WHERE status = 'public' ORDER BY shop_id DESC LIMIT ${this.shopsLiked}`);
        this.firstShop = Number(rows.at(-1));
        if (Number(rows[0]) - this.firstShop !== this.shopsLiked - 1) throw new Error('the numbers of the shops have gaps');
        await this.keepLinks('first', 1);
        const { status, text } = await this.register(tokenOf('first', 0));
        if (status !== 201) throw new Error(`registerUser answered ${status}: ${text}`);
        await this.hub.storeSealed(`INSERT INTO users (user_id, mail, password_hash, status)
            SELECT ${this.first} + n, 'bench' || n || '@example.jp', (SELECT password_hash FROM users ORDER BY user_id LIMIT 1), 'active'
            FROM generate_series(0, ${this.count - 1}) n; ANALYZE users, shop, shop_genre, shop_tokuten`);
    }

    // Links to register with, as if they had been mailed to NAME0@example.jp and so on, with the tokens of tokenOf(). `mail`:
    // addresses in the form of sealed ones, for SQL that opens none.
    keepLinks(name, count, { first = 0, digest = `encode(sha256(convert_to(rpad('${name}_' || n, 43, '-'), 'UTF8')), 'hex')`,
        mail = `'${name}' || n || '@example.jp'` } = {}) {
        return this.hub.storeSealed(`INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at)
            SELECT ${digest}, 'member', 'registration', ${mail}, now(), now() + interval '1 day'
            FROM generate_series(${first}, ${first + count - 1}) n; ANALYZE hub.account_link`);
    }

    register(token) { return this.#post('/api/v1/users', { token, password, ...profile }); }

    // Logs everybody in; what set_favorite.lua and list_favorites.lua are told.
    async logIn() {
        const lines = await Promise.all(Array.from({ length: this.count }, async (_, number) => {
            const { status, headers, text } = await this.#post('/api/v1/users/login', { mail: `bench${number}@example.jp`, password });
            if (status !== 200) throw new Error(`loginUser answered ${status}: ${text}`);
            return `${headers['set-cookie'][0].split(';')[0]}\t${JSON.parse(text).csrf_token}`;
        }));
        return this.load('hub', lines);
    }

    // The environment of those scripts for members with these lines (cookie, tab, proof), kept under a name.
    load(name, lines) {
        const file = join(this.hub.directory, `members_of_${name}`);
        writeFileSync(file, lines.join('\n'));
        return { PASSPORT_BENCH_MEMBERS: file,
            PASSPORT_BENCH_SHOPS: Array.from({ length: this.shopsLiked }, (_, number) => this.firstShop + number).join(' ') };
    }

    // Everybody has so many favourites, one a minute.
    haveFavorites(count) {
        return this.hub.ownerSql(`TRUNCATE users_favorite; INSERT INTO users_favorite (user_id, shop_id, created_at)
            SELECT ${this.first} + n, ${this.firstShop} + shop, now() - shop * interval '1 minute'
            FROM generate_series(0, ${this.count - 1}) n, generate_series(0, ${count - 1}) shop; ANALYZE users_favorite`);
    }

    #post(path, body) {
        const number = ++this.#callers;
        const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
        return this.#client.ask('POST', path, { 'Content-Type': 'application/json', 'X-Forwarded-For': from }, JSON.stringify(body));
    }
}
