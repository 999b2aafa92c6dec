// What a member has, in a browser: favourites, profile, card, leaving; and a shop that checks a card without a network.
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import jsqr from 'jsqr';
import { axeViolations, closePage, desktop, openPage, phone, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { until } from '../support/running_hub.mjs';

const password = 'kotori-ga-3wa-eda';

async function registered(address, more = {}) {
  const send = (path, body) => fetch(hub.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  await send('/api/v1/users/provisional', { mail: address });
  const mail = await until(`a mail to ${address} arrives`, async () => (await hub.mailsAbout(address))[0], 60_000);
  const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(mail).replaceAll('\\r\\n', '').replaceAll('=\\n', ''));
  const answer = await send('/api/v1/users', { token, password, programme: 1, city: '大阪市北区', children: [{ birth_year: 2023, birth_month: 4 }], consent_version: '2026-11', ...more });
  assert.equal(answer.status, 201, await answer.text());
}

async function logIn(page, address) {
  await page.getByLabel('メールアドレス').fill(address);
  await page.getByLabel('パスワード').fill(password);
  await page.getByRole('button', { name: 'ログインする' }).click();
}

async function isFine(page, name) {
  await page.waitForLoadState(); // the style sheet has come as well
  assert.deepEqual(await axeViolations(page), [], name);
  assert.ok((await sidewaysScroll(page)) <= 0, `${name} scrolls sideways`);
  await screenshot(page, name);
}

// What a camera reads of the code that the page draws: of its picture, as large as a phone's screen shows it.
async function readCode(page) {
  const drawn = page.getByRole('img', { name: /QRコード/ });
  await drawn.evaluate((svg) => Object.assign(svg.style, { position: 'fixed', inset: '0', width: '300px', height: '300px' }));
  const png = (await drawn.screenshot()).toString('base64');
  const viewer = await page.context().newPage();
  const { pixels, width, height } = await viewer.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    context.drawImage(picture, 0, 0);
    return { pixels: [...context.getImageData(0, 0, picture.width, picture.height).data], width: picture.width, height: picture.height };
  }, png);
  await viewer.close();
  return (jsqr.default ?? jsqr)(Uint8ClampedArray.from(pixels), width, height)?.data;
}

for (const [name, options] of [
  ['phone-320', { viewport: { width: 320, height: 640 } }],
  ['desktop', { viewport: desktop }],
]) {
  describe(name, () => {
    test('a visitor logs in from a shop, makes it a favourite, changes the profile and finds both again', async () => {
      const address = `life-${name}@example.jp`;
      await registered(address);
      const { items: [shop] } = await hub.shops({ limit: '1' });
      const page = await openPage(browser, hub, options);
      await page.visit('/me/favorites');
      await logIn(page, address);
      await page.waitForURL('**/me/favorites');
      await page.getByText('まだありません').waitFor();
      await isFine(page, `favorites-empty-${name}`);
      await page.visit(`/shops/${shop.shop_id}`);
      await page.getByRole('button', { name: 'お気に入りに加える' }).click();
      await page.getByRole('button', { name: 'お気に入りから外す' }).waitFor();
      await isFine(page, `shop-favorite-${name}`);
      await page.visit('/me/favorites');
      await page.getByRole('link', { name: shop.name, exact: true }).waitFor();
      await isFine(page, `favorites-${name}`);
      await page.getByRole('button', { name: /お気に入りから外す/ }).click();
      await page.getByText('まだありません').waitFor();

      await page.visit('/me/profile');
      await isFine(page, `profile-${name}`);
      await page.getByLabel('市区町村', { exact: true }).fill('x'.repeat(50));
      await page.getByLabel('生まれた年（西暦）').first().fill('1890');
      await page.getByRole('button', { name: '保存する' }).click();
      await page.getByRole('alert').waitFor();
      await isFine(page, `profile-wrong-${name}`);
      await page.getByLabel('市区町村', { exact: true }).fill('大阪市北区');
      await page.getByLabel('生まれた年（西暦）').first().fill('2024');
      await page.getByRole('button', { name: '保存する' }).click();
      await page.waitForURL('**/me?saved=1');
      await page.getByText('登録内容を保存しました').waitFor();
      await page.getByText('2024年4月').waitFor();
      await isFine(page, `me-${name}`);

      await page.visit('/me/card');
      await page.getByRole('img', { name: /QRコード/ }).waitFor();
      await isFine(page, `card-${name}`);
      await page.emulateMedia({ media: 'print' });
      const card = await page.locator('.passport-card').boundingBox();
      assert.ok(Math.abs(card.width / 96 * 25.4 - 85.6) < 0.5 && Math.abs(card.height / 96 * 25.4 - 54) < 0.5, JSON.stringify(card));
      await screenshot(page, `card-print-${name}`);
      await page.emulateMedia({ media: null });

      const said = new URL(await readCode(page));
      assert.equal(said.pathname, '/verify');
      await page.visit(said.pathname + said.hash);
      await page.getByText('使える会員証です').waitFor();

      await page.visit('/me/leave');
      await isFine(page, `leave-${name}`);
      await page.getByLabel('パスワード').fill('not-that-one');
      await page.getByLabel(/退会します/).check();
      await page.getByRole('button', { name: '退会する' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('パスワード').fill(password);
      await page.getByLabel(/退会します/).check();
      await page.getByRole('button', { name: '退会する' }).click();
      await page.getByText('退会の手続きが終わりました').first().waitFor();
      await isFine(page, `left-${name}`);
      assert.deepEqual(await closePage(page), []);
    });
  });
}

let shown;
// The code on the card of a member.
function shownCode() {
  return shown ??= (async () => {
    const address = 'shown@example.jp';
    await registered(address);
    const login = await fetch(`${hub.url}/api/v1/users/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ mail: address, password }) });
    const cookie = login.headers.get('set-cookie').split(';')[0];
    return (await (await fetch(`${hub.url}/api/v1/users/me/card`, { headers: { Cookie: cookie } })).json()).code;
  })();
}

// A code of another last day, signed as the hub does.
function signedCode(code, lastDay) {
  const seed = readFileSync(join(hub.home, 'secrets/card_signing_key'), 'utf8').trim();
  const key = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'), format: 'der', type: 'pkcs8' });
  const signed = code.slice(0, code.lastIndexOf('.')).replace(/[0-9]{8}$/, lastDay);
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

test('a shop checks cards with the network cut, and tells a forged and an ended one', async () => {
  const code = await shownCode();
  const page = await openPage(browser, hub, { viewport: phone });
  await page.visit('/about');
  await page.evaluate(async () => {
    for (const name of ['verify-0', 'of-another-page']) await caches.open(name);
    await (await caches.open('verify-1')).put('/assets/verify.older.js', new Response(''));
  });
  await page.visit('/verify');
  await page.waitForSelector('html[data-kept=yes]');
  await page.getByText('通信せずにこの端末の中で確かめます').waitFor();
  await page.getByText('通信ができないところでも確かめられます').waitFor();
  assert.equal(await page.locator('[data-verify-sent]').count(), 0);
  assert.deepEqual((await page.evaluate(() => caches.keys())).sort(), ['of-another-page', 'verify-1']);
  const kept = await page.evaluate(async () => (await (await caches.open('verify-1')).keys()).map(({ url }) => new URL(url).pathname));
  assert.ok(kept.includes('/verify') && !kept.includes('/assets/verify.older.js'), kept.join());
  await isFine(page, 'verify-phone');
  await page.context().setOffline(true);
  await page.goto(`${hub.url}/verify`);
  await page.getByLabel('QRコードの文字').fill(`${hub.url}/verify#${code}`);
  await page.getByRole('button', { name: '確かめる' }).click();
  await page.getByText('使える会員証です').waitFor();
  await page.getByText('2042年3月31日').waitFor();
  await page.getByLabel('QRコードの文字').fill(code.replace('.20420331.', '.20520331.'));
  await page.getByRole('button', { name: '確かめる' }).click();
  await page.getByText('正しい会員証のコードではありません').waitFor();
  const check = async (text) => {
    await page.getByLabel('QRコードの文字').fill(text);
    await page.getByRole('button', { name: '確かめる' }).click();
  };
  const [, number] = code.split('.');
  for (const typed of [number, number.replace(/(\d{4})(?=\d)/g, '$1-'), number.replace(/\d/g, (digit) => '０１２３４５６７８９'[digit])]) {
    await check(typed);
    await page.getByText('使える会員証かどうかは番号では分かりません').waitFor();
    assert.match(await page.locator('[data-verify-output]').innerText(), new RegExp(number.replace(/(\d{4})(?=\d)/g, '$1-')));
    assert.equal(await page.getByText('使える会員証です').count(), 0);
    await check(`${typed.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`);
    await page.getByText('番号に打ちまちがいがあるようです').waitFor();
  }
  for (const typed of ['27-A0012345', '２７－ａ００１２３４５', '1234', '27 0012345', number.slice(1)]) {
    await check(typed);
    await page.getByRole('heading', { name: 'この番号は、ここでは確かめられません' }).waitFor();
    await check('PC1.x');
    await page.getByRole('heading', { name: '正しい会員証のコードではありません' }).waitFor();
  }
  await check('27-A0012345');
  await isFine(page, 'verify-unchecked-phone');
  await check(number);
  await isFine(page, 'verify-number-phone');

  const other = await page.context().newPage();
  await other.goto(`${hub.url}/verify#${code}`);
  await other.getByText('使える会員証です').waitFor();
  await other.clock.install({ time: new Date('2042-03-31T15:00:01Z') });
  await other.reload();
  await other.getByText('有効期限が過ぎた会員証です').waitFor();
  await isFine(other, 'verify-ended-phone');
  await page.context().setOffline(false);
  assert.deepEqual(await closePage(page), []);
});

test('the same without JavaScript, and the page says that the code is sent', async () => {
  const code = await shownCode();
  const page = await openPage(browser, hub, { viewport: phone, javaScript: false });
  await page.visit('/verify');
  await page.getByText('入力した文字を送信して').waitFor();
  for (const line of ['private', 'offline']) assert.equal(await page.locator(`[data-verify-${line}]`).isVisible(), false, line);
  for (const [text, result] of [
    ['PC1.nothing', '正しい会員証のコードではありません'],
    [code, '使える会員証です'],
    [signedCode(code, '20260331'), '有効期限が過ぎた会員証です'],
    [code.replace('.20420331.', '.20520331.'), '正しい会員証のコードではありません'],
    ['27-A0012345', 'この番号は、ここでは確かめられません'],
    [code.split('.')[1], '番号の数字だけを確かめました'],
  ]) {
    await page.getByLabel('QRコードの文字').fill(text);
    await page.getByRole('button', { name: '確かめる' }).click();
    await page.getByRole('heading', { name: result }).waitFor();
  }
  await screenshot(page, 'verify-number-no-script');
  assert.deepEqual(await closePage(page), []);
});
