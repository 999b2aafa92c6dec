#!/usr/bin/env node
// The hub beside what the customer has today: the same two operations in Django 3.2 under gunicorn with psycopg2
// (tests/bench/peer/django), on the same database, the same data and the same load, in the same run.
//   listShops     20 shops near 10,000 random points over 10,000 shops
//   setFavorite   64 members, each putting shops into their favourites and out again
// They are measured in turn, three rounds, of which the medians count.
// Aims: 20 times Django's listShops, 5 times its setFavorite. Exit code 1 when one is not met.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { believeLoopback } from '../support/guessing.mjs';
import { RunningHub, until } from '../support/running_hub.mjs';
import { BenchMembers } from './bench_members.mjs';
import { Figures } from './figures.mjs';
import { databasePassword, errorsOf, here, inTurn, wrk } from './load.mjs';

const run = promisify(execFile);
const figures = new Figures('django');

async function startDjango(hub) {
    const port = await hub.freePort();
    const directory = join(here, 'peer/django');
    const environment = { ...hub.environment, PASSPORT_BENCH_SECRET: 'only for the bench', PASSPORT_BENCH_DATABASE_PASSWORD: databasePassword(hub),
        PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: directory };
    const server = spawn('/usr/bin/gunicorn', ['--workers', '5', '--bind', `127.0.0.1:${port}`, '--chdir', directory, '--log-level', 'error',
        '--worker-tmp-dir', '/dev/shm', 'passport.wsgi'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    await once(server, 'spawn');
    const url = `http://127.0.0.1:${port}`;
    const stop = async () => {
        const ended = once(server, 'exit');
        server.kill('SIGTERM');
        await ended;
    };
    try {
        await until('Django answers', async () => (await fetch(`${url}/api/v1/shops?lat=34.7&lng=135.5`)).ok, 30_000);
    } catch (error) {
        await stop();
        throw error;
    }
    return { url, environment, directory, stop };
}

// The headers of the same members, as Django's login would have given them.
async function djangoLoad(django, members) {
    const ids = Array.from({ length: members.count }, (_, number) => String(members.first + number));
    const { stdout } = await run('/usr/bin/python3', [join(django.directory, 'cookies.py'), ...ids], { env: django.environment });
    return members.load('django', stdout.trim().split('\n').map((cookie) => `${cookie}\t-`));
}

async function measureListShops(hub, django) {
    figures.step('listShops, hub and Django');
    const [theirs, ours] = await inTurn(() => wrk(django.url, 'near.lua'), () => wrk(hub.url, 'near.lua'));
    figures.rate('listShops, hub', ours);
    figures.rate('listShops, Django', theirs);
    figures.aim('listShops against Django', ours.rate / theirs.rate, { unit: '×', least: 20, spoiled: errorsOf(ours, theirs) });
}

async function measureSetFavorite(hub, django, members) {
    figures.step('setFavorite, Django and hub');
    const measured = (url, load) => async () => {
        await members.haveFavorites(0);
        return wrk(url, 'set_favorite.lua', load);
    };
    const [theirs, ours] = await inTurn(measured(django.url, await djangoLoad(django, members)), measured(hub.url, await members.logIn()));
    figures.rate('setFavorite, Django', theirs);
    figures.rate('setFavorite, hub', ours);
    figures.aim('setFavorite against Django', ours.rate / theirs.rate, { unit: '×', least: 5, spoiled: errorsOf(ours, theirs) });
}

const hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback });
const members = new BenchMembers(hub);
let django;
try {
    figures.step('shops, members and Django');
    await members.make();
    django = await startDjango(hub);
    await measureListShops(hub, django);
    await measureSetFavorite(hub, django, members);
} finally {
    members.close();
    await django?.stop();
    await hub.stop();
}
figures.end();
