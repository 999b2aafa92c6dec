// The parts of the bench: each is a program of its own that uses Figures, and runs alone as well.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = (name) => fileURLToPath(new URL(name, import.meta.url));

// `quick` are a part's arguments in the quick form.
export const parts = [
    { name: 'requests', measures: 'chat turns and listShops of one worker, beside nginx', program: program('requests.mjs') },
    { name: 'deliveries', measures: 'streams beside BullMQ, and deliveries while many wait', program: program('deliveries.mjs') },
    { name: 'member_timing', measures: 'what the time of an answer tells, and a crowd that logs in at once', program: program('member_timing.mjs'),
        quick: ['200', '200'] },
    { name: 'members', measures: 'setFavorite, listFavorites and registerUser, beside the same SQL in pgbench', program: program('members.mjs') },
    { name: 'django', measures: 'listShops and setFavorite, beside Django', program: program('django.mjs') },
    { name: 'places', measures: 'questions about places on one core', program: program('places.mjs'), quick: ['--benchmark_min_time=0.1'] },
];

const quickSettings = { PASSPORT_HUB_BENCH_SECONDS: '2', PASSPORT_HUB_BENCH_PENDING: '10000 50000' };

function handedOver(file) {
    try {
        return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
        return { ended: false, figures: [], aims: [] };  // it did not even begin
    }
}

// Runs one part; its lines go to `output` (an open file's number). {part, ran, problem, seconds, figures, aims}.
export async function runPart(part, { quick = false, output = 1 } = {}) {
    const directory = mkdtempSync(join(tmpdir(), 'passport-hub-bench-'));
    const file = join(directory, 'figures.json');
    const began = performance.now();
    try {
        const environment = { ...(quick ? quickSettings : {}), ...process.env, PASSPORT_HUB_BENCH_FIGURES: file };
        const child = spawn(process.execPath, [part.program, ...(quick ? part.quick ?? [] : [])], { env: environment, stdio: ['ignore', output, 'inherit'] });
        const [code, signal] = await once(child, 'close');
        const { ended, problem, figures, aims } = handedOver(file);
        const ran = ended && (code === 0 || code === 1);
        return { part: part.name, ran, problem: ran ? undefined : problem ?? `it ended with ${code ?? signal}`,
            seconds: Math.round((performance.now() - began) / 1000), figures, aims };
    } finally {
        rmSync(directory, { recursive: true });
    }
}
