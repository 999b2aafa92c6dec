import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'hub-eval-'));
after(() => rmSync(directory, { recursive: true }));

// Evaluates questions with the fake agent; {code, stdout, stderr, report}.
function evaluate(questions, env = {}) {
  const [file, output] = ['questions.jsonl', 'eval.json'].map((name) => join(directory, name));
  writeFileSync(file, questions.map((question) => JSON.stringify(question)).join('\n'));
  rmSync(output, { force: true });
  const options = { env: { ...process.env, PASSPORT_HUB_BINARY: path('fake_agent.mjs'), ...env } };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path('../../eval/run.mjs'), '--no-gazetteer', '--output', output, file],
      options,
      (error, stdout, stderr) => {
        const report = error?.code === 2 ? null : JSON.parse(readFileSync(output, 'utf8'));
        resolve({ code: error?.code ?? 0, stdout, stderr, report });
      },
    );
  });
}

const park = {
  id: 'a',
  text: 'ぶらんこのある公園ってあのへんやったかな',
  intent: 'facility.nearby',
  parameters: { facility: '公園' },
};
const weather = {
  id: 'b',
  text: 'かさもっていかなあかん空模様やろか',
  intent: 'Default Fallback Intent',
  parameters: {},
};

test('all aims met is success, with tables to read and numbers in a file', async () => {
  const { code, stdout, report } = await evaluate([park, weather]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /intent accuracy +100\.0 % +92\.0 % +met/);
  assert.deepEqual(
    report.aims.map(({ met }) => met),
    [true, true, true],
  );
  assert.equal(report.results[0].agents['local agent'].slots.right, 1);
});

test('a missed aim is a failure, and the miss is named', async () => {
  const { code, stdout } = await evaluate([park, { ...weather, intent: 'faq.search' }]);
  assert.equal(code, 1);
  assert.match(stdout, /intent accuracy +50\.0 % +92\.0 % +MISSED/);
  assert.match(stdout, /b かさもって[^\n]*\n +faq\.search -> Default Fallback Intent/);
});

test('a file or an agent that cannot be used is neither', async () => {
  const wrongFile = await evaluate([{ id: 'a' }]);
  assert.equal(wrongFile.code, 2);
  assert.match(wrongFile.stderr, /questions\.jsonl: neither questions/);
  const broken = await evaluate([park], { FAKE_AGENT: 'broken' });
  assert.equal(broken.code, 2);
  assert.match(broken.stderr, /the export is incomplete/);
});
