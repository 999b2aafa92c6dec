// Two hubs of one worker each, of the same database and Redis; the second one's ways to PostgreSQL, Redis and the mail server
// can be cut.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FaultProxy } from '../proxy/fault_proxy.mjs';
import { Rig, until } from './rig.mjs';

export class TwoHubs {
    #second;
    #calls = 0;

    static async start(routes) {
        const pair = new TwoHubs();
        pair.rig = await Rig.start({ workers: 1, realMargins: true, routes });
        try {
            await pair.#startSecond();
        } catch (error) {
            await pair.stop();
            throw error;
        }
        return pair;
    }

    // Mails that the second hub has begun; its health checks connect, but send none.
    calls = () => this.#calls;

    bothHaveEntered() {
        return until('both hubs have their sign of life', async () => (await this.rig.database.rows(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'passport-hub liveness'")).length === 2, 60_000);
    }

    async stop() {
        if (this.#second) {
            const ended = once(this.#second, 'exit');
            this.#second.kill('SIGKILL');
            await ended;
        }
        await this.rig.stop();
        for (const proxy of [this.postgresql, this.redis, this.mail]) await proxy?.stop();
    }

    async #startProxies() {
        const { PASSPORT_HUB_POSTGRES_PORT, PASSPORT_HUB_REDIS_PORT, PASSPORT_HUB_SANDBOX_SMTP } = this.rig.hub.environment;
        const to = (port) => FaultProxy.start({ host: '127.0.0.1', port: Number(port) });
        this.postgresql = await to(PASSPORT_HUB_POSTGRES_PORT);
        this.redis = await to(PASSPORT_HUB_REDIS_PORT);
        this.mail = await to(PASSPORT_HUB_SANDBOX_SMTP.split(':')[1]);
        this.mail.set('toServer', { cutAt: (piece) => {
            if (piece.includes('MAIL FROM')) ++this.#calls;
            return null;
        } });
    }

    async #startSecond() {
        await this.#startProxies();
        const { hub } = this.rig;
        const configuration = JSON.parse(readFileSync(join(hub.configuration, 'config/hub.json'), 'utf8'));
        configuration.state_directory = join(hub.home, 'second');
        const path = join(hub.configuration, 'config/second.json');
        writeFileSync(path, JSON.stringify(configuration));
        this.#second = spawn(hub.program, ['serve', '--workers', '1', '--config', path], {
            cwd: hub.configuration, stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...hub.environment, PASSPORT_HUB_PUBLIC: `127.0.0.1:${await hub.freePort()}`, PASSPORT_HUB_OPERATIONS: `127.0.0.1:${await hub.freePort()}`,
                PASSPORT_HUB_POSTGRES_PORT: String(this.postgresql.port), PASSPORT_HUB_REDIS_PORT: String(this.redis.port),
                PASSPORT_HUB_SANDBOX_SMTP: `127.0.0.1:${this.mail.port}` } });
        const log = createWriteStream(join(hub.directory, 'second.log'), { flags: 'a' });
        for (const stream of [this.#second.stdout, this.#second.stderr]) stream.pipe(log, { end: false });
        await this.bothHaveEntered();
    }
}
