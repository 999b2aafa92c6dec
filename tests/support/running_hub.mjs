// A whole hub of its own: private PostgreSQL and Redis, sandbox, migrated and filled database, supervisor and workers,
// on free loopback ports and in a directory that goes away. For tests that look from outside.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ContractRecorder } from './contract_recorder.mjs';

const run = promisify(execFile);
export const sourceDirectory = process.env.PASSPORT_HUB_SOURCE ?? fileURLToPath(new URL('../..', import.meta.url));
export const sharedDirectory = process.env.PASSPORT_HUB_SHARED ?? join(sourceDirectory, '..', 'shared');
const program = process.env.PASSPORT_HUB_BINARY ?? join(sourceDirectory, 'build/release/passport-hub');

// What no waiting can mend: until() hands it on at once.
export class Hopeless extends Error {}

// Asks until `probe` answers something true; the last error or answer is in the message when it never does.
export async function until(what, probe, longestMs = 20_000) {
    const end = performance.now() + longestMs;
    let last;
    for (;;) {
        try {
            last = await probe();
            if (last) return last;
        } catch (error) {
            if (error instanceof Hopeless) throw error;
            last = error;
        }
        if (performance.now() > end) {
            const said = last instanceof Error ? `${last.stack}, by ${last.cause ?? 'itself'}` : JSON.stringify(last);
            throw new Error(`${what}: not within ${longestMs} ms; last: ${said}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

// Until nobody is served with `ask` any more, in any worker: they remember a session or a key for five seconds, and each
// connection of its own (Connection: close) may come to another one of them.
export function untilOver(what, ask, refused = 401) {
    return until(`${what} is over in every worker`, async () => {
        for (let time = 0; time < 6; ++time) if ((await ask()).status !== refused) return false;
        return true;
    }, 20_000);
}

export class RunningHub {
    // Options: workers (2), samples (true), realLists (false: needs the shared data), ownConfiguration (false: the
    // checkout's config/ is used as it is; true: a copy that the test may change), program (the product), prepare (called
    // with the hub when all but it runs: may change its environment and configuration).
    static async start(options = {}) {
        const hub = new RunningHub();
        try {
            await hub.#start(options);
        } catch (error) {
            await hub.stop();
            throw error;
        }
        return hub;
    }

    async #start({ workers = 2, samples = true, realLists = false, ownConfiguration = false, program: ownProgram = program, prepare = () => {} }) {
        this.program = ownProgram;
        this.directory = mkdtempSync(join(tmpdir(), 'passport-hub-test-'));
        chmodSync(this.directory, 0o755);
        this.home = join(this.directory, 'home');
        this.log = join(this.directory, 'hub.log');
        const { stdout } = await run(join(sourceDirectory, 'config/deploy/services.sh'), ['start', this.home]);
        // Tests ask from one address, faster than any person.
        this.environment = { ...process.env, PASSPORT_HUB_CHAT_QUESTIONS_PER_MINUTE: '1000000' };
        for (const line of stdout.split('\n')) {
            const [, name, value] = /^(PASSPORT_HUB_[A-Z_]+)=(.*)$/.exec(line) ?? [];
            if (name) this.environment[name] = value;
        }
        this.url = `http://${this.environment.PASSPORT_HUB_PUBLIC}`;
        this.operations = `http://${this.environment.PASSPORT_HUB_OPERATIONS}`;
        this.sandbox = `http://${this.environment.PASSPORT_HUB_SANDBOX}`;
        this.configuration = sourceDirectory;
        if (ownConfiguration) {
            // hub.json's relative paths start one folder above it: a copy of config/, the rest by the checkout's own.
            this.configuration = join(this.directory, 'product');
            cpSync(join(sourceDirectory, 'config'), join(this.configuration, 'config'), { recursive: true });
            cpSync(join(sourceDirectory, 'portal'), join(this.configuration, 'portal'),
                { recursive: true, filter: (path) => !path.includes('node_modules') });
        }
        const contract = (name) => JSON.parse(readFileSync(join(this.configuration, 'config', name), 'utf8'));
        this.recorders = [new ContractRecorder(this.url, contract('openapi.json')),
            new ContractRecorder(this.operations, contract('operations_openapi.json'))];
        await this.startSandbox();
        await this.tool('migrate');
        if (samples) {
            await this.importList('shops', join(sourceDirectory, 'config/sample_data/shops.csv'), 'sample_shops');
            await this.importList('places', join(sourceDirectory, 'config/sample_data/places.csv'), 'sample_places');
            for (const name of ['applications', 'articles'])
                await this.storeSealed(readFileSync(join(sourceDirectory, `config/sample_data/${name}.sql`)));
        }
        if (realLists) {
            await this.importList('shops', join(sharedDirectory, 'data/shops/yaizu_digital_coupon_20260128.csv'), 'yaizu_coupon');
            await this.importList('places', join(sharedDirectory, 'data/osaka/station.csv'), 'stations');
        }
        await prepare(this);
        await this.startServing(workers);
    }

    importList(kind, file, mapping) {
        return this.tool('import', kind, file, '--mapping', join(sourceDirectory, `config/mappings/${mapping}.json`));
    }

    async startSandbox() {
        const secrets = join(this.home, 'secrets');
        this.sandboxProcess = this.#spawn('sandbox', process.execPath, [
            join(sourceDirectory, 'tests/sandbox/main.mjs'),
            '--listen', this.environment.PASSPORT_HUB_SANDBOX, '--smtp', this.environment.PASSPORT_HUB_SANDBOX_SMTP,
            '--agent', join(this.configuration, 'config/dialogflow_agent'), '--webhook', `${this.url}/webhooks/dialogflow`,
            '--webhook-user', 'dialogflow', '--webhook-password-file', join(secrets, 'webhook_password'),
            '--webhook-header-name', 'X-Passport-Hub-Webhook', '--webhook-header-token-file', join(secrets, 'webhook_header_token'),
            '--service-account', join(secrets, 'dialogflow_service_account'),
            '--maps-key-file', join(secrets, 'google_maps_key'), '--ledger', join(this.directory, 'ledger.jsonl')]);
        await until('the sandbox answers', async () => {
            const { exitCode, signalCode } = this.sandboxProcess;
            if ((exitCode ?? signalCode) !== null) throw new Hopeless(`the sandbox ended with ${exitCode ?? signalCode}: ${this.#endOf(join(this.directory, 'sandbox.log'))}`);
            return (await fetch(`${this.sandbox}/sandbox/faults`)).ok;
        });
    }

    async startServing(workers = 2) {
        this.launch(workers);
        await this.untilReady();
    }

    // Starts serving without waiting for anything.
    launch(workers = 2) {
        this.serving = this.#spawn('hub', this.program,
            ['serve', '--workers', String(workers), '--config', join(this.configuration, 'config/hub.json'),
                '--log', this.log]);
    }

    untilReady() {
        return until('the hub is ready', async () => {
            const { exitCode, signalCode } = this.serving;
            if ((exitCode ?? signalCode) !== null) throw new Hopeless(`the hub ended with ${exitCode ?? signalCode}: ${this.logTail()}`);
            const answer = await (await fetch(`${this.operations}/readyz`)).json();
            return answer.ready && answer.checks.every((check) => check.ok);
        }, 60_000);
    }

    #spawn(name, file, commandArguments) {
        // Into the file without a pipe of ours: what a process says last is there when it has ended.
        const log = openSync(join(this.directory, `${name}.log`), 'a');
        const child = spawn(file, commandArguments, { cwd: this.configuration, env: this.environment, stdio: ['ignore', log, log] });
        closeSync(log);
        return child;
    }

    logTail() { return this.#endOf(this.log); }

    #endOf(log) {
        return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : 'no log';
    }

    // Runs one command of the program; {code, stdout, stderr}. Fails unless the code is 0 or 3.
    async tool(...commandArguments) {
        const outcome = await this.toolWithAnyCode(...commandArguments);
        if (outcome.code !== 0 && outcome.code !== 3)
            throw new Error(`passport-hub ${commandArguments.join(' ')} ended with ${outcome.code}: ${outcome.stderr}${outcome.stdout}`);
        return outcome;
    }

    async toolWithAnyCode(...commandArguments) {
        try {
            const outcome = await run(this.program, [...commandArguments, '--config', join(this.configuration, 'config/hub.json')],
                { cwd: this.configuration, env: this.environment, maxBuffer: 64 * 1024 * 1024 });
            return { code: 0, ...outcome };
        } catch (error) {
            return { code: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error) };
        }
    }

    // SQL as the owner of the database.
    async ownerSql(sql) {
        const child = spawn(join(sourceDirectory, 'config/deploy/services.sh'), ['owner-sql', this.home], { stdio: ['pipe', 'ignore', 'inherit'] });
        child.stdin.end(sql);
        const [code] = await once(child, 'exit');
        if (code !== 0) throw new Error(`owner-sql ended with ${code}`);
    }

    // The same for statements that bring mail addresses, which the program seals afterwards: SQL has no key.
    async storeSealed(sql) {
        await this.ownerSql(sql);
        await this.tool('migrate');
    }

    // The rows of a query as the owner sees them: a line each, as COPY writes them.
    async ownerRows(query) {
        const child = spawn(join(sourceDirectory, 'config/deploy/services.sh'), ['owner-sql', this.home], { stdio: ['pipe', 'pipe', 'inherit'] });
        child.stdin.end(`COPY (${query}) TO STDOUT;`);
        let text = '';
        child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
        const [code] = await once(child, 'close');
        if (code !== 0) throw new Error(`owner-sql ended with ${code}`);
        return text.split('\n').filter(Boolean);
    }

    // services.sh COMMAND, e.g. stop-redis, freeze-postgresql.
    async service(command) {
        await run(join(sourceDirectory, 'config/deploy/services.sh'), [command, this.home]);
    }

    // A port of loopback that nobody else has while this hub's directory is there.
    async freePort() {
        return Number((await run(join(sourceDirectory, 'config/deploy/services.sh'), ['free-port', this.home])).stdout);
    }

    async fault(fault) {
        const answer = await fetch(`${this.sandbox}/sandbox/faults`, {
            method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(fault) });
        if (!answer.ok) throw new Error(`fault refused: ${await answer.text()}`);
    }

    async clearFaults() {
        await fetch(`${this.sandbox}/sandbox/faults`, { method: 'DELETE' });
    }

    async ledger(service) {
        const answer = await (await fetch(`${this.sandbox}/sandbox/ledger?since=0&service=${service}`)).json();
        return answer.entries;
    }

    // Mails the sandbox took in which a text occurs.
    async mailsAbout(text) {
        return (await this.ledger('smtp')).filter((entry) => JSON.stringify(entry).includes(text));
    }

    // The whole life of a message, as `messages show` tells it.
    async message(id) {
        return JSON.parse((await this.tool('messages', 'show', id, '--json')).stdout);
    }

    // Applications of the sample data that wait for a decision.
    async applications() {
        return JSON.parse((await this.tool('shops', 'list', '--json')).stdout);
    }

    // Until a delivery, or that of a message, is in a state.
    hasState(id, state) {
        return until(`the delivery is ${state}`, async () => (await this.message(id)).deliveries[0].state === state, 60_000);
    }

    // Approves an application while the mail server refuses its owner's address; the id of the message that is parked then.
    async parkedApproval({ shop_temp_id }) {
        await this.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt' });
        const { message_id: id } = JSON.parse((await this.tool('shops', 'approve', String(shop_temp_id), '--json')).stdout);
        await this.hasState(id, 'parked');
        await this.clearFaults();
        return id;
    }

    async chat(text, more = {}) {
        const started = performance.now();
        const answer = await fetch(`${this.url}/api/v1/chat/messages`, {
            method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text, ...more }) });
        const reply = await answer.json();
        if (!answer.ok) throw new Error(`chat answered ${answer.status}: ${JSON.stringify(reply)}`);
        reply.took_ms = performance.now() - started;
        reply.text = reply.messages.filter((message) => message.type === 'text').map((message) => message.text).join('\n');
        return reply;
    }

    async shops(query) {
        const answer = await fetch(`${this.url}/api/v1/shops?${new URLSearchParams(query)}`, { headers: { Connection: 'close' } });
        if (!answer.ok) throw new Error(`listShops answered ${answer.status}: ${await answer.text()}`);
        return answer.json();
    }

    // Process ids of the workers.
    async workers() {
        const { stdout } = await run('pgrep', ['-P', String(this.serving.pid)]).catch(() => ({ stdout: '' }));
        return stdout.split('\n').filter(Boolean).map(Number);
    }

    async stopServing(signal = 'SIGTERM') {
        if (!this.serving || this.serving.exitCode !== null || this.serving.signalCode !== null) return this.serving?.exitCode;
        const ended = once(this.serving, 'exit');
        this.serving.kill(signal);
        const [code] = await ended;
        return code;
    }

    // The text of every answer by which the API refused something that was asked with fetch().
    refusals() { return this.recorders.flatMap((recorder) => recorder.refusals); }

    async stop() {
        await this.stopServing();
        if (this.sandboxProcess && this.sandboxProcess.exitCode === null) {
            const ended = once(this.sandboxProcess, 'exit');
            this.sandboxProcess.kill('SIGTERM');
            await ended;
        }
        if (this.home && existsSync(join(this.home, 'environment'))) {
            for (const name of ['redis', 'postgresql']) await this.service(`thaw-${name}`).catch(() => {});
            await this.service('stop').catch(() => {});
        }
        if (this.directory && !process.env.PASSPORT_HUB_KEEP) rmSync(this.directory, { recursive: true, force: true });
        const undocumented = (this.recorders ?? []).flatMap((recorder) => recorder.stop());
        if (undocumented.length > 0) throw new Error(`the contract does not say it all:\n${undocumented.join('\n')}`);
    }
}
