import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Sandbox } from './support/sandbox_process.mjs';
import { SmtpClient } from './support/smtp_client.mjs';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

const page = async () => (await fetch(`${sandbox.base_url}/sandbox/`)).text();

async function send(message) {
  const client = await SmtpClient.open(sandbox.smtp);
  await client.send(message);
  client.end();
}

test("the page says that scores are not Google's and shows calls and mails without any script", async () => {
  await sandbox.ask('こんにちは');
  await send('Subject: =?UTF-8?B?5om/6KqN?=\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<b onclick="x()">hi</b>');
  const html = await page();
  assert.match(html, /not Google's/);
  assert.match(html, /承認/);
  assert.match(html, /smalltalk.greeting/);
  assert.match(html, /<iframe sandbox="" [^>]*srcdoc="&#60;b onclick=&#34;x\(\)&#34;&#62;/);
});

test('what a mail says is never part of the page', async () => {
  await send('Subject: <script>alert(1)</script>\r\n\r\n</pre><script>alert(2)</script>');
  const html = await page();
  assert.ok(!html.includes('<script>alert'));
});

test('faults are switched by plain forms', async () => {
  const form = (path, fields) =>
    fetch(`${sandbox.base_url}/sandbox/${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
    });
  const reply = await form('faults', { service: 'oauth', fault: 'status', status: '503', delay_ms: '', times: '' });
  assert.deepEqual([reply.status, reply.headers.get('location')], [303, '/sandbox/']);
  assert.match(await page(), /<b>oauth<\/b> status <span>status 503, applied 0<\/span>/);
  await form('faults/clear', {});
  assert.match(await page(), /None: every service answers/);
});

test('new entries come as events, and a browser that was away gets what it missed', async () => {
  const since = (await sandbox.control('GET', 'state')).body.last_seq;
  await sandbox.ask('こんにちは');
  const stream = await fetch(`${sandbox.base_url}/sandbox/events`, { headers: { 'last-event-id': String(since) } });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  let received = (await reader.read()).value;
  assert.match(received, /smalltalk.greeting/);
  await send('Subject: live\r\n\r\nx');
  while (!received.includes('live')) received += (await reader.read()).value;
  assert.match(received, /"place":"mails"/);
  await reader.cancel();
});
