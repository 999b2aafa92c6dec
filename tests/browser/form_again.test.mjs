// A session that ends while a form is being filled in: nothing is done, nothing that was typed is lost, and after a login
// in another tab the same form is sent, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { MemberWalk } from '../support/member_walk.mjs';
import { untilOver } from '../support/running_hub.mjs';

let walk;
after(() => walk?.close());

async function logIn(page, { mail, password }) {
  await page.locator('#mail').fill(mail);
  await page.locator('#password').fill(password);
  await page.locator('form[action="/login"] button[type=submit]').click();
}

async function endAllSessions({ mail, password }) {
  const { headers } = await walk.logIn(mail, password);
  const ended = await fetch(`${hub.url}/api/v1/sessions/end`, { method: 'POST', headers });
  assert.equal(ended.status, 200, await ended.text());
  await untilOver('the session', () => fetch(`${hub.url}/api/v1/users/me`, { headers: { Cookie: headers.Cookie, Connection: 'close' } }));
}

// Sends the form and comes to the answer with this status.
async function send(page, status) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: '保存する' }).click();
  assert.equal((await answered).status(), status);
  await page.waitForLoadState();
}

for (const [name, viewport, javaScript] of [['a small phone without JavaScript', { width: 320, height: 640 }, false], ['a desk', desktop, true]])
  test(`what was typed outlives the session on ${name}`, async () => {
    walk ??= new MemberWalk(hub);
    const person = await walk.register();
    const page = await openPage(browser, hub, { viewport, javaScript });
    const check = async (title) => {
      if (javaScript) assert.deepEqual(await axeViolations(page), [], title);
      assert.ok((await sidewaysScroll(page)) <= 0, `${title} scrolls sideways`);
      assert.equal(await page.locator('#city').inputValue(), '堺市堺区', title);
      assert.equal(await page.locator('#child_year_1').inputValue(), '2021', title);
      await screenshot(page, `form-${title}-${viewport.width}`, { fullPage: false });
    };
    await page.visit('/login?next=/me/profile');
    await logIn(page, person);
    await page.waitForURL('**/me/profile');
    await page.locator('#city').fill('堺市堺区');
    await page.locator('#child_year_1').fill('2021');
    await page.locator('#child_month_1').selectOption('5');
    await endAllSessions(person);

    await send(page, 401);
    await page.getByRole('heading', { name: 'ログインの有効期限が切れました' }).waitFor();
    await check('over');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '別のタブでログインする' }).click();
    const tab = await opened;
    await tab.waitForURL('**/login');
    await logIn(tab, person);
    await tab.waitForURL('**/me');
    await tab.close();

    await send(page, 403);
    await page.getByRole('heading', { name: 'もう一度送ってください' }).waitFor();
    await check('again');
    await send(page, 303);
    await page.waitForURL('**/me?saved=1');
    await page.visit('/me/profile');
    await check('saved');
    assert.deepEqual(await closePage(page), []);
  });
