// What a member does about getting in, in a browser: with and without JavaScript, on a phone and on a desk; no page on
// the way breaks a rule of accessibility.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, phone, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { until } from '../support/running_hub.mjs';

const source = (mail) => JSON.stringify(mail).replaceAll('=\\r\\n', '');
async function mailed(address, pattern) {
  return until(`a mail to ${address} with ${pattern}`, async () => {
    for (const mail of await hub.mailsAbout(address)) {
      const [, found] = pattern.exec(source(mail)) ?? [];
      if (found) return found;
    }
    return null;
  }, 60_000);
}
const linkTo = async (address, path) => `${path}?token=${await mailed(address, new RegExp(`${path}\\?token=(?:3D)?([A-Za-z0-9_-]{43})`))}`;

async function register(address, password) {
  const post = (path, body) => fetch(hub.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  await post('/api/v1/users/provisional', { mail: address });
  const token = (await linkTo(address, '/register/confirm')).split('=')[1];
  const answer = await post('/api/v1/users', { token, password, programme: 1, postal_code: '530-0001', consent_version: '2026-11' });
  assert.equal(answer.status, 201, await answer.text());
}

// RFC 6238 on its own: shares nothing with the product.
function totp(secret, at) {
  const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const small = { width: 320, height: 640 };
for (const [name, viewport, javaScript] of [['a phone', phone, true], ['a small phone without JavaScript', small, false], ['a desk', desktop, true]])
  describe(`on ${name}`, () => {
    const address = `hanako${viewport.width}@example.jp`;
    let page;
    const check = async (title) => {
      await page.waitForLoadState();  // the style sheet has come as well
      if (javaScript) assert.deepEqual(await axeViolations(page), [], title);
      assert.ok((await sidewaysScroll(page)) <= 0, `${title} scrolls sideways`);
      await screenshot(page, `access-${title}-${viewport.width}`);
    };
    const fill = (label, value) => page.getByLabel(label, { exact: true }).fill(value);
    const press = (button) => page.getByRole('button', { name: button }).click();
    const logIn = async (password) => {
      await page.visit('/login');
      await fill('メールアドレス', address);
      await fill('パスワード', password);
      await press('ログインする');
    };
    before(async () => {
      await register(address, 'kotori-ga-3wa');
      page = await openPage(browser, hub, { viewport, javaScript });
    });
    after(async () => assert.deepEqual(await closePage(page), []));

    test('a forgotten password is reset and changed', async () => {
      await page.visit('/login');
      await check('login');
      await page.getByRole('link', { name: 'パスワードを忘れた方' }).click();
      await page.getByLabel('メールアドレス').fill('はなこ');
      await press('リンクを送る');
      await page.getByRole('alert').waitFor();
      await check('forgotten-problem');
      await page.getByLabel('メールアドレス').fill(address);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'メールをお送りしました' }).waitFor();
      await check('forgotten-sent');
      const link = await linkTo(address, '/password/reset');
      await page.visit(link);
      await page.getByLabel('新しいパスワード').fill('short');
      await press('パスワードを変更する');
      await page.getByRole('link', { name: /^パスワード：/ }).click();
      assert.equal(new URL(page.url()).hash, '#password');
      await check('reset-problem');
      await page.getByLabel('新しいパスワード').fill('suzume-ga-5wa');
      await press('パスワードを変更する');
      await page.getByText('新しいパスワードでログインしてください').waitFor();
      await check('reset-done');
      await page.visit(link);
      await page.getByRole('heading', { name: 'リンクを使えません' }).waitFor();
      await check('link-used');

      await logIn('suzume-ga-5wa');
      await page.getByRole('link', { name: 'パスワードの変更' }).click();
      await check('password');
      await fill('いまのパスワード', 'a-guess');
      await page.getByLabel('新しいパスワード').fill('kotori-ga-3wa');
      await press('パスワードを変更する');
      await page.getByRole('link', { name: 'パスワード：パスワードが違います。' }).waitFor();
      await check('password-problem');
      assert.equal(await page.getByLabel('新しいパスワード').inputValue(), '');
      await page.locator('#password').fill('suzume-ga-5wa');
      await page.getByLabel('新しいパスワード').fill('kotori-ga-3wa');
      await press('パスワードを変更する');
      await page.getByRole('heading', { name: 'パスワードを変更しました' }).waitFor();
      await check('password-done');
    });

    test('a second step by an authenticator is set up, taken and switched off; a link leads to it as well', async () => {
      await logIn('kotori-ga-3wa');
      await check('me');
      await page.getByRole('link', { name: '二段階ログイン' }).click();
      await check('step');
      await press('設定する');
      await page.getByRole('link', { name: /^確認の方法：/ }).waitFor();
      await check('step-problem');
      await page.getByLabel('認証アプリ').check();
      await page.locator('#password').fill('kotori-ga-3wa');
      await press('設定する');
      await page.getByRole('img', { name: /QRコード/ }).waitFor();
      await check('app');
      const secret = await page.locator('.typed-secret').innerText();
      await page.locator('#code').fill('12');
      await press('設定する');
      await page.getByRole('link', { name: /^確認コード：/ }).waitFor();
      assert.equal(await page.locator('.typed-secret').innerText(), secret);
      await check('app-problem');
      await page.locator('#code').fill(totp(secret, Date.now()));
      await press('設定する');
      await page.getByRole('heading', { name: '回復コード' }).waitFor();
      await check('recovery-codes');
      const codes = await page.locator('.recovery-codes li').allInnerTexts();
      assert.equal(codes.length, 10);

      await page.visit('/login?next=/me/second-step');
      await page.getByRole('link', { name: 'メールのリンクでログイン' }).click();
      await page.waitForURL('**/login/link?next=/me/second-step');
      await page.getByLabel('メールアドレス').fill(address);
      await press('リンクを送る');
      await page.visit(await linkTo(address, '/login/link/confirm'));
      await check('link-confirm');
      await press('ログインする');
      await page.getByText('認証アプリに表示されている').waitFor();
      await check('code');
      await page.locator('#code').fill('000000');
      await press('ログインする');
      await page.getByText('コードが違うか').waitFor();
      await check('code-problem');
      await page.locator('#code').fill(codes[0]);
      await press('ログインする');
      await page.waitForURL('**/me/second-step');
      await page.getByText('残っている回復コードは9個です').waitFor();
      await check('step-on');
      await page.getByRole('link', { name: '二段階ログインの解除' }).click();
      await check('step-end');
      await page.locator('#password').fill('kotori-ga-3wa');
      await press('解除する');
      await page.getByText('いまは設定していません').waitFor();
      await logIn('kotori-ga-3wa');
      await page.getByRole('heading', { name: 'マイページ' }).waitFor();
    });

    test('the mail address is changed', async () => {
      await page.visit('/me');
      await page.getByRole('link', { name: 'メールアドレスの変更' }).click();
      await press('リンクを送る');
      await page.getByRole('alert').waitFor();
      await check('mail-problem');
      await page.getByLabel('新しいメールアドレス').fill(`new.${address}`);
      await page.locator('#password').fill('kotori-ga-3wa');
      await press('リンクを送る');
      await check('mail-sent');
      await page.visit(await linkTo(`new.${address}`, '/mail/confirm'));
      await check('mail-confirm');
      await press('変更する');
      await page.getByRole('heading', { name: 'メールアドレスを変更しました' }).waitFor();
      await check('mail-done');
      await page.getByRole('link', { name: 'マイページへ戻る' }).click();
      await page.getByText(`new.${address}`).waitFor();
    });
  });
