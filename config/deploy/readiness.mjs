// Asks a hub's /readyz and prints one line per check. Exit codes: 0 ready and every check ok, 1 not (yet), 2 wrong usage.

async function readiness(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(3000) });
  const report = await response.json();
  if (!Array.isArray(report.checks)) throw new Error(`no list of checks in the answer of ${address}`);
  for (const check of report.checks) {
    console.log(`${check.ok === true ? 'ok    ' : 'NOT OK'} ${check.name}${check.detail ? `: ${check.detail}` : ''}`);
  }
  return response.status === 200 && report.ready === true && report.checks.every((check) => check.ok === true);
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
