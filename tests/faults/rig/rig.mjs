// A whole hub with failpoints, private servers, the sandbox's mail server as the witness, and the client's own ledger of
// what was accepted.
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { RunningHub, sourceDirectory, until } from '../../support/running_hub.mjs';
import { check } from '../checking/check.mjs';
import { DatabaseConsole } from './database_console.mjs';
import { MailLedger } from './mail_ledger.mjs';
import { kRoutes, unknownRuleOf } from './routes.mjs';

export { until };
export const full = process.env.PASSPORT_HUB_FAULTS_FULL === '1';

export const faultProgram = process.env.PASSPORT_HUB_FAULTS_BINARY ?? join(sourceDirectory, 'build/release/passport-hub-faults');
// A client that hears nothing for so long goes away, and does not know what became of its request.
const kLongestPublishMs = 30_000;
// The events after which nobody knew whether a mail had arrived; what a mail server refused, or was never asked, is none.
const kIsDoubt = `e.from_state = 'sending' AND split_part(e.detail, ':', 1)
    IN ('smtp.outcome_unknown', 'sink.no_answer', 'worker.lost', 'worker.crashed')`;
let runs = 0;
let armings = 0;

export class Rig {
    // Options: workers (2), routes (what each route of the tests is changed by), mailFlow (the same for every route to the
    // mail server, the product's too: rate and breaker belong to the connector), realMargins (false: rows of a dead worker
    // are taken over one second after their deadline instead of five), prepare (see RunningHub).
    static async start({ workers = 2, routes = {}, mailFlow = {}, realMargins = full, prepare = () => {} } = {}) {
        const rig = new Rig();
        rig.workerCount = workers;
        rig.hub = await RunningHub.start({
            workers, samples: false, ownConfiguration: true, program: faultProgram,
            prepare: async (hub) => {
                rig.#prepare(hub, routes, mailFlow, realMargins);
                await hub.ownerSql('CREATE TABLE public.fault_request (name text NOT NULL);'
                    + 'CREATE INDEX ON public.fault_request (name);'
                    + 'GRANT SELECT, INSERT ON public.fault_request TO passport_app;');
                await prepare(hub);
            },
        });
        return rig;
    }

    #prepare(hub, routes, mailFlow, realMargins) {
        this.armed = join(hub.directory, 'failpoint');
        this.acceptances = join(hub.directory, 'acceptances.jsonl');
        hub.environment.PASSPORT_HUB_FAILPOINT = this.armed;
        hub.environment.PASSPORT_HUB_TEST_LONG_LIFE_MS = '0';
        if (!realMargins) hub.environment.PASSPORT_HUB_TEST_TAKEOVER_MARGIN_MS = '1000';
        const path = join(hub.configuration, 'config/routes.json');
        const table = JSON.parse(readFileSync(path, 'utf8'));
        table.routes.push(...kRoutes.map((route) => ({ ...route, ...routes })));
        for (const route of table.routes) if (route.connector === 'mail') Object.assign(route, mailFlow);
        // A budget is its connector's, so all routes say the same; unless a test is about it, it holds nobody up.
        const budget = routes.retry?.budget ?? { percent: 1000, floor: 1_000_000 };
        for (const route of table.routes)
            if (route.mode === 'queued') route.retry = { attempts: 1, ...route.retry, budget };
        writeFileSync(path, JSON.stringify(table));
        offerAccepting(join(hub.configuration, 'config/operations_openapi.json'));
        this.database = new DatabaseConsole(hub.home, hub.environment.PASSPORT_HUB_POSTGRES_PORT);
        this.mails = new MailLedger(join(hub.directory, 'ledger.jsonl'));
        // The client's way to the database may be another than the hub's.
        this.clientEnvironment = { ...hub.environment };
    }

    // Accepts `count` messages of these types, in turn, in one transaction of a process of its own. Resolves to the entry of the client's ledger: {run, names, outcome, code}.
    async publish(count, types, options = {}) {
        const [entry] = await this.publishInBulk(count, count, types, options);
        return entry;
    }

    // The same in one call that commits `most` messages at a time: an entry for each transaction.
    async publishInBulk(count, most, types, { environment = {} } = {}) {
        const name = `r${process.pid}x${++runs}`;
        const sizes = Array.from({ length: Math.ceil(count / most) }, (_, index) => Math.min(most, count - index * most));
        const { code, stdout } = await new Promise((resolve) => {
            execFile(faultProgram, ['publish', join(this.hub.configuration, 'config/hub.json'), name, String(count), String(most), ...types],
                { cwd: this.hub.configuration, env: { ...this.clientEnvironment, ...environment, PASSPORT_HUB_FAILPOINT: '' },
                    timeout: kLongestPublishMs * sizes.length, killSignal: 'SIGKILL' },
                (error, stdout) => resolve({ code: error ? (error.code ?? error.signal) : 0, stdout }));
        });
        const heard = stdout.split('\n');
        return sizes.map((size, index) => {
            const run = `${name}.${index + 1}`;
            const names = Array.from({ length: size }, (_, number) => `${run}-${number + 1}`);
            const line = heard[index] ?? '';
            const entry = { run, names, outcome: outcomeOf(code, line, size), code: `${code} ${line}`, at: Date.now() };
            appendFileSync(this.acceptances, JSON.stringify(entry) + '\n');
            return entry;
        });
    }

    // A request for `count` messages of these types, to be accepted in one transaction by a worker: {key, run, names, body}.
    request(count, types, key = randomUUID()) {
        const run = `r${process.pid}x${++runs}`;
        const names = Array.from({ length: count }, (_, index) => `${run}-${index + 1}`);
        return { key, run, names, body: JSON.stringify({ run, count, types }) };
    }

    // Asks for it by HTTP, on a connection of its own. Resolves to the entry of the client's ledger: {run, names, outcome,
    // status, text, repeated}; status 0 when no whole answer came.
    async ask({ key, run, names, body }, { longestMs = kLongestPublishMs } = {}) {
        const answer = await this.post('/faults/messages', body, key, longestMs);
        const entry = { run, names, outcome: heardFrom(answer.status), ...answer, at: Date.now() };
        appendFileSync(this.acceptances, JSON.stringify(entry) + '\n');
        return entry;
    }

    // One POST to the operations listener, on a connection of its own: {status, text, repeated}; status 0 when no whole answer
    // came.
    async post(path, body, key, longestMs = kLongestPublishMs) {
        try {
            const response = await fetch(`${this.hub.operations}${path}`, {
                method: 'POST', body, signal: AbortSignal.timeout(longestMs),
                headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, Connection: 'close' } });
            const text = await response.text();
            return { status: response.status, text, repeated: response.headers.get('idempotent-replayed') === 'true' };
        } catch (error) {
            return { status: 0, text: String(error), repeated: false };
        }
    }

    // The same again and again until an answer comes, as a client does that was told nothing.
    askUntilAnswered(request, longestMs = 30_000) {
        return until(`${request.run} is answered`, async () => {
            const entry = await this.ask(request);
            return entry.outcome === 'in_doubt' ? null : entry;
        }, longestMs);
    }

    // How many answers are kept for a request's key: 0 or 1.
    async answersKept({ key }) {
        const digest = createHash('sha256').update(key).digest('hex');
        const [{ count }] = await this.database.rows(`SELECT count(*) FROM hub.kept_answer WHERE key_sha256 = '${digest}'`);
        return count;
    }

    // Arms a failpoint of the serving processes: {name, way, skip}.
    arm(point) {
        rmSync(`${this.armed}.taken`, { force: true });
        writeFileSync(`${this.armed}.new`, armingText(point));
        renameSync(`${this.armed}.new`, this.armed);
    }

    disarm() {
        rmSync(this.armed, { force: true });
    }

    // Waits until the armed point was hit; resolves to the time. The file's own time is that of the arming.
    async untilStruck(longestMs = 20_000) {
        await until('the failpoint is hit', () => existsSync(`${this.armed}.taken`), longestMs);
        return statSync(`${this.armed}.taken`).ctimeMs;
    }

    async signalWorkers(signal) {
        for (const pid of await this.hub.workers()) {
            try {
                process.kill(pid, signal);
            } catch (error) {
                if (error.code !== 'ESRCH') throw error;
            }
        }
    }

    // The delivery rows of a run.
    async rows(run) {
        const rows = await this.database.rows(`
            SELECT m.subject AS name, i.route, d.state, d.attempts, d.crashes, d.last_error_code AS error,
                extract(epoch FROM d.finished_at) * 1000 AS finished_ms,
                (SELECT count(*) FROM public.fault_request AS q WHERE q.name = m.subject) AS "businessRows",
                (SELECT count(*) FROM hub.delivery_event AS e WHERE e.delivery_id = d.id AND ${kIsDoubt}) AS doubts
            FROM hub.message AS m JOIN hub.delivery_instruction AS i ON i.message_id = m.id
                JOIN hub.delivery AS d ON d.id = i.id
            WHERE ${isOf(run)}`);
        for (const row of rows) row.unknownRule = unknownRuleOf(row.route);
        return rows;
    }

    // Every doubt there was: {name, code, ms}, the last being the time since its call had begun.
    doubts() {
        return this.database.rows(`
            SELECT m.subject AS name, split_part(e.detail, ':', 1) AS code, (extract(epoch FROM e.at
                - (SELECT max(b.at) FROM hub.delivery_event AS b WHERE b.delivery_id = e.delivery_id AND b.to_state = 'sending'
                    AND b.id < e.id)) * 1000)::int AS ms
            FROM hub.delivery_event AS e JOIN hub.delivery_instruction AS i ON i.id = e.delivery_id
                JOIN hub.message AS m ON m.id = i.message_id
            WHERE ${kIsDoubt} ORDER BY e.id`);
    }

    async unfinished(run) {
        const [{ count }] = await this.database.rows(`SELECT count(*) FROM hub.delivery AS d
            JOIN hub.delivery_instruction AS i ON i.id = d.id JOIN hub.message AS m ON m.id = i.message_id
            WHERE d.state IN ('pending', 'leased', 'sending') AND ${isOf(run)}`);
        return count;
    }

    untilFinished(run, longestMs = 60_000) {
        return until(`every delivery of ${run} is finished`, async () => (await this.unfinished(run)) === 0, longestMs);
    }

    // The checker's findings about these entries of the client's ledger, with the rows they were counted from.
    async findings(entries) {
        const rows = [];
        for (const { run } of entries) rows.push(...await this.rows(run));
        return { rows, ...check({ attempts: entries, mails: entries.flatMap(({ run }) => this.mails.of(run)), rows }) };
    }

    // Waits until all workers run and have entered as workers of the delivery machinery.
    untilWhole(longestMs = 30_000) {
        return until('all workers serve', async () => {
            const pids = await this.hub.workers();
            if (pids.length !== this.workerCount) return false;
            const entered = await this.database.rows(`SELECT DISTINCT pid FROM hub.worker WHERE pid IN (${pids.join()})`);
            return entered.length === this.workerCount;
        }, longestMs);
    }

    async stop() {
        this.database?.close();
        await this.hub?.stop();
    }
}

// Whether a message m is one of a run: as a range of its subjects, for which there is an index, whatever else there is.
function isOf(run) {
    return `m.subject > '${run}-' AND m.subject < '${run}.'`;
}

// The content of the file that arms a point; see program/failpoint.cpp.
export function armingText({ name, way, skip = 0 }) {
    return `${name} ${way} ${skip} ${++armings}\n`;
}

// Workers of the fault program accept messages by HTTP, too (program/publish.hpp).
function offerAccepting(path) {
    const contract = JSON.parse(readFileSync(path, 'utf8'));
    const properties = { run: { type: 'string' }, count: { type: 'integer', minimum: 1 }, types: { type: 'array', items: { type: 'string' } } };
    contract.paths['/faults/messages'] = { post: {
        operationId: 'acceptMessages', tags: ['messages'], summary: 'Accept messages of the fault tests',
        'x-message-type': 'fault.accept', 'x-idempotency-key': 'required', 'x-time-limit-ms': 20000,
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } } } },
        responses: { 201: { description: 'Accepted' } } } };
    writeFileSync(path, JSON.stringify(contract));
}

// What an answer's status tells: our own trouble and no answer tell nothing.
function heardFrom(status) {
    if (status === 201) return 'accepted';
    return status >= 400 && status < 500 && status !== 409 && status !== 429 ? 'refused' : 'in_doubt';
}

// What the client knows about one transaction: only an answer that came tells anything.
function outcomeOf(code, line, count) {
    if (line === `accepted ${count}`) return 'accepted';
    if (code === 1 && line.startsWith('database.') && line !== 'database.commit_in_doubt') return 'refused';
    return 'in_doubt';
}
