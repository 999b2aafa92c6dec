import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { parts, runPart } from '../../bench/parts.mjs';

const bench = fileURLToPath(new URL('../../bench', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'hub-bench-'));
after(() => rmSync(directory, { recursive: true }));
delete process.env.PASSPORT_HUB_BENCH_SECONDS;

const run = (...args) => new Promise((resolve) => {
    execFile(join(bench, 'run'), args, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
});

// A part that runs `body` with `figures`; its outcome, and what it printed.
async function runFake(name, body, options = {}) {
    const program = join(directory, `${name}.mjs`);
    writeFileSync(program, `import { Figures } from '${bench}/figures.mjs';\nconst figures = new Figures('${name}');\n${body}`);
    const file = join(directory, `${name}.txt`);
    const output = openSync(file, 'w');
    try {
        const outcome = await runPart({ name, program, quick: ['short'] }, { output, ...options });
        return { outcome, text: readFileSync(file, 'utf8') };
    } finally {
        closeSync(output);
    }
}

test('the help names every part and every option', async () => {
    const { code, stdout } = await run('--help');
    assert.equal(code, 0);
    for (const name of [...parts.map((part) => part.name), '--only', '--quick', '--json']) assert.ok(stdout.includes(name), name);
});

test('a wrong argument is named, and nothing is measured', async () => {
    for (const [args, named] of [[['--nothing'], '--nothing'], [['--only', 'nothing'], 'nothing'], [['--only'], '--only'], [['requests'], 'requests']]) {
        const { code, stdout, stderr } = await run(...args);
        assert.deepEqual([code, stdout], [2, ''], args.join(' '));
        assert.ok(stderr.includes(named) && stderr.includes('--help'), stderr);
    }
});

test('a part hands over its figures and aims, and prints them', async () => {
    const { outcome, text } = await runFake('reached', `
        figures.note('listShops, hub', 23456, '/s', { p99_ms: 1.25 });
        figures.aim('listShops', 23456, { unit: '/s', least: 20000 });
        figures.end();`);
    assert.equal(outcome.ran, true);
    assert.deepEqual(outcome.figures, [{ what: 'listShops, hub', value: 23456, unit: '/s', p99_ms: 1.25 }]);
    assert.deepEqual(outcome.aims, [{ what: 'listShops', value: 23456, unit: '/s', least: 20000, met: true }]);
    assert.match(text, /\| listShops, hub \| 23,456\/s \| p99 ms 1\.25 \|/);
    assert.match(text, /met +listShops: 23,456\/s, aim ≥ 20,000\/s/);
});

test('a part that misses an aim has run', async () => {
    const { outcome, text } = await runFake('missed', "figures.aim('logins', 31, { unit: 's', most: 30 }); figures.end();");
    assert.deepEqual([outcome.ran, outcome.aims[0].met], [true, false]);
    assert.match(text, /NOT MET logins: 31 s/);
});

test('a part that stops half-way keeps what it measured, and says why', async () => {
    const { outcome } = await runFake('stopped', `
        figures.aim('logins', 3, { unit: 's', most: 30 });
        try { throw new Error('wrk is not there'); } finally { figures.step('tidied up'); }`);
    assert.deepEqual([outcome.ran, outcome.problem, outcome.aims.length], [false, 'wrk is not there', 1]);
});

test('a program that fails is quoted', async () => {
    const { outcome } = await runFake('quoting', `
        import { execFileSync } from 'node:child_process';
        execFileSync('bash', ['-c', 'echo "at line 12" >&2; echo "pgbench: error: no such table" >&2; exit 1'], { encoding: 'utf8', stdio: 'pipe' });`);
    assert.equal(outcome.problem, 'pgbench: error: no such table');
});

test('a part that never begins, or ends too soon, could not run', async () => {
    const { outcome } = await runFake('torn', 'this is no program');
    assert.deepEqual([outcome.ran, outcome.problem, outcome.aims], [false, 'it ended with 1', []]);
    assert.equal((await runFake('killed', "process.kill(process.pid, 'SIGKILL');")).outcome.problem, 'it ended with SIGKILL');
    assert.equal((await runFake('silent', '')).outcome.problem, 'it ended with 0');
});

test('the quick form is told to a part', async () => {
    const body = "figures.note([process.argv[2], process.env.PASSPORT_HUB_BENCH_SECONDS].join(), 1); figures.end();";
    assert.equal((await runFake('quick', body, { quick: true })).outcome.figures[0].what, 'short,2');
    assert.equal((await runFake('full', body)).outcome.figures[0].what, ',');
});
