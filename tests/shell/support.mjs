// Runs the product's scripts for the tests, with an environment that knows nothing of a hub that may run here.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const source = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const servicesScript = join(source, 'config/deploy/services.sh');
export const upScript = join(source, 'config/up');

function cleanEnvironment(extra) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PASSPORT_HUB_'));
  return { ...Object.fromEntries(kept), ...extra };
}

// Resolves to {code, stdout, stderr}; never rejects because of an exit code. A hanging script is killed.
export function run(program, args, { env = {}, input = '', timeout = 120_000 } = {}) {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env: cleanEnvironment(env), timeout, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? `killed by ${error.signal}`) : 0, stdout, stderr });
    });
    child.stdin.end(input);
  });
}

// Runs a piece of bash with the functions of config/deploy/NAME.sh.
export function runFunctions(name, script, options) {
  return run('bash', ['-euo', 'pipefail', '-c', `source "${source}/config/deploy/${name}.sh"\n${script}`], options);
}

// A directory that the unprivileged user can get through.
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'hub-shell-'));
  chmodSync(directory, 0o711);
  return directory;
}

export const services = (command, directory) => run(servicesScript, [command, directory]);

// Starts PostgreSQL and Redis and resolves to the PASSPORT_HUB_* variables that were printed.
export async function startServices(directory) {
  const started = await services('start', directory);
  if (started.code !== 0) throw new Error(started.stderr);
  return Object.fromEntries(started.stdout.trim().split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

export async function stopServices(directory) {
  await services('stop', directory);
  rmSync(directory, { recursive: true, force: true });
}
