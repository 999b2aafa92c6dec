// Every page of members, owners, staff and shops that check cards, as page_endpoints.cpp registers them and with links
// that work: at 320 px, with text of twice its size, by keyboard and by the rules of accessibility.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axeViolations, closePage, openPage, screenshot, sidewaysScroll } from './browser.mjs';
import { browser, hub } from './own_hub.mjs';
import { Callers } from '../support/callers.mjs';
import { walkPassword } from '../support/member_walk.mjs';
import { filled, pageRoutes, roleOf } from '../support/page_routes.mjs';
import { until } from '../support/running_hub.mjs';
import { invitedToken, mailText } from '../support/staff_people.mjs';

let callers;
after(() => callers?.close());

// What is no page of an account, or no page: what everybody sees has its own tests, and files are not shown.
const left = new Set(['/', '/shops', '/shops/{shop_id}', '/chat', '/about', '/verify_worker.js', '/assets/{file}',
  '/me/export', '/owners/me/export', '/staff/audit/export']);
// Pages that a mailed link leads to.
const linked = /\/(register\/confirm|password\/reset|login\/link\/confirm|mail\/confirm|accept)$/;

const post = (path, body, { Cookie, 'X-CSRF-Token': csrf } = {}) => fetch(hub.url + path, { method: 'POST', redirect: 'manual',
  body: new URLSearchParams({ ...body, ...(csrf && { csrf }) }), headers: { Origin: hub.url, ...(Cookie && { Cookie }) } });

// Has every link mailed there is; "/password/reset?token=..." by path.
async function mailedLinks() {
  const asked = [];
  for (const [base, role, mail] of [['', 'member', 'walk.1@example.jp'], ['/owners', 'owner', 'walk.owner@example.jp']]) {
    const headers = await callers.headers(role);
    for (const [path, body, address, page] of [
      ['/register', { mail: `new.${role}@example.jp` }, `new.${role}@example.jp`, '/register/confirm'],
      ['/password/forgotten', { mail }, mail, '/password/reset'],
      ['/login/link', { mail }, mail, '/login/link/confirm'],
      ['/me/mail', { mail: `other.${role}@example.jp`, password: walkPassword }, `other.${role}@example.jp`, '/mail/confirm'],
    ]) {
      const answer = await post(base + path, body, path === '/me/mail' ? headers : {});
      assert.equal(answer.status, 200, base + path);
      asked.push({ address, page: base + page });
    }
  }
  const links = {};
  await until('every link arrives', async () => {
    for (const { address, page } of asked)
      for (const mail of await hub.mailsAbout(address)) {
        const [, token] = new RegExp(`[0-9a-z]${page}\\?token=(?:3D)?([A-Za-z0-9_-]{43})`).exec(mailText(mail)) ?? [];
        if (token) links[page] = `${page}?token=${token}`;
      }
    return Object.keys(links).length === asked.length;
  }, 60_000);
  await post('/staff/accounts', { name: '招待 次郎', mail: 'invited@example.jp', role: 'viewer' }, await callers.headers('administrator'));
  links['/staff/accept'] = `/staff/accept?token=${await invitedToken(hub, 'invited@example.jp')}`;
  return links;
}

// Everything the keyboard has to come to; of radio buttons of one name it comes to one.
const controls = () => {
  const radios = new Set();
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ checkVisibilityCSS: true }))
    .filter((each) => {
      if (each.type !== 'radio') return true;
      const first = !radios.has(each.name);
      radios.add(each.name);
      return first;
    });
};

// Controls that Tab does not come to, or where nobody can see that it did.
async function missedByKeyboard(page) {
  const count = await page.evaluate(`{
    globalThis.reached = new Map();
    document.addEventListener('focusin', ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      globalThis.reached.set(target, outlineStyle === 'none' ? 0 : parseFloat(outlineWidth));
    });
    document.activeElement?.blur();
    // A date has a stop for each of its parts and one for the calendar.
    (${controls})().length + 6 * document.querySelectorAll('input[type^=date], input[type=time]').length;
  }`);
  for (let step = 0; step <= count; step += 1) await page.keyboard.press('Tab');
  return page.evaluate(`(${controls})().filter((each) => {
    const same = each.type === 'radio' ? [...globalThis.reached.keys()].find((other) => other.type === 'radio' && other.name === each.name) : each;
    return !(globalThis.reached.get(same) >= 2);
  }).map((each) => each.outerHTML.slice(0, 120))`);
}

// What sticks out of the window to the right; nothing when the page cannot be scrolled there.
async function tooWide(page) {
  if ((await sidewaysScroll(page)) <= 0) return '';
  return page.evaluate(() => [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 80)).join(' | '));
}

async function amiss(page, path, address) {
  const wrong = [];
  const answer = await page.goto(hub.url + address);
  if (answer.status() !== 200) wrong.push(`${path}: ${answer.status()}`);
  // Who was sent on to a login would walk that one again and again.
  if (new URL(page.url()).pathname !== new URL(hub.url + address).pathname) wrong.push(`${path} leads to ${page.url()}`);
  await screenshot(page, `account${path.replaceAll('/', '-')}`);
  for (const violation of await axeViolations(page)) wrong.push(`${path}: ${violation}`);
  const wide = await tooWide(page);
  if (wide) wrong.push(`${path} at 320 px: ${wide}`);
  for (const control of await missedByKeyboard(page)) wrong.push(`${path} by keyboard: ${control}`);
  await page.evaluate(() => document.styleSheets[0].insertRule('html { font-size: 200% }'));
  const wider = await tooWide(page);
  if (wider) wrong.push(`${path} with text of twice its size: ${wider}`);
  return wrong;
}

test('every account page fits, is reached by keyboard and breaks no rule', { timeout: 400_000 }, async () => {
  callers = new Callers(hub);
  const routes = pageRoutes().filter(({ method }) => method === 'GET').map(({ path }) => path);
  assert.deepEqual([...left].filter((path) => !routes.includes(path)), [], 'what is left out is there');
  const links = await mailedLinks();
  const walked = routes.filter((path) => !left.has(path));
  assert.deepEqual(walked.filter((path) => linked.test(path)).sort(), Object.keys(links).sort());
  const [staffId] = await hub.ownerRows('SELECT max(staff_id) FROM hub.staff');
  const wrong = [];
  for (const role of ['visitor', ...Callers.roles]) {
    const page = await openPage(browser, hub, { viewport: { width: 320, height: 640 } });
    if (role !== 'visitor') {
      const { Cookie } = await callers.headers(role);
      const [name, value] = Cookie.split('=');
      // The prefix __Host- wants it to come from HTTPS; it is sent to 127.0.0.1 all the same.
      await page.context().addCookies([{ name, value, url: hub.url.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' }]);
    }
    for (const path of walked) {
      // What is about getting in is for whoever is not in yet.
      const whose = /\/(login|register|password|accept|mail)(\/|$)/.test(path) && !/\/me\//.test(path) ? 'visitor' : roleOf(path);
      if (whose === role) wrong.push(...await amiss(page, path, links[path] ?? filled(path, staffId)));
    }
    assert.deepEqual(await closePage(page), []);
  }
  assert.deepEqual(wrong, []);
});
