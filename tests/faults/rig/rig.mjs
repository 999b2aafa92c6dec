// A whole hub with failpoints, private servers, the sandbox's mail server as the witness, and the client's own ledger of
// what was accepted.
import { execFile } from 'node:child_process';
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
let runs = 0;
let armings = 0;

export class Rig {
    // Options: workers (2), routes (what each route of the tests is changed by), realMargins (false: rows of a dead worker
    // are taken over one second after their deadline instead of five), prepare (see RunningHub).
    static async start({ workers = 2, routes = {}, realMargins = full, prepare = () => {} } = {}) {
        const rig = new Rig();
        rig.workerCount = workers;
        rig.hub = await RunningHub.start({
            workers, samples: false, ownConfiguration: true, program: faultProgram,
            prepare: async (hub) => {
                rig.#prepare(hub, routes, realMargins);
                await hub.ownerSql('CREATE TABLE public.fault_request (name text PRIMARY KEY);'
                    + 'GRANT SELECT, INSERT ON public.fault_request TO passport_app;');
                await prepare(hub);
            },
        });
        return rig;
    }

    #prepare(hub, routes, realMargins) {
        this.armed = join(hub.directory, 'failpoint');
        this.acceptances = join(hub.directory, 'acceptances.jsonl');
        hub.environment.PASSPORT_HUB_FAILPOINT = this.armed;
        hub.environment.PASSPORT_HUB_TEST_LONG_LIFE_MS = '0';
        if (!realMargins) hub.environment.PASSPORT_HUB_TEST_TAKEOVER_MARGIN_MS = '1000';
        const path = join(hub.configuration, 'config/routes.json');
        const table = JSON.parse(readFileSync(path, 'utf8'));
        table.routes.push(...kRoutes.map((route) => ({ ...route, ...routes })));
        // A budget is its connector's, so all routes say the same; unless a test is about it, it holds nobody up.
        const budget = routes.retry?.budget ?? { percent: 1000, floor: 1_000_000 };
        for (const route of table.routes)
            if (route.mode === 'queued') route.retry = { attempts: 1, ...route.retry, budget };
        writeFileSync(path, JSON.stringify(table));
        this.database = new DatabaseConsole(hub.home, hub.environment.PASSPORT_HUB_POSTGRES_PORT);
        this.mails = new MailLedger(join(hub.directory, 'ledger.jsonl'));
        // The client's way to the database may be another than the hub's.
        this.clientEnvironment = { ...hub.environment };
    }

    // Asks for `count` messages of these types, in turn, to be accepted in one transaction. `point` arms a failpoint in
    // the accepting process. Resolves to the entry of the client's ledger: {run, names, outcome, code}.
    async publish(count, types, { point, environment = {} } = {}) {
        const run = `r${process.pid}x${++runs}`;
        const names = Array.from({ length: count }, (_, index) => `${run}-${index + 1}`);
        const file = join(this.hub.directory, `failpoint-${run}`);
        if (point) writeFileSync(file, armingText(point));
        const { code, stdout } = await new Promise((resolve) => {
            execFile(faultProgram, ['publish', join(this.hub.configuration, 'config/hub.json'), run, String(count), ...types],
                { cwd: this.hub.configuration, env: { ...this.clientEnvironment, ...environment, PASSPORT_HUB_FAILPOINT: file },
                    timeout: kLongestPublishMs, killSignal: 'SIGKILL' },
                (error, stdout) => resolve({ code: error ? (error.code ?? error.signal) : 0, stdout: stdout.trim() }));
        });
        const entry = { run, names, outcome: outcomeOf(code, stdout, count), code: `${code} ${stdout}`, at: Date.now(),
            struck: existsSync(`${file}.taken`) };
        appendFileSync(this.acceptances, JSON.stringify(entry) + '\n');
        return entry;
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
            SELECT m.subject AS name, d.route, d.state, d.attempts, d.crashes, d.last_error_code AS error,
                extract(epoch FROM d.finished_at) * 1000 AS finished_ms,
                EXISTS (SELECT FROM public.fault_request AS q WHERE q.name = m.subject) AS "businessRow",
                (SELECT count(*) FROM hub.delivery_event AS e WHERE e.delivery_id = d.id AND e.from_state = 'sending'
                    AND e.to_state IN ('pending', 'unknown', 'parked')) AS doubts
            FROM hub.message AS m JOIN hub.delivery AS d ON d.message_id = m.id
            WHERE m.subject LIKE '${run}-%'`);
        for (const row of rows) row.unknownRule = unknownRuleOf(row.route);
        return rows;
    }

    async unfinished(run) {
        const [{ count }] = await this.database.rows(`SELECT count(*) FROM hub.delivery AS d JOIN hub.message AS m
            ON m.id = d.message_id WHERE d.state IN ('pending', 'leased', 'sending') AND m.subject LIKE '${run}-%'`);
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

// The content of the file that arms a point; see program/failpoint.cpp.
export function armingText({ name, way, skip = 0 }) {
    return `${name} ${way} ${skip} ${++armings}\n`;
}

// What the client knows: only an answer that came tells anything.
function outcomeOf(code, stdout, count) {
    if (code === 0 && stdout === `accepted ${count}`) return 'accepted';
    if (code === 1 && stdout.startsWith('database.') && stdout !== 'database.commit_in_doubt') return 'refused';
    return 'in_doubt';
}
