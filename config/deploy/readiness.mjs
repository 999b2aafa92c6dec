// Asks a hub's /readyz and prints one line per check. Exit codes: 0 ready and every check ok, 1 not (yet), 2 wrong usage.

// Each worker answers for itself, and each connection comes to any of them: so many are asked that none is missed.
const asks = 24;

async function ask(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(3000), headers: { Connection: 'close' } });
  const report = await response.json();
  if (!Array.isArray(report.checks)) throw new Error(`no list of checks in the answer of ${address}`);
  const ready = response.status === 200 && report.ready === true && report.checks.every((check) => check.ok === true);
  return { ready, checks: report.checks };
}

async function readiness(address) {
  let answer;
  for (let asked = 0; asked < asks; ++asked) {
    answer = await ask(address);
    if (!answer.ready) break;
  }
  for (const check of answer.checks) {
    console.log(`${check.ok === true ? 'ok    ' : 'NOT OK'} ${check.name}${check.detail ? `: ${check.detail}` : ''}`);
  }
  return answer.ready;
}

if (process.argv.length !== 3) {
  console.error('usage: node readiness.mjs http://HOST:PORT/readyz');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await readiness(process.argv[2])) ? 0 : 1;
  } catch (error) {
    console.log(`no answer from ${process.argv[2]}: ${error.cause?.message ?? error.message}`);
    process.exitCode = 1;
  }
}
