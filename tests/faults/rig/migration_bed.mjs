// A private PostgreSQL without a hub, emptied again and again, for crashes of `migrate`.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sourceDirectory } from '../../support/running_hub.mjs';
import { DatabaseConsole } from './database_console.mjs';
import { armingText, faultProgram } from './rig.mjs';

const run = promisify(execFile);
const services = join(sourceDirectory, 'config/deploy/services.sh');

// Everything that a migration can make or change, in one text.
const kFingerprint = `
    SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS fingerprint, count(*) AS lines FROM (
        SELECT format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default) AS line
        FROM information_schema.columns WHERE table_schema IN ('hub', 'public')
        UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace::regnamespace::text IN ('hub', 'public')
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('hub', 'public')
        UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace::regnamespace::text IN ('hub', 'public')
        UNION ALL SELECT format('%s %s %s', table_name, grantee, privilege_type) FROM information_schema.role_table_grants WHERE table_schema IN ('hub', 'public')
        UNION ALL SELECT format('%s %s', number, checksum) FROM hub.migration) AS lines`;

export class MigrationBed {
    static async start() {
        const bed = new MigrationBed();
        bed.directory = mkdtempSync(join(tmpdir(), 'passport-hub-test-'));
        chmodSync(bed.directory, 0o755);
        bed.home = join(bed.directory, 'home');
        const { stdout } = await run(services, ['start', bed.home]);
        bed.environment = { ...process.env };
        for (const line of stdout.split('\n')) {
            const [, name, value] = /^(PASSPORT_HUB_[A-Z_]+)=(.*)$/.exec(line) ?? [];
            if (name) bed.environment[name] = value;
        }
        bed.database = new DatabaseConsole(bed.home, bed.environment.PASSPORT_HUB_POSTGRES_PORT);
        return bed;
    }

    async empty() {
        const child = spawn(services, ['owner-sql', this.home], { stdio: ['pipe', 'ignore', 'inherit'] });
        child.stdin.end('SET LOCAL client_min_messages = warning; DROP SCHEMA IF EXISTS hub CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        const [code] = await once(child, 'exit');
        if (code !== 0) throw new Error(`the database could not be emptied: ${code}`);
    }

    // {code, struck}: how `migrate` ended, and whether the point was hit.
    async migrate(point) {
        const file = join(this.directory, 'failpoint');
        for (const path of [file, `${file}.taken`]) rmSync(path, { force: true });
        if (point) writeFileSync(file, armingText(point));
        const code = await new Promise((resolve) => {
            execFile(faultProgram, ['migrate', '--json'], { cwd: sourceDirectory, env: { ...this.environment, PASSPORT_HUB_FAILPOINT: file } },
                (error) => resolve(error ? (error.code ?? error.signal) : 0));
        });
        return { code, struck: existsSync(`${file}.taken`) };
    }

    async fingerprint() {
        const [{ fingerprint, lines }] = await this.database.rows(kFingerprint);
        return `${lines} lines: ${fingerprint}`;
    }

    async stop() {
        this.database.close();
        await run(services, ['stop', this.home]);
        rmSync(this.directory, { recursive: true, force: true });
    }
}
