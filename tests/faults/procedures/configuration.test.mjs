// T20: 300 mistakes in a configuration. Each is refused whole, with its file and place; no process dies of it and nothing of
// it is used. The seed is fixed, so that every run has the same mistakes; PASSPORT_HUB_FAULTS_SEED chooses others.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';
import { mutations } from '../rig/mutation.mjs';
import { full } from '../rig/rig.mjs';
import { Seed } from '../rig/seed.mjs';

const kCount = 300;
const kLanes = 2;
const all = mutations(new Seed('T20', process.env.PASSPORT_HUB_FAULTS_SEED ?? 20), kCount);
// By signal each takes a while; the short form takes some of every kind.
const kBySignal = full ? all : all.slice(0, 24);

let hub;
let secrets;
before(async () => {
    hub = await RunningHub.start({ samples: false, ownConfiguration: true });
    secrets = readdirSync(join(hub.home, 'secrets')).map((name) => readFileSync(join(hub.home, 'secrets', name), 'utf8').trim());
}, { timeout: 180_000 });
after(async () => hub?.stop());

// A copy of the configuration and its secrets that may be spoilt, and mended again.
class Copy {
    constructor(directory) {
        this.home = join(directory, 'home');
        this.config = join(directory, 'config');
        mkdirSync(this.home, { recursive: true });
        cpSync(join(hub.configuration, 'portal'), join(directory, 'portal'), { recursive: true });
        this.mend();
    }

    mend() {
        cpSync(join(hub.configuration, 'config'), this.config, { recursive: true });
        rmSync(join(this.home, 'secrets'), { recursive: true, force: true });
        cpSync(join(hub.home, 'secrets'), join(this.home, 'secrets'), { recursive: true });
    }

    check() {
        return new Promise((resolve) => execFile(hub.program, ['check', '--offline', '--json', '--config', join(this.config, 'hub.json')],
            { env: { ...hub.environment, PASSPORT_HUB_HOME: this.home } },
            (error, stdout, stderr) => resolve({ code: error ? error.code ?? error.signal : 0, stdout, stderr })));
    }
}

function judge({ title }, { code, stdout, stderr }) {
    assert.equal(code, 2, `${title}: ended with ${code}: ${stdout}${stderr}`);
    const { error } = JSON.parse(stdout);
    assert.ok(error.fields.length > 0, `${title}: no place is named: ${stdout}`);
    for (const secret of secrets)
        if (secret.length > 7) assert.ok(!stdout.includes(secret) && !stderr.includes(secret), `${title}: a secret was told`);
}

test(`T20: ${kCount} mistakes are each refused by \`check\`, with the place and without a secret`, { timeout: 300_000 }, async () => {
    const waiting = [...all];
    await Promise.all(Array.from({ length: kLanes }, async (_, lane) => {
        const copy = new Copy(join(hub.directory, `lane-${lane}`));
        assert.equal((await copy.check()).code, 0, 'the configuration itself is good');
        for (let mistake; (mistake = waiting.shift());) {
            mistake.apply(copy.config, join(copy.home, 'secrets'));
            judge(mistake, await copy.check());
            copy.mend();
        }
    }));
});

test(`T20: ${kBySignal.length} mistakes told by signal end no process and change nothing`, { timeout: full ? 1_800_000 : 120_000 }, async () => {
    const log = join(hub.directory, 'hub.log');
    const refusals = () => readFileSync(log, 'utf8').split('"event":"supervisor.reload_refused"').length - 1;
    const config = join(hub.configuration, 'config');
    const good = new Copy(join(hub.directory, 'good'));
    const workers = await hub.workers();
    for (const mistake of kBySignal) {
        const before = refusals();
        mistake.apply(config, join(hub.home, 'secrets'));
        process.kill(hub.serving.pid, 'SIGHUP');
        await until(`${mistake.title} is refused`, () => refusals() === before + 1);
        cpSync(good.config, config, { recursive: true });
        cpSync(join(good.home, 'secrets'), join(hub.home, 'secrets'), { recursive: true });
        assert.deepEqual(await hub.workers(), workers, mistake.title);
    }
    assert.equal((await fetch(`${hub.url}/api/v1/shops?limit=1`)).status, 200);
    console.log(`T20: ${kBySignal.length} by signal: 0 process deaths, 0 partial applications`);
    await hub.tool('reload');
    await until('the good configuration is taken over', async () => {
        const now = await hub.workers();
        return now.length === 2 && now.every((pid) => !workers.includes(pid));
    }, 60_000);
});
