// JIS X 8341-3:2016 AA as far as a machine can tell, at the widths of a phone and of a desk; and that nothing leaves
// the site. A machine finds about a third: the rest is looked at by people, in the screenshots and by keyboard.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, phone, screenshot, sidewaysScroll, startBrowser } from './browser.mjs';
import { startHub } from './start_hub.mjs';

const near = encodeURIComponent('梅田駅');
const pages = {
  start: '/',
  'shops-near': `/shops?near=${near}`,
  'shops-narrowed': `/shops?near=${near}&radius_m=1000&q=${encodeURIComponent('割引')}`,
  'shops-none': `/shops?near=${near}&q=${encodeURIComponent('ありえない言葉')}`,
  'shops-unknown-place': `/shops?near=${encodeURIComponent('ぬぬぬぬ村役場前')}`,
  'shops-wrong': '/shops?lat=x&lng=1',
  chat: '/chat',
  about: '/about',
  'not-found': '/nothing/here',
};

let hub;
let browser;
before(async () => {
  hub = await startHub();
  browser = await startBrowser();
  const reply = await (await fetch(`${hub.url}/api/v1/shops?lat=34.7033&lng=135.4983`)).json();
  pages.shop = `/shops/${reply.items[0].shop_id}`;
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await hub?.stop();
});

async function check(page, name) {
  assert.deepEqual(await axeViolations(page), [], name);
  assert.ok((await sidewaysScroll(page)) <= 0, `${name} scrolls sideways`);
}

for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop }))
  describe(`at ${name} px`, () => {
    test('no page breaks a rule, scrolls sideways or asks another site', async (suite) => {
      for (const [title, path] of Object.entries(pages))
        await suite.test(title, async () => {
          const page = await openPage(browser, hub, { viewport });
          await page.visit(path);
          await check(page, title);
          await screenshot(page, `${title}-${name}`);
          assert.deepEqual(await closePage(page), []);
        });
    });

    test('nor does the open chat with an answer', async () => {
      const page = await openPage(browser, hub, { viewport });
      await page.visit('/');
      await page.locator('[data-chat-launcher]').click();
      await page.getByLabel('質問を入力').fill('梅田駅の近くで使えるお店は？');
      await page.keyboard.press('Enter');
      await page.locator('dialog .shop-card').first().waitFor();
      await check(page, 'chat');
      await screenshot(page, `chat-answer-${name}`, { fullPage: false });
      assert.deepEqual(await closePage(page), []);
    });
  });

test('pages fit 320 px, as a desk does at 400 %', async () => {
  const page = await openPage(browser, hub, { viewport: { width: 320, height: 640 } });
  for (const [title, path] of Object.entries(pages)) {
    await page.visit(path);
    assert.ok((await sidewaysScroll(page)) <= 0, title);
  }
  assert.deepEqual(await closePage(page), []);
});

test('text at twice its size is not cut off', async () => {
  const page = await openPage(browser, hub, { viewport: phone });
  for (const path of ['/', `/shops?near=${near}`, pages.shop]) {
    await page.visit(path);
    await page.evaluate(() => document.styleSheets[0].insertRule('html { font-size: 200% }'));
    assert.ok((await sidewaysScroll(page)) <= 0, path);
    // A map is a window on something larger, and no text.
    const cut = await page.evaluate(() => [...document.querySelectorAll('main *, header *')]
      .filter((each) => !each.closest('.visually-hidden, .map-frame') && getComputedStyle(each).overflow === 'hidden')
      .filter((each) => each.scrollHeight > each.clientHeight + 1)
      .map((each) => each.className));
    assert.deepEqual(cut, [], path);
  }
  assert.deepEqual(await closePage(page), []);
});

test('buttons and fields are big enough for a thumb', async () => {
  const page = await openPage(browser, hub, { viewport: phone });
  for (const path of ['/', `/shops?near=${near}`, pages.shop, '/chat']) {
    await page.visit(path);
    const targets = 'button, .button, .chip, .tile, input:not([type=hidden]), select, summary, nav a';
    const small = await page.evaluate((selector) => [...document.querySelectorAll(selector)]
      .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
      .map((each) => `${each.className} ${each.textContent.trim()}`), targets);
    assert.deepEqual(small, [], path);
  }
  assert.deepEqual(await closePage(page), []);
});

test('the first key press leads past the menu, and the focus can be seen everywhere', async () => {
  const page = await openPage(browser, hub, { viewport: desktop });
  await page.visit(`/shops?near=${near}`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '本文へ移動');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { element: element.outerHTML.slice(0, 80), style: outlineStyle, width: parseFloat(outlineWidth) };
    });
    assert.ok(outline.style === 'solid' && outline.width >= 3, JSON.stringify(outline));
  }
  assert.deepEqual(await closePage(page), []);
});

test('nothing moves for those who asked for calm', async () => {
  const page = await openPage(browser, hub, { reducedMotion: 'reduce' });
  await page.visit('/');
  await page.locator('[data-chat-launcher]').click();
  await page.route('**/api/v1/chat/messages', () => {});
  await page.getByLabel('質問を入力').fill('待つ');
  await page.keyboard.press('Enter');
  const dot = page.locator('.typing span').first();
  await dot.waitFor();
  assert.ok((await dot.evaluate((each) => parseFloat(getComputedStyle(each).animationDuration))) < 0.01);
  assert.deepEqual(await closePage(page), []);
});

test('every page names itself and its language', async () => {
  const page = await openPage(browser, hub);
  const titles = new Set();
  for (const path of Object.values(pages)) {
    await page.visit(path);
    titles.add(await page.title());
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'ja');
    assert.equal(await page.locator('h1').count(), 1, path);
  }
  // A search with conditions is about the same place as one without.
  assert.equal(titles.size, Object.keys(pages).length - 2, [...titles].join('\n'));
  assert.deepEqual(await closePage(page), []);
});
