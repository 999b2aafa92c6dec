// The operations pages, looked at by an operator: the state with its alarms, the list of messages, the life of one.
// Without JavaScript throughout: they have none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { RunningHub, until } from '../support/running_hub.mjs';
import { closePage, desktop, openPage, phone, screenshot, sidewaysScroll, startBrowser } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
let hub;
let site;
let browser;
const ids = {};

before(async () => {
  // A hub of its own, also where one stands already: alarms and parked messages are of no use to the other tests.
  for (const name of Object.keys(process.env))
    if (/^PASSPORT_HUB_/.test(name) && !/_(SOURCE|BINARY|SHARED|SCREENSHOTS|KEEP)$/.test(name)) delete process.env[name];
  hub = await RunningHub.start();
  site = { url: hub.operations };
  browser = await startBrowser();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await hub?.stop();
});

async function withPage(body, options = {}) {
  const page = await openPage(browser, site, { locale: 'en', javaScript: false, ...options });
  try {
    await body(page);
  } finally {
    assert.deepEqual(await closePage(page), []);
  }
}

const approve = async () => {
  const [shop] = await hub.applications();
  return JSON.parse((await hub.tool('shops', 'approve', String(shop.shop_temp_id), '--json')).stdout).message_id;
};
const hasState = (id, state) => until(`it is ${state}`, async () => (await hub.message(id)).deliveries[0].state === state);
const get = async (path, headers = {}) => {
  const answer = await fetch(site.url + path, { headers });
  return { status: answer.status, type: answer.headers.get('content-type'), kept: answer.headers.get('cache-control'), body: await answer.json() };
};

test('while nothing has happened the pages say so, and what to do', () => withPage(async (page) => {
  await page.visit('/');
  assert.equal(await page.locator('h1').innerText(), 'State');
  assert.match(await page.locator('main').innerText(), /No alarm is open/);
  assert.match(await page.locator('main').innerText(), /nightly_purge/);
  assert.match(await page.locator('main').innerText(), /Nobody is mailed about alarms/);
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  assert.match(await page.locator('main').innerText(), /No message has been queued/);
  await screenshot(page, 'operations-empty-1280');
}));

test('a parked message is an alarm on the page within ten seconds, and both lead to its life', async () => {
  ids.sent = await approve();
  await hasState(ids.sent, 'sent');
  await hub.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt' });
  ids.parked = await approve();
  await hasState(ids.parked, 'parked');
  const parkedAt = performance.now();
  await hub.clearFaults();
  await hub.tool('schedules', 'set', 'weekly', '--cron', '0 9 * * MON', '--type', 'shop.approved');
  await until('the page shows the alarm', async () => (await (await fetch(site.url)).text()).includes('parked messages: mail'), 10_000);
  console.log(`operations: the alarm was on the page after ${Math.round(performance.now() - parkedAt)} ms`);
  await withPage(async (page) => {
    await page.visit('/');
    const alarm = page.locator('article.alarm');
    assert.equal(await alarm.count(), 1);
    assert.match(await alarm.innerText(), /1 delivery could not be sent/);
    assert.match(await page.locator('tr', { hasText: 'weekly' }).innerText(), /0 9 \* \* MON/);
    const interactive = await page.locator('tr', { hasText: 'interactive' }).innerText();
    assert.deepEqual(interactive.split(/\s+/).slice(-3), ['0', '1', '0'], 'unknown, parked, failed');
    await page.getByRole('link', { name: 'Parked' }).click();
    await page.getByRole('link', { name: 'shop.approved' }).click();
    assert.match(page.url(), new RegExp(ids.parked));
    const story = await page.locator('main').innerText();
    assert.match(story, /保留：送信先に受け付けられませんでした/);
    assert.match(story, /The provider said\s+550/);
    assert.deepEqual(await page.locator('.timeline .mark').allInnerTexts(), ['accepted', 'sending', 'parked']);
    assert.match(await page.locator('.timeline').innerText(), /attempt 1/);
    assert.match(await page.locator('pre').first().innerText(), /^\{\n  "shop_id": \d+,\n  "shop_name": "/);
  });
});

test('messages are found by what they are about, page by page', () => withPage(async (page) => {
  await page.visit('/messages?limit=1');
  assert.match(await page.locator('.result-count').innerText(), /^1 of 2,/);
  await page.getByRole('link', { name: 'Older messages' }).click();
  assert.match(await page.locator('tbody a').getAttribute('href'), new RegExp(ids.sent));
  await page.getByRole('link', { name: 'The newest' }).click();
  assert.match(await page.locator('tbody a').getAttribute('href'), new RegExp(ids.parked));

  await page.getByLabel('State').selectOption('sent');
  await page.getByLabel('Type').fill('shop.approved');
  await page.getByRole('button', { name: 'Search' }).click();
  assert.equal(await page.locator('tbody tr').count(), 1);
  assert.equal(await page.getByLabel('State').inputValue(), 'sent');
  await page.getByLabel('Shop').fill('999');
  await page.getByRole('button', { name: 'Search' }).click();
  assert.match(await page.locator('main').innerText(), /No message matches/);
  await page.getByLabel('Since').fill('yesterday');
  await page.getByRole('button', { name: 'Search' }).click();
  assert.match(await page.locator('[role=alert]').innerText(), /since must be a date like/);
  await page.getByRole('link', { name: 'Show all' }).click();
  assert.equal(await page.locator('tbody tr').count(), 2);
}));

test('what is not there is told as that', () => withPage(async (page) => {
  const missing = await page.visit('/messages/00000000-0000-7000-8000-000000000000');
  assert.equal(missing.status(), 404);
  assert.match(await page.locator('main').innerText(), /no message, delivery or subject/);
  assert.equal((await page.visit('/nothing')).status(), 404);
  assert.match(await page.locator('main').innerText(), /nothing at this address/);
}));

test('the same is had as JSON, as the command line tells it', async () => {
  const shown = await get(`/messages/${ids.parked}.json`);
  assert.equal(shown.type, 'application/json');
  assert.equal(shown.kept, 'no-store');
  assert.deepEqual(shown.body.messages, [await hub.message(ids.parked)]);
  const listed = await get('/messages?state=parked', { Accept: 'application/json' });
  assert.deepEqual(listed.body, JSON.parse((await hub.tool('messages', 'list', '--state', 'parked', '--json')).stdout));
  const { body } = await get('/state.json');
  assert.equal(body.ready, true);
  // Another worker may answer, and says its own name.
  const outcomes = (checks) => checks.map(({ name, ok }) => ({ name, ok }));
  assert.deepEqual(outcomes(body.checks), outcomes((await get('/readyz')).body.checks));
  assert.equal(body.state.alarms.open[0].kind, 'parked');
  assert.equal(body.state.workers.length, 2);
  assert.deepEqual(body.routes.map(({ id }) => id), JSON.parse((await hub.tool('routes', '--json')).stdout).routes.map(({ id }) => id));
  const wrong = await get('/messages.json?state=parkd&limit=0');
  assert.equal(wrong.status, 400);
  assert.deepEqual(wrong.body.error.fields.map(({ field }) => field), ['state', 'limit']);
  assert.equal((await get('/messages/nothing.json')).status, 404);
});

test('what a message holds is text on the page', async () => {
  const subject = `<img src=x onerror="document.title='struck'">`;
  await hub.ownerSql(`INSERT INTO hub.message (id, source, type, subject, time, data, lane) VALUES
    ('00000000-0000-7000-8000-00000000000a', '/test', 'test.markup', '${subject.replaceAll("'", "''")}', now(), '{"</pre><script>": "<b>"}', 'bulk');`);
  await withPage(async (page) => {
    for (const path of ['/messages', '/messages/00000000-0000-7000-8000-00000000000a']) {
      await page.visit(path);
      assert.match(await page.locator('main').innerText(), /<img src=x/);
      assert.equal(await page.locator('main img, main script, main b').count(), 0);
    }
    assert.match(await page.locator('pre').innerText(), /<\/pre><script>/);
    assert.match(await page.locator('main').innerText(), /No route takes messages of this type/);
  });
});

for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop }))
  describe(`at ${name} px`, () => {
    test('no page breaks a rule or scrolls sideways', async (suite) => {
      const pages = { state: '/', messages: '/messages', wrong: '/messages?state=x', none: '/messages?type=x.y', missing: '/messages/x',
        parked: `/messages/${ids.parked}`, sent: `/messages/${ids.sent}` };
      for (const [title, path] of Object.entries(pages))
        await suite.test(title, () => withPage(async (page) => {
          await page.visit(path);
          await page.evaluate(axe);
          const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), rules);
          assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`), []);
          assert.ok((await sidewaysScroll(page)) <= 0, 'it scrolls sideways');
          assert.equal(await page.locator('h1').count(), 1);
          await screenshot(page, `operations-${title}-${name}`);
        }, { viewport, javaScript: true }));
    });
  });

test('without PostgreSQL the page says so and still shows the checks', async () => {
  await hub.service('stop-postgresql');
  try {
    await withPage(async (page) => {
      await until('the page says it', async () => {
        await page.visit('/');
        return (await page.locator('main').innerText()).includes('PostgreSQL does not answer');
      });
      await until('the check says it', async () => {
        await page.visit('/');
        return /not ok\s*database/.test(await page.locator('.checks').innerText());
      });
      assert.ok((await page.locator('.route').count()) > 5);
      await screenshot(page, 'operations-without-database-1280');
      assert.equal((await page.visit('/messages')).status(), 503);
    });
    const { body } = await get('/state.json');
    assert.equal(body.error.kind, 'transient');
    assert.equal(body.state, undefined);
  } finally {
    await hub.service('start-postgresql');
  }
  await hub.untilReady();
});
