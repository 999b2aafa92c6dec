#!/usr/bin/env node
// Stands in for the passport-hub program in the tests of config/up: notes how it was called and behaves like the real one
// as far as a caller can see. FAKE_HUB=never-ready and FAKE_HUB=no-migration make it fail.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { servicesScript, source } from './support.mjs';

const calls = join(process.env.PASSPORT_HUB_HOME, 'run/fake-hub-calls');
const [command, ...rest] = process.argv.slice(2);
appendFileSync(calls, `${[command, ...rest].join(' ')}\n`);

function listen(address, answer) {
  const [host, port] = address.split(':');
  createServer(answer).listen(Number(port), host);
}

// The product's own migrations, once: the sample data is put into the tables they make.
function migrate() {
  const before = readFileSync(calls, 'utf8').match(/^migrate/gm).length;
  if (before > 1) return;
  const directory = join(source, 'connectors/passport_db/migrations');
  const statements = readdirSync(directory).sort().map((name) => readFileSync(join(directory, name), 'utf8')).join('\n');
  execFileSync(servicesScript, ['owner-sql', process.env.PASSPORT_HUB_HOME], { input: statements });
}

function serve() {
  const ready = process.env.FAKE_HUB !== 'never-ready';
  const report = { ready, checks: [{ name: 'database', ok: ready, detail: ready ? 'answers' : 'password refused' }] };
  listen(process.env.PASSPORT_HUB_OPERATIONS, (_request, response) => {
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(report));
  });
  listen(process.env.PASSPORT_HUB_PUBLIC, (_request, response) => response.end('fake'));
  process.on('SIGTERM', () => {
    appendFileSync(calls, 'drained\n');
    process.exit(0);
  });
  if (!ready) setTimeout(() => process.exit(1), 1000);
}

if (command === 'serve') {
  serve();
} else if (command === 'migrate' && process.env.FAKE_HUB === 'no-migration') {
  console.error('{"level":"error","message":"migration 7 failed"}');
  process.exitCode = 1;
} else if (command === 'migrate') {
  migrate();
} else if (command === 'import') {
  console.log('2 rows imported, 1 refused');
  console.log('line 3, column 緯度: "x" is not a number');
  process.exitCode = 3;
}
