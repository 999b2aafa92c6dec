#!/usr/bin/env node
// What members do, beside PostgreSQL alone: pgbench runs the same SQL (tests/bench/sql) on the same database, with as many
// connections as two workers have.
//   setFavorite    64 members, each putting shops into their favourites and out again; one change a transaction in pgbench
//   listFavorites  the newest 20 of 64 members' favourites
//   registerUser   with links that were mailed before. A registration hashes a password, slow on purpose: what SQL and hash
//                  together allow is 1 / (1 / registrations that pgbench makes + 1 / hashes that the hub's threads make)
// All that is compared is measured in turn, three rounds, of which the medians count.
// Aims: a third of pgbench; of what SQL and hash allow, for registerUser. Exit code 1 when one is not met.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { believeLoopback } from '../support/guessing.mjs';
import { RunningHub, sourceDirectory } from '../support/running_hub.mjs';
import { BenchMembers, tokenOf } from './bench_members.mjs';
import { Figures } from './figures.mjs';
import { clients, errorsOf, inTurn, pgbench, seconds, wrk } from './load.mjs';

const run = promisify(execFile);
const build = process.env.PASSPORT_HUB_BUILD ?? join(sourceDirectory, 'build/release');
const workers = 2;
const third = 1 / 3;
const figures = new Figures('members');

async function measureSetFavorite(members, load) {
    figures.step('setFavorite, pgbench and hub');
    const [sql, ours] = await inTurn(async () => {
        await members.haveFavorites(0);
        return pgbench(members.hub, 'set_favorite.sql', { first_user: members.first, users: members.count, first_shop: members.firstShop,
            shops: members.shopsLiked, most: 500, now: new Date().toISOString() });
    }, async () => {
        await members.haveFavorites(0);
        return wrk(members.hub.url, 'set_favorite.lua', load);
    });
    figures.note('setFavorite, pgbench', sql.rate, '/s', { average_ms: sql.average });
    figures.rate('setFavorite, hub', ours);
    figures.aim('setFavorite against pgbench', ours.rate / sql.rate, { least: third, spoiled: errorsOf(ours) });
}

async function measureListFavorites(members, load) {
    figures.step('listFavorites, pgbench and hub');
    await members.haveFavorites(20);
    const [sql, ours] = await inTurn(
        () => pgbench(members.hub, 'list_favorites.sql', { first_user: members.first, users: members.count, before: 4e15, shop_id: 0, most: 21 }),
        () => wrk(members.hub.url, 'list_favorites.lua', load));
    figures.note('listFavorites, pgbench', sql.rate, '/s', { average_ms: sql.average });
    figures.rate('listFavorites, hub', ours);
    figures.aim('listFavorites against pgbench', ours.rate / sql.rate, { least: third, spoiled: errorsOf(ours) });
}

// Registrations that PostgreSQL makes alone, each round with links of its own.
async function registerBySql(members, round) {
    const links = 6_000 * seconds;
    await members.keepLinks('sql', links, { first: round * links, digest: "lpad(n::text, 64, '0')",
        mail: "rpad('sql' || n, 43, '-') || ':' || repeat('x', 80)" });
    const sql = await pgbench(members.hub, 'register_user.sql', { turn: round * links / clients - 1, kind: 'member', purpose: 'registration',
        now: new Date().toISOString(), count: 1, programme: 1, password_hash: 'x'.repeat(97), children: '{}', sexes: '{}', postal_code: '530-0001',
        city: '大阪市', push: 'f', mail_wanted: 'f', kinds: '{}', quiet_from: 22, quiet_until: 7, paused: 'f', consent_version: '2026-11',
        genres: '{}', tokuten: '{}' });
    const [used] = await members.hub.ownerRows("SELECT count(*) FROM hub.account_link WHERE mail LIKE 'sql%' AND used_at IS NOT NULL");
    if (Number(used) >= (round + 1) * links) throw new Error('pgbench has used every link: its rate is none of registrations');
    return sql;
}

// Hashes alone, on as many threads as the workers hash with.
async function hash() {
    const { stdout } = await run(join(build, 'hub_password_benchmark'), [String(workers), String(seconds)]);
    const { hashes_per_second: rate, threads } = JSON.parse(stdout);
    return { rate, threads };
}

// 32 at once: more than are hashed at once, so that none of the threads that hash waits for somebody to register, and far
// fewer than may wait for it. Whoever is refused all the same is an error and tries no more.
async function registerByHub(members, round) {
    const links = 500 * seconds;
    await members.keepLinks('walk', links, { first: round * links });
    const times = [];
    let errors = 0;
    let next = round * links;
    const end = performance.now() + 1_000 * seconds;
    await Promise.all(Array.from({ length: 32 }, async () => {
        while (performance.now() < end) {
            if (next === (round + 1) * links) throw new Error('every link is used');
            const asked = performance.now();
            const { status } = await members.register(tokenOf('walk', next++));
            if (status !== 201) return void ++errors;
            if (performance.now() <= end) times.push(performance.now() - asked);
        }
    }));
    times.sort((left, right) => left - right);
    const share = (part) => times[Math.floor(times.length * part)];
    return { rate: times.length / seconds, p50: share(0.5), p99: share(0.99), errors };
}

async function measureRegisterUser(members) {
    figures.step('registerUser, pgbench, the hash alone and the hub');
    const [sql, hashed, ours] = await inTurn((round) => registerBySql(members, round), hash, (round) => registerByHub(members, round));
    const allowed = 1 / (1 / sql.rate + 1 / hashed.rate);
    figures.note('registerUser, pgbench', sql.rate, '/s', { average_ms: sql.average });
    figures.note('the hash of a password alone', hashed.rate, '/s', { threads: hashed.threads });
    figures.note('registerUser, what SQL and hash allow', allowed, '/s');
    figures.rate('registerUser, hub', ours);
    figures.aim('registerUser against SQL and hash', ours.rate / allowed, { least: third, spoiled: errorsOf(ours) });
}

const hub = await RunningHub.start({ workers, ownConfiguration: true, prepare: believeLoopback });
const members = new BenchMembers(hub);
try {
    figures.step('shops and members');
    await members.make();
    const load = await members.logIn();
    await measureSetFavorite(members, load);
    await measureListFavorites(members, load);
    await measureRegisterUser(members);
} finally {
    members.close();
    await hub.stop();
}
figures.end();
