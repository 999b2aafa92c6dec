// What tests/bench/run does: its arguments, the parts one after the other, and what all of them reached.
import { parseArgs } from 'node:util';

import { parts, runPart } from './parts.mjs';
import { aimsTable, exitCode, machine, machineText } from './report.mjs';

const usage = `Usage: tests/bench/run [OPTION...]

Measures rates, latencies and memory of the built hub on servers of its own, and ends with one table of all aims.

  --only PART   this part alone; may be given several times
  --quick       short durations and small counts: a few minutes instead of about half an hour. Says whether everything can be
                measured, not how fast the hub is
  --json        one JSON document on standard output: the machine, every figure and every aim; all else on standard error
  -h, --help    this text

Parts:
${parts.map(({ name, measures }) => `  ${name.padEnd(14)} ${measures}`).join('\n')}

  PASSPORT_HUB_BENCH_SECONDS   how long each rate is measured (10; quick 2)
  PASSPORT_HUB_BENCH_PENDING   how many deliveries wait ("10000 100000 500000 1000000"; quick "10000 50000")
  PASSPORT_HUB_BENCH_SHOPS     how many shops there are beside Django and pgbench (10000)
  PASSPORT_HUB_BUILD           build directory (build/release)

tests/run bench installs and builds what is needed first. Exit codes: 0 all aims are met, 1 one is missed, 2 wrong usage,
3 a part could not run to its end (the others did).
`;

function readArguments() {
    const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
    for (const name of values.only ?? [])
        if (!parts.some((part) => part.name === name)) throw new Error(`there is no part "${name}"`);
    return { ...values, chosen: parts.filter(({ name }) => values.only?.includes(name) ?? true) };
}

async function measure({ chosen, quick, json }) {
    const [begun, before] = [new Date(), machine()];
    const outcomes = [];
    for (const [number, part] of chosen.entries()) {
        console.error(`\n== ${part.name} (${number + 1} of ${chosen.length}): ${part.measures} ==`);
        outcomes.push(await runPart(part, { quick, output: json ? 2 : 1 }));
        const { ran, problem, seconds } = outcomes.at(-1);
        console.error(`${part.name}: ${ran ? 'measured' : `could not run to its end (${problem})`}, ${seconds} s`);
    }
    const { load } = machine();
    if (json)
        console.log(JSON.stringify({ form: quick ? 'quick' : 'full', begun_at: begun.toISOString(), seconds: Math.round((Date.now() - begun) / 1000),
            machine: { ...before, load_at_the_end: load }, parts: outcomes, met: exitCode(outcomes) === 0 }, null, 1));
    else console.log(`\n${aimsTable(outcomes, { quick })}\n\n${machineText(before, load)}`);
    return exitCode(outcomes);
}

let wanted;
try {
    wanted = readArguments();
} catch (error) {
    console.error(`tests/bench/run: ${error.message}; --help lists the options`);
    process.exit(2);
}
if (wanted.help) process.stdout.write(usage);
else process.exitCode = await measure(wanted);
