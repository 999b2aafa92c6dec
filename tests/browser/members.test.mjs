// A person becomes a member and comes back, in a browser: with and without JavaScript, on a phone and on a desk; no page
// on the way breaks a rule of accessibility.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, phone, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { until } from '../support/running_hub.mjs';

async function mailedLink(address) {
  const mail = await until('the mail arrives', async () => (await hub.mailsAbout(address))[0], 60_000);
  const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(mail).replaceAll('\\r\\n', ''));
  return `/register/confirm?token=${token}`;
}

const small = { width: 320, height: 640 };
for (const [name, viewport, javaScript] of [['a phone', phone, true], ['a small phone without JavaScript', small, false], ['a desk', desktop, true]])
  describe(`on ${name}`, () => {
    test('somebody registers, logs in, sees their data and sessions, and logs out', async () => {
      const page = await openPage(browser, hub, { viewport, javaScript });
      const check = async (title) => {
        await page.waitForLoadState();  // the style sheet has come as well
        if (javaScript) assert.deepEqual(await axeViolations(page), [], title);
        assert.ok((await sidewaysScroll(page)) <= 0, `${title} scrolls sideways`);
        await screenshot(page, `member-${title}-${viewport.width}`);
      };
      const address = `hanako${viewport.width}@example.jp`;
      await page.visit('/');
      await page.getByRole('link', { name: 'マイページ' }).first().click();
      await check('login');
      await page.getByRole('link', { name: 'はじめての方は会員登録' }).click();
      await check('register');
      await page.getByLabel('メールアドレス').fill('はなこ');
      await page.getByRole('button', { name: 'リンクを送る' }).click();
      await check('register-problem');
      assert.equal(await page.getByLabel('メールアドレス').inputValue(), 'はなこ');
      await page.getByLabel('メールアドレス').fill(address);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'メールをお送りしました' }).waitFor();
      await check('sent');

      await page.visit(await mailedLink(address));
      await check('form');
      await page.getByRole('button', { name: '登録する' }).click();
      await page.getByRole('alert').waitFor();
      await check('form-problem');
      await page.getByRole('link', { name: /^パスワード：/ }).click();
      assert.equal(new URL(page.url()).hash, '#password');
      await page.getByLabel('パスワード').fill('kotori-ga-3wa-ita');
      await page.getByLabel('まいど子（子育て）').check();
      await page.getByLabel('郵便番号', { exact: true }).fill('530-0001');
      await page.locator('#child_year_1').fill('2023');
      await page.locator('#child_month_1').selectOption('4');
      await page.getByLabel('イベント').check();
      await page.getByLabel('個人情報の利用目的に同意します').check();
      await page.getByRole('button', { name: '登録する' }).click();
      await page.getByText('登録が終わりました').waitFor();
      await check('registered');

      await page.getByLabel('メールアドレス').fill(address);
      await page.getByLabel('パスワード').fill('a wrong one');
      await page.getByRole('button', { name: 'ログインする' }).click();
      await page.getByText('メールアドレスかパスワードが違います。').waitFor();
      await check('login-problem');
      await page.getByLabel('パスワード').fill('kotori-ga-3wa-ita');
      await page.getByRole('button', { name: 'ログインする' }).click();
      await page.getByRole('heading', { name: 'マイページ' }).waitFor();
      await check('me');
      assert.match(await page.locator('main').innerText(), /2023年4月/);
      await page.getByRole('link', { name: 'ログインしている端末' }).click();
      await page.getByText('この端末').waitFor();
      await check('sessions');
      await page.getByRole('link', { name: 'マイページへ戻る' }).click();
      await page.getByRole('button', { name: 'ログアウトする' }).click();
      await page.getByText('ログアウトしました').waitFor();
      await page.visit('/me');
      assert.equal(new URL(page.url()).pathname, '/login');
      assert.deepEqual(await closePage(page), []);
    });
  });
