import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Sandbox } from './support/sandbox_process.mjs';
import { SmtpClient } from './support/smtp_client.mjs';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start({ extra: ['--smtp-max-bytes', '20000', '--smtp-max-recipients', '2'] });
});
after(() => sandbox.stop());
afterEach(() => sandbox.control('DELETE', 'faults'));

const base64 = (text) => Buffer.from(text).toString('base64');
const SUBJECT = '協賛店の登録が承認されました';
const MAIL = [
  'Date: Thu, 20 Nov 2025 10:00:00 +0900',
  'From: =?UTF-8?B?44G+44GE44Gp5a2Q?= <hub@portal.example.jp>',
  'To: shop@example.jp',
  'Message-ID: <one@portal.example.jp>',
  `Subject: =?UTF-8?B?${base64('協賛店の登録が')}?=`,
  ` =?UTF-8?B?${base64('承認されました')}?=`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary="b 1"',
  '',
  '--b 1',
  'Content-Type: text/plain; charset=UTF-8',
  'Content-Transfer-Encoding: base64',
  '',
  base64('本文です。\n二行目'),
  '--b 1',
  'Content-Type: text/html; charset=UTF-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>=E6=9C=AC=E6=96=87</p>=',
  '<b>=E2=9C=93</b>',
  '--b 1--',
].join('\r\n');

const newest = async () => (await sandbox.ledger({ service: 'smtp', kind: 'mail' })).at(-1);
const mailCount = async () => (await sandbox.ledger({ service: 'smtp', kind: 'mail' })).length;

async function withClient(use) {
  const client = await SmtpClient.open(sandbox.smtp);
  try {
    return await use(client);
  } finally {
    client.end();
  }
}

test('encryption is neither offered nor begun without a certificate', () =>
  withClient(async (client) => {
    await client.reply();
    const { lines } = await client.command('EHLO test.example.jp');
    assert.ok(!lines.includes('STARTTLS'));
    assert.equal((await client.command('STARTTLS')).code, 502);
  }));

test('an accepted mail is in the ledger file before the client reads 250, with decoded parts', () =>
  withClient(async (client) => {
    const reply = await client.send(MAIL);
    const entry = sandbox.ledgerLines().at(-1);
    assert.equal(reply.code, 250);
    assert.match(reply.lines[0], new RegExp(`queued as ${entry.id}$`));
    assert.deepEqual(
      [entry.service, entry.kind, entry.subject, entry.from],
      ['smtp', 'mail', SUBJECT, 'まいど子 <hub@portal.example.jp>'],
    );
    assert.deepEqual(entry.envelope, {
      from: 'hub@portal.example.jp',
      to: ['shop@example.jp'],
      helo: 'test.example.jp',
    });
    assert.equal(entry.message_id, '<one@portal.example.jp>');
    assert.equal(entry.text, '本文です。\n二行目');
    assert.equal(entry.html, '<p>本文</p><b>✓</b>');
    assert.deepEqual(entry.warnings, []);
  }));

test('EHLO offers PIPELINING, 8BITMIME and SIZE', () =>
  withClient(async (client) => {
    assert.equal((await client.reply()).code, 220);
    const { lines } = await client.command('EHLO test.example.jp');
    assert.deepEqual(lines.slice(1), ['PIPELINING', 'SIZE 20000', 'ENHANCEDSTATUSCODES', '8BITMIME']);
    assert.equal((await client.command('QUIT')).code, 221);
  }));

test('commands may come in one piece', () =>
  withClient(async (client) => {
    await client.reply();
    client.write('EHLO t\r\nMAIL FROM:<a@example.jp> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
    for (const code of [250, 250, 250, 354]) assert.equal((await client.reply()).code, code);
  }));

test('dots at the beginning of a line are taken off once', () =>
  withClient(async (client) => {
    await client.send('Subject: dots\r\n\r\n..one\r\n...two');
    assert.equal((await newest()).text, '.one\r\n..two\r\n');
  }));

test('only CRLF . CRLF ends a mail, and bare line ends are refused', () =>
  withClient(async (client) => {
    const before = await mailCount();
    await client.start();
    client.write('Subject: smuggled\r\n\r\nfirst\n.\nMAIL FROM:<x@example.jp>\r\n.\nstill\n.\r\nthe same\r\n.\r\n');
    assert.equal((await client.reply()).code, 550);
    assert.equal(await mailCount(), before);
  }));

test('a command line must end with CRLF', () =>
  withClient(async (client) => {
    await client.reply();
    client.write('EHLO t\n');
    assert.equal((await client.reply()).code, 500);
  }));

test('too large, too long lines and too many recipients are refused', async () => {
  await withClient(async (client) => {
    await client.reply();
    await client.command('EHLO t');
    assert.equal((await client.command('MAIL FROM:<a@example.jp> SIZE=20001')).code, 552);
    assert.equal((await client.command('MAIL FROM:<a@example.jp> UNKNOWN=1')).code, 555);
    assert.equal((await client.command('MAIL FROM:a@example.jp')).code, 501);
    assert.equal((await client.command('RCPT TO:<b@example.jp>')).code, 503);
    await client.command('MAIL FROM:<>');
    for (const [to, code] of [
      ['one@example.jp', 250],
      ['"abc."@ezweb.example.jp', 250],
      ['three@example.jp', 452],
    ])
      assert.equal((await client.command(`RCPT TO:<${to}>`)).code, code);
  });
  await withClient(async (client) =>
    assert.equal((await client.send(`Subject: big\r\n\r\n${'x'.repeat(900)}\r\n`.repeat(25))).code, 552),
  );
  await withClient(async (client) =>
    assert.equal((await client.send(`Subject: long\r\n\r\n${'x'.repeat(999)}`)).code, 550),
  );
});

test('a message that does not wait for 354 is refused', () =>
  withClient(async (client) => {
    await client.reply();
    client.write('EHLO t\r\nMAIL FROM:<a@example.jp>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\nSubject: early\r\n\r\n.\r\n');
    for (const code of [250, 250, 250, 554]) assert.equal((await client.reply()).code, code);
    assert.equal(await client.reply(), null);
  }));

test('what a careful receiver would frown at is noted', () =>
  withClient(async (client) => {
    await client.send('Subject: =?UTF-8?B?5Y2U6LM=?= =?UTF-8?B?mw==?=\r\nSubject: twice\r\n\r\nx');
    const { warnings } = await newest();
    for (const expected of [
      'header date is missing',
      'header message-id is missing',
      'header subject is given twice',
      'text is not whole characters of UTF-8',
    ])
      assert.ok(warnings.includes(expected), expected);
  }));

test('a refused final dot leaves nothing in the ledger, and the next try goes through', async () => {
  const before = await mailCount();
  await sandbox.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'final_dot', times: 1 });
  await withClient(async (client) => assert.equal((await client.send(MAIL)).code, 451));
  assert.equal(await mailCount(), before);
  await withClient(async (client) => assert.equal((await client.send(MAIL)).code, 250));
});

test('a cut before the final dot loses the mail, a cut after acceptance keeps it without an answer', async () => {
  const before = await mailCount();
  await sandbox.fault({ service: 'smtp', fault: 'cut', at_byte: 10, times: 1 });
  await withClient(async (client) => assert.equal(await client.send(MAIL), null));
  await sandbox.fault({ service: 'smtp', fault: 'cut', smtp_stage: 'final_dot', times: 1 });
  await withClient(async (client) => assert.equal(await client.send(MAIL), null));
  assert.equal(await mailCount(), before);
  await sandbox.fault({ service: 'smtp', fault: 'cut', smtp_stage: 'accepted', times: 1 });
  await withClient(async (client) => assert.equal(await client.send(MAIL), null));
  assert.equal(await mailCount(), before + 1);
});

test('every stage can be answered with a status, and connections can be refused', async () => {
  for (const [stage, commands] of [
    ['connect', []],
    ['helo', ['EHLO t']],
    ['mail', ['EHLO t', 'MAIL FROM:<a@b.jp>']],
    ['rcpt', ['EHLO t', 'MAIL FROM:<a@b.jp>', 'RCPT TO:<c@d.jp>']],
    ['data', ['EHLO t', 'MAIL FROM:<a@b.jp>', 'RCPT TO:<c@d.jp>', 'DATA']],
  ]) {
    await sandbox.fault({ service: 'smtp', fault: 'status', status: 421, smtp_stage: stage, times: 1 });
    await withClient(async (client) => {
      let reply = await client.reply();
      for (const command of commands) reply = await client.command(command);
      assert.equal(reply.code, 421, stage);
      assert.equal(await client.reply(), null);
    });
  }
  await sandbox.fault({ service: 'smtp', fault: 'refuse', times: 1 });
  await withClient(async (client) => assert.equal(await client.reply(), null));
});

test('a frozen connection goes on being silent until the fault is cleared', async () => {
  await sandbox.fault({ service: 'smtp', fault: 'freeze', smtp_stage: 'rcpt' });
  await withClient(async (client) => {
    await client.reply();
    await client.command('EHLO t');
    await client.command('MAIL FROM:<a@example.jp>');
    const since = (await sandbox.control('GET', 'state')).body.last_seq;
    const reply = client.command('RCPT TO:<b@example.jp>');
    const [struck] = await sandbox.ledger({ since, kind: 'fault', wait_ms: 5000 });
    assert.equal(struck.stage, 'rcpt');
    await sandbox.control('DELETE', 'faults');
    assert.equal(await reply, null);
  });
});

test('the raw mail can be fetched as it came', () =>
  withClient(async (client) => {
    await client.send(MAIL);
    const { id } = await newest();
    const raw = await (await fetch(`${sandbox.base_url}/sandbox/mails/${id}/raw`)).text();
    assert.equal(raw, `${MAIL}\r\n`);
  }));
