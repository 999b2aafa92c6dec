// What a member, an owner and staff do from the first mail to the last page, each in one go; no page on the way breaks a
// rule of accessibility. What can go wrong on them, and how they look, the other files try.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axeViolations, closePage, openPage, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { MemberWalk } from '../support/member_walk.mjs';
import { until, untilOver } from '../support/running_hub.mjs';
import { codeOf, currentStep, invitedToken, staffPassword } from '../support/staff_people.mjs';

const password = 'kotori-ga-3wa-eda';

async function isFine(page, name) {
  await page.waitForLoadState(); // the style sheet has come as well
  assert.deepEqual(await axeViolations(page), [], name);
  assert.ok((await sidewaysScroll(page)) <= 0, `${name} scrolls sideways`);
  await screenshot(page, `walk-${name}`);
}

const at = (page, path) => page.waitForURL((url) => url.pathname === path);
// The button of the page's own form: a page's other forms log out or ask the chat.
const send = (page, action) => page.locator(`form[action="${action}"] button[type=submit]`).first().click();
const follow = (page, path) => page.locator(`main a[href="${path}"]`).first().click();

async function mailedLink(address, path) {
  const link = new RegExp(`[0-9a-z](${path}\\?token=)(?:3D)?([A-Za-z0-9_-]{43})`);
  return until(`a mail to ${address} arrives`, async () => {
    for (const mail of await hub.mailsAbout(address)) {
      const found = link.exec(JSON.stringify(mail).replaceAll('=\\r\\n', '').replaceAll('\\r\\n', ''));
      if (found) return found[1] + found[2];
    }
    return undefined;
  }, 60_000);
}

// The provisional registration and what its mail leads to, for who begins at `base`.
async function askForLink(page, base, address) {
  await page.visit(`${base}/login`);
  await isFine(page, `${base}-login`.replace('/', ''));
  await follow(page, `${base}/register`);
  await isFine(page, `${base}-register`.replace('/', ''));
  await page.locator('#mail').fill(address);
  await send(page, `${base}/register`);
  await page.getByRole('heading', { name: 'メールをお送りしました' }).waitFor();
  await isFine(page, `${base}-sent`.replace('/', ''));
  await page.visit(await mailedLink(address, `${base}/register/confirm`));
  await isFine(page, `${base}-confirm`.replace('/', ''));
}

async function logIn(page, base, address) {
  await page.locator('#mail').fill(address);
  await page.locator('#password').fill(password);
  await send(page, `${base}/login`);
}

// Takes everything out, shows it to `look`, leaves, and comes to the login again.
async function leave(page, base, look) {
  await page.visit(`${base}/me/leave`);
  await isFine(page, `${base}-leave`.replace('/', ''));
  const [download] = await Promise.all([page.waitForEvent('download'), follow(page, `${base}/me/export`)]);
  await look(JSON.parse(readFileSync(await download.path(), 'utf8')));
  await page.locator('#password').fill(password);
  await page.locator('#confirm').check();
  await send(page, `${base}/me/leave`);
  await page.getByText('退会の手続きが終わりました').first().waitFor();
  await isFine(page, `${base}-left`.replace('/', ''));
  await page.visit(`${base}/login`);
}

test('a member registers, logs in, has wishes, a favourite and a card that a shop verifies offline, takes all out and leaves', async () => {
  const address = 'walk.member@example.jp';
  const page = await openPage(browser, hub);
  await askForLink(page, '', address);
  await page.locator('#password').fill(password);
  await page.getByLabel('まいど子（子育て）').check();
  await page.getByLabel('郵便番号', { exact: true }).fill('530-0001');
  await page.locator('#child_year_1').fill('2023');
  await page.locator('#child_month_1').selectOption('4');
  await page.locator('#consent_version').check();
  await send(page, '/register/confirm');
  await at(page, '/login');
  await isFine(page, 'registered');
  await logIn(page, '', address);
  await at(page, '/me');
  await isFine(page, 'me');

  await follow(page, '/me/profile');
  await page.getByLabel('メールで受け取る').check();
  await page.getByLabel('イベント').check();
  await isFine(page, 'wishes');
  await send(page, '/me/profile');
  await at(page, '/me');
  await follow(page, '/me/profile');
  assert.ok(await page.getByLabel('イベント').isChecked());

  const { items: [shop] } = await hub.shops({ limit: '1' });
  await page.visit(`/shops/${shop.shop_id}`);
  await send(page, `/shops/${shop.shop_id}/favorite`);
  await page.getByRole('button', { name: 'お気に入りから外す' }).waitFor();
  await isFine(page, 'shop');
  await page.visit('/me/favorites');
  await page.getByRole('link', { name: shop.name, exact: true }).waitFor();
  await isFine(page, 'favorites');

  await page.visit('/me/card');
  await page.getByRole('img', { name: /QRコード/ }).waitFor();
  await isFine(page, 'card');
  const { code } = await page.evaluate(async () => (await fetch('/api/v1/users/me/card')).json());
  const atShop = await openPage(browser, hub);
  await atShop.visit('/verify');
  await atShop.waitForSelector('html[data-kept=yes]');
  await isFine(atShop, 'verify');
  await atShop.context().setOffline(true);
  await atShop.goto(`${hub.url}/verify#${code}`);
  await atShop.reload();
  await atShop.getByText('使える会員証です').waitFor();
  await isFine(atShop, 'verified');
  assert.deepEqual(await closePage(atShop), []);

  await leave(page, '', async (own) => {
    assert.equal(own.member.mail, address);
    assert.deepEqual(own.favorites.map(({ shop_id }) => shop_id), [shop.shop_id]);
  });
  await logIn(page, '', address);
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await closePage(page), []);
});

test('an owner registers, logs in, changes the profile, sees the own shops and sessions, logs out, takes all out and leaves', async () => {
  const address = 'walk.owner@example.jp';
  const page = await openPage(browser, hub);
  await askForLink(page, '/owners', address);
  await page.locator('#password').fill(password);
  await page.locator('#company_name').fill('ことり食堂');
  await page.locator('#name').fill('鳥居 はな');
  await page.locator('#tel').fill('06(1234)5678');
  await page.locator('#consent_version').check();
  await send(page, '/owners/register/confirm');
  await at(page, '/owners/login');
  await isFine(page, 'owner-registered');
  await hub.ownerSql(`INSERT INTO owner_shop (owner_id, shop_id) SELECT (SELECT max(owner_id) FROM owner), min(shop_id) FROM shop`);
  await logIn(page, '/owners', address);
  await at(page, '/owners');
  await isFine(page, 'owner');

  await follow(page, '/owners/profile');
  await isFine(page, 'owner-profile');
  assert.equal(await page.locator('#tel').inputValue(), '06-1234-5678');
  await page.locator('#company_name').fill('すずめ食堂');
  await page.locator('#consent_version').check();
  await send(page, '/owners/profile');
  await at(page, '/owners');
  await page.getByText('すずめ食堂').waitFor();
  await isFine(page, 'owner-changed');

  const shop = page.locator('main a[href^="/shops/"]').first();
  const name = await shop.innerText();
  const shopPath = await shop.getAttribute('href');
  await shop.click();
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
  await page.visit('/owners');
  await follow(page, '/owners/sessions');
  await page.getByText('この端末').waitFor();
  await isFine(page, 'owner-sessions');
  await page.visit('/owners');
  await send(page, '/owners/logout');
  await at(page, '/owners/login');
  await isFine(page, 'owner-logged-out');
  await page.visit('/owners');
  await at(page, '/owners/login');

  await logIn(page, '/owners', address);
  await at(page, '/owners');
  await leave(page, '/owners', async (own) => {
    assert.equal(own.owner.mail, address);
    assert.equal(own.owner.company_name, 'すずめ食堂');
  });
  await logIn(page, '/owners', address);
  await page.getByRole('alert').waitFor();
  await page.visit(shopPath); // the shop stays
  await page.getByRole('heading', { name, exact: true }).first().waitFor();
  assert.deepEqual(await closePage(page), []);
});

// From the mailed invitation to the staff's first page, with codes of an authenticator app.
async function joinStaff(page, address) {
  await page.visit(`/staff/accept?token=${await invitedToken(hub, address)}`);
  await isFine(page, 'staff-accept');
  const secret = await page.locator('.typed-secret').innerText();
  const step = currentStep();
  await page.locator('#password').fill(staffPassword);
  await page.locator('#code').fill(codeOf(secret, step));
  await send(page, '/staff/accept');
  await page.locator('.recovery-codes').waitFor();
  await isFine(page, 'staff-accepted');
  await follow(page, '/staff/login');
  await isFine(page, 'staff-login');
  await page.locator('#mail').fill(address);
  await page.locator('#password').fill(staffPassword);
  await send(page, '/staff/login');
  await page.locator('#code').waitFor();
  await isFine(page, 'staff-code');
  await page.locator('#code').fill(codeOf(secret, step + 1));
  await send(page, '/staff/login/second-step');
  await at(page, '/staff');
  await isFine(page, 'staff-start');
}

test('the first administrator invites somebody, who looks a member up until a change of role ends the session', async () => {
  const walk = new MemberWalk(hub);
  const member = await walk.register();
  walk.close();
  await hub.tool('staff', 'invite', '--mail', 'walk.first@example.jp', '--name', '最初 花子');
  const administrator = await openPage(browser, hub);
  await joinStaff(administrator, 'walk.first@example.jp');
  await administrator.visit('/staff/accounts');
  await isFine(administrator, 'staff-accounts');
  await administrator.locator('#name').fill('閲覧 太郎');
  await administrator.locator('#mail').fill('walk.viewer@example.jp');
  await administrator.locator('#role').selectOption('viewer');
  await send(administrator, '/staff/accounts');
  await administrator.getByRole('status').waitFor();

  const viewer = await openPage(browser, hub);
  await joinStaff(viewer, 'walk.viewer@example.jp');
  await viewer.visit('/staff/members');
  const [id] = await hub.ownerRows('SELECT max(user_id) FROM users');
  await viewer.locator('#by').selectOption('user_id');
  await viewer.locator('#value').fill(id);
  await viewer.locator('#reason').fill('窓口での問い合わせ');
  await send(viewer, '/staff/members');
  await viewer.getByText(member.mail).first().waitFor();
  await isFine(viewer, 'staff-found');
  await viewer.visit('/staff/owners');
  await viewer.locator('#value').fill('nobody@example.jp');
  await viewer.locator('#reason').fill('窓口での問い合わせ');
  await send(viewer, '/staff/owners');
  await viewer.getByText('一致する協賛店ユーザはいません').waitFor();
  await isFine(viewer, 'staff-owners');

  await administrator.getByRole('link', { name: '閲覧 太郎' }).click();
  await isFine(administrator, 'staff-account');
  const path = new URL(administrator.url()).pathname;
  await administrator.locator('#role').selectOption('editor');
  await send(administrator, path);
  await administrator.locator('input[name=confirmed]').waitFor({ state: 'attached' });
  await isFine(administrator, 'staff-question');
  await send(administrator, path);
  await at(administrator, '/staff/accounts');
  const [{ value }] = await viewer.context().cookies();
  await untilOver('the session', () => fetch(`${hub.url}/api/v1/staff/me`, { headers: { Cookie: `__Host-passport_session=${value}`, Connection: 'close' } }));
  await viewer.visit('/staff');
  await at(viewer, '/staff/login');
  await isFine(viewer, 'staff-session-over');
  for (const page of [administrator, viewer]) assert.deepEqual(await closePage(page), []);
});
