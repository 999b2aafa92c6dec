// T25: one of two hubs is cut off from PostgreSQL, alive and with its way to the mail server open: the other takes its rows
// over, and it sends nothing more once its sign of life has run out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { FaultProxy } from '../proxy/fault_proxy.mjs';
import { freePort } from '../rig/free_port.mjs';
import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { Seed } from '../rig/seed.mjs';

const kCuts = full ? 200 : 2;
// The sign of life is good for 4 s after it was last confirmed, a call lasts up to its route's second and a half, and a
// connection to the mail server may just be being made.
const kLastCallMs = 4_000 + 1_500 + 500;
// In the long form from 1 s to 2 min, the short ones as often as the long ones: as many between 1 and 11 s as from there on.
const lengthOf = (seed) => (full ? 1_000 * 120 ** seed.next() : kLastCallMs + 6_000);

let rig, cutOff, postgresql, mail;
let calls = 0;  // of the hub that is cut off, to the mail server; its health checks connect, but send no mail
before(async () => {
    rig = await Rig.start({ workers: 1, realMargins: true, routes: { ...kLoadRoutes, timeout_ms: 1_500 } });
    await startSecondHub();
}, { timeout: 180_000 });
after(async () => {
    if (cutOff) {
        const ended = once(cutOff, 'exit');
        cutOff.kill('SIGKILL');
        await ended;
    }
    await rig?.stop();
    for (const proxy of [postgresql, mail]) await proxy?.stop();
}, { timeout: 60_000 });

// The hub that will be cut off: of the same database and Redis, with proxies on its ways to PostgreSQL and mail.
async function startSecondHub() {
    const { hub } = rig;
    const [mailHost, mailPort] = hub.environment.PASSPORT_HUB_SANDBOX_SMTP.split(':');
    postgresql = await FaultProxy.start({ host: '127.0.0.1', port: Number(hub.environment.PASSPORT_HUB_POSTGRES_PORT) });
    mail = await FaultProxy.start({ host: mailHost, port: Number(mailPort) });
    mail.set('toServer', { cutAt: (piece) => {
        if (piece.includes('MAIL FROM')) ++calls;
        return null;
    } });
    const path = join(hub.configuration, 'config/hub.json');
    const configuration = JSON.parse(readFileSync(path, 'utf8'));
    configuration.state_directory = join(hub.home, 'second');
    writeFileSync(join(hub.configuration, 'config/second.json'), JSON.stringify(configuration));
    cutOff = spawn(hub.program, ['serve', '--workers', '1', '--config', join(hub.configuration, 'config/second.json')], {
        cwd: hub.configuration, stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...hub.environment, PASSPORT_HUB_PUBLIC: `127.0.0.1:${await freePort()}`, PASSPORT_HUB_OPERATIONS: `127.0.0.1:${await freePort()}`,
            PASSPORT_HUB_POSTGRES_PORT: String(postgresql.port), PASSPORT_HUB_SANDBOX_SMTP: `127.0.0.1:${mail.port}` } });
    const log = createWriteStream(join(hub.directory, 'second.log'), { flags: 'a' });
    cutOff.stdout.pipe(log, { end: false });
    cutOff.stderr.pipe(log, { end: false });
    await bothHaveEntered();
}

const bothHaveEntered = () => until('both hubs have their sign of life', async () => (await rig.database.rows(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'passport-hub liveness'")).length === 2, 60_000);

test('T25: a hub that is cut off from PostgreSQL stops sending, and the other finishes its work', { timeout: full ? 14_000_000 : 400_000 }, async () => {
    const seed = new Seed('T25');
    const entries = [];
    for (let cut = 0; cut < kCuts; ++cut) {
        await rig.hub.fault({ service: 'smtp', fault: 'latency', delay_ms: 100, smtp_stage: 'final_dot' });
        const callsBefore = calls;
        const lengthMs = lengthOf(seed);
        // More than both can send until the end of the cut.
        entries.push(...await accept(rig, 600 + Math.ceil(lengthMs / 25)));
        await until('the hub to be cut off sends', () => calls > callsBefore + 5, 60_000);

        const { run } = entries.at(-1);
        postgresql.partition();
        await delay(Math.min(lengthMs, kLastCallMs));
        if (lengthMs > kLastCallMs) {
            const after = calls;
            await delay(lengthMs - kLastCallMs);
            assert.equal(calls, after, 'the hub that is cut off still sends');
            assert.ok(await rig.unfinished(run) > 0, 'there was nothing left to send: the silence proves nothing');
            await rig.hub.clearFaults();
            await rig.untilFinished(run, 120_000);
            assert.equal(calls, after, 'the hub that is cut off took part');
        }
        postgresql.heal();
        await rig.hub.clearFaults();
        await rig.untilFinished(run, 120_000);
        await bothHaveEntered();
    }
    await settle(rig, 'T25', entries, { trials: kCuts, events: 'cuts' });
});
