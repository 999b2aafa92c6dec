import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, runFunctions, temporaryDirectory } from './support.mjs';

// A program whose first thread ends at once while another one keeps what the program has open; it ends with its input.
const twoThreads = `
#include <pthread.h>
#include <unistd.h>
static void* wait_for_the_end(void* unused) { char byte; (void)!read(0, &byte, 1); return unused; }
int main(void) { pthread_t thread; pthread_create(&thread, 0, wait_for_the_end, 0); write(1, "x", 1); pthread_exit(0); }
`;

const directory = temporaryDirectory();
const program = join(directory, 'two_threads');

before(async () => {
  const { code, stderr } = await run('g++', ['-x', 'c', '-pthread', '-o', program, '-'], { input: twoThreads });
  assert.equal(code, 0, stderr);
});
after(() => rmSync(directory, { recursive: true, force: true }));

const birth = async (number) => (await runFunctions('process', `process_birth ${number}`)).stdout;
const isZombie = (number) => readFileSync(`/proc/${number}/stat`, 'utf8').includes(') Z ');

test('a process whose first thread has ended still runs: its ports are still taken', async (t) => {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  while (!isZombie(child.pid)) await new Promise(setImmediate);
  assert.notEqual(await birth(child.pid), '');
  child.stdin.end();
  await once(child, 'exit');
  assert.equal(await birth(child.pid), '');
});

test('a process that has ended and was not asked after does not run', async (t) => {
  // The shell would ask after its child: the child ends only when the shell has become something that does not.
  const parent = spawn('bash', ['-c', 'head -c 1 <&0 >/dev/null & echo $!; exec sleep 60'], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => parent.kill('SIGKILL'));
  const number = Number((await once(parent.stdout, 'data'))[0]);
  while (readFileSync(`/proc/${parent.pid}/comm`, 'utf8') !== 'sleep\n') await new Promise(setImmediate);
  parent.stdin.end('x');
  while (!isZombie(number)) await new Promise(setImmediate);
  assert.equal(await birth(number), '');
});
