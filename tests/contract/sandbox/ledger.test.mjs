import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Sandbox } from './support/sandbox_process.mjs';
import { SmtpClient } from './support/smtp_client.mjs';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

const lastSeq = async () => (await sandbox.control('GET', 'state')).body.last_seq;

test('entries are numbered without gaps, in the file and over HTTP alike', async () => {
  await Promise.all(
    [1, 2, 3, 4, 5].map((number) => sandbox.ask('こんにちは', { session: sandbox.session(`s-${number}`) })),
  );
  const lines = sandbox.ledgerLines();
  assert.deepEqual(
    lines.map(({ seq }) => seq),
    lines.map((_, index) => index + 1),
  );
  assert.deepEqual(await sandbox.ledger({}), lines);
});

test('a reader may wait for entries instead of polling', async () => {
  const since = await lastSeq();
  const waiting = sandbox.ledger({ since, service: 'dialogflow', kind: 'turn', count: 2, wait_ms: 10_000 });
  await sandbox.ask('こんにちは');
  await sandbox.ask('こんにちは');
  assert.equal((await waiting).length, 2);
});

test('waiting ends when its time is up', async () => {
  assert.deepEqual(await sandbox.ledger({ since: await lastSeq(), wait_ms: 20 }), []);
});

test('wrong query values are refused', async () => {
  assert.equal((await sandbox.control('GET', 'ledger?since=x')).status, 400);
});

test('nothing can be deleted', async () => {
  assert.equal((await sandbox.control('DELETE', 'ledger')).status, 405);
});

test('after a kill the numbering goes on, old mails are there, and a torn last line does no harm', async () => {
  const client = await SmtpClient.open(sandbox.smtp);
  await client.send('Subject: before the kill\r\n\r\nx');
  client.end();
  const before = await lastSeq();
  await sandbox.stopProcess('SIGKILL');
  appendFileSync(sandbox.ledgerFile, '{"seq":9999,"torn');
  await sandbox.run();
  const entries = await sandbox.ledger({});
  assert.deepEqual(
    entries.map(({ seq }) => seq),
    entries.map((_, index) => index + 1),
  );
  assert.equal(entries.at(-1).kind, 'started');
  assert.equal(entries.at(-1).seq, before + 1);
  assert.equal(entries.filter(({ kind }) => kind === 'mail').at(-1).subject, 'before the kill');
});

test('texts and sessions are recorded only when asked for', async () => {
  const since = await lastSeq();
  await sandbox.control('POST', 'settings', { dialogflow: { record_text: true } });
  await sandbox.ask('カードの作り方');
  const [entry] = await sandbox.ledger({ since, service: 'dialogflow' });
  assert.deepEqual([entry.query_text, entry.session], ['カードの作り方', sandbox.session()]);
});

test('SIGTERM ends it cleanly, also with a reader waiting', async () => {
  const waiting = sandbox.ledger({ since: await lastSeq(), wait_ms: 30_000 }).catch(() => 'cut');
  await sandbox.control('GET', 'state');
  assert.deepEqual(await sandbox.stopProcess(), { code: 0, signal: null });
  assert.equal(await waiting, 'cut');
  await sandbox.run();
});
