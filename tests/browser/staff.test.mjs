// Staff in a browser: an invitation is accepted, the two steps of login, colleagues, keys, look-up and audit; with and
// without JavaScript; no page on the way breaks a rule of accessibility.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, screenshot, sidewaysScroll, startBrowser } from './browser.mjs';
import { RunningHub } from '../support/running_hub.mjs';
import { codeOf, firstAdministrator, invitedToken, staffPassword } from '../support/staff_people.mjs';

let hub;
let browser;
let administrator;
before(async () => {
  hub = await RunningHub.start({ workers: 1 });
  browser = await startBrowser();
  administrator = await firstAdministrator(hub);
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await hub?.stop();
});

const small = { width: 320, height: 640 };
for (const [name, viewport, javaScript] of [['a small phone without JavaScript', small, false], ['a desk', desktop, true]])
  describe(`on ${name}`, () => {
    test('somebody accepts an invitation as administrator and does what administrators do', async () => {
      const page = await openPage(browser, hub, { viewport, javaScript });
      const check = async (title) => {
        await page.waitForLoadState();  // the style sheet has come as well
        if (javaScript) assert.deepEqual(await axeViolations(page), [], title);
        assert.ok((await sidewaysScroll(page)) <= 0, `${title} scrolls sideways`);
        await screenshot(page, `staff-${title}-${viewport.width}`);
      };
      const address = `staff${viewport.width}@example.jp`;
      const person = `管理 ${viewport.width}`;
      assert.equal((await administrator.as('POST', '/api/v1/staff', { mail: address, name: person, role: 'administrator' })).status, 202);
      await page.visit(`/staff/accept?token=${await invitedToken(hub, address)}`);
      await check('accept');
      await page.getByRole('button', { name: '使い始める' }).click();
      await page.getByRole('alert').waitFor();
      await check('accept-problem');
      await page.getByLabel('パスワード').fill(staffPassword);
      await page.locator('#code').fill(codeOf(await page.locator('.typed-secret').innerText()));
      await page.getByRole('button', { name: '使い始める' }).click();
      await page.getByRole('heading', { name: '設定が終わりました' }).waitFor();
      const codes = await page.locator('.recovery-codes code').allInnerTexts();
      assert.equal(codes.length, 10);
      await check('accepted');

      await page.getByRole('link', { name: '職員ログインへ進む' }).click();
      await check('login');
      await page.getByLabel('メールアドレス').fill(address);
      await page.getByLabel('パスワード').fill(staffPassword);
      await page.getByRole('button', { name: 'つぎへ' }).click();
      await check('code');
      await page.locator('#code').fill('000000');
      await page.getByRole('button', { name: 'ログインする' }).click();
      await page.getByText('コードが違うか、使用済みです').waitFor();
      await check('code-problem');
      await page.locator('#code').fill(codes[0]);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '職員用トップ' }).waitFor();
      await check('start');

      await page.getByRole('navigation', { name: '職員用メニュー' }).getByRole('link', { name: '職員アカウント' }).click();
      await check('accounts');
      await page.getByRole('link', { name: '最初 花子' }).click();
      await check('account');
      await page.getByRole('button', { name: '停止する' }).click();
      await page.getByText('最初 花子さんを停止します').waitFor();
      await check('question');
      await page.getByRole('link', { name: 'やめる' }).click();

      await page.getByRole('link', { name: 'APIキー' }).first().click();
      await page.getByRole('button', { name: '作る' }).click();
      await page.getByRole('alert').waitFor();
      await check('keys-problem');
      await page.getByLabel('名前').fill(`観光サイト ${viewport.width}`);
      await page.getByLabel('audit:read').check();
      await page.getByRole('button', { name: '作る' }).click();
      await page.getByText('この画面でしか表示しません').waitFor();
      await check('keys');

      await page.getByRole('link', { name: '会員の照会' }).first().click();
      await page.getByLabel('照会する値').fill('nobody@example.jp');
      await page.getByLabel('理由').fill('電話での問い合わせ');
      await page.getByRole('button', { name: '照会する' }).click();
      await page.getByText('一致する会員はいません').waitFor();
      await check('members');

      await page.getByRole('link', { name: '操作の記録' }).first().click();
      await page.getByText('staff.accept').first().waitFor();
      await check('audit');
      await page.getByRole('button', { name: 'ログアウトする' }).click();
      await page.getByText('ログアウトしました').waitFor();

      // Who opens a page while logged out comes to that page, whatever is mistyped on the way.
      await page.visit('/staff/owners');
      await page.getByLabel('メールアドレス').fill(address);
      await page.getByLabel('パスワード').fill('mistyped-by-hand');
      await page.getByRole('button', { name: 'つぎへ' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('パスワード').fill(staffPassword);
      await page.getByRole('button', { name: 'つぎへ' }).click();
      await page.locator('#code').fill(codes[1]);
      await page.getByRole('button', { name: 'ログインする' }).click();
      await page.getByRole('heading', { name: '協賛店ユーザの照会' }).waitFor();
      assert.equal(new URL(page.url()).pathname, '/staff/owners');
      assert.deepEqual(await closePage(page), []);
    });
  });
