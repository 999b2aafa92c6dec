// Looking for shops, with and without JavaScript.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { phone, umeda } from './browser.mjs';
import { useHubAndBrowser, withPage } from './pages.mjs';

useHubAndBrowser();

async function metres(page) {
  const texts = await page.locator('.shop-list .fact-distance').allInnerTexts();
  return texts.map((text) => {
    const [, number, unit] = /約([\d.]+)(m|km)/.exec(text);
    return Number(number) * (unit === 'km' ? 1000 : 1);
  });
}

for (const javaScript of [false, true])
  describe(`a search ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    test('finds shops near a named place, the nearest first', () =>
      withPage({ javaScript, viewport: phone }, async (page) => {
        await page.visit('/');
        await page.getByLabel('どこの近くでさがしますか').fill('梅田駅');
        await page.getByRole('button', { name: 'さがす', exact: true }).click();
        await page.waitForURL(/\/shops\?/);
        assert.match(await page.locator('h1').innerText(), /梅田駅の近くのお店/);
        const distances = await metres(page);
        assert.ok(distances.length > 3, `${distances.length} shops`);
        assert.deepEqual(distances, [...distances].sort((left, right) => left - right));
        assert.match(await page.locator('.shop-list .benefit').first().innerText(), /\S/);
      }));

    test('can be narrowed to a kind of shop', () =>
      withPage({ javaScript }, async (page) => {
        await page.visit(`/shops?near=${encodeURIComponent('梅田駅')}&radius_m=10000`);
        const all = await page.locator('.shop-list > li').count();
        await page.getByLabel('お店の種類').selectOption({ label: '小売業' });
        await page.getByRole('button', { name: 'さがす', exact: true }).click();
        await page.waitForURL(/genre=/);
        const kinds = await page.locator('.shop-list .facts li', { hasText: '種類' }).allInnerTexts();
        assert.ok(kinds.length > 0 && kinds.length < all);
        assert.ok(kinds.every((kind) => kind.includes('小売業')), kinds.join());
      }));

    test('can be narrowed to what is open now, and keeps to it from page to page', () =>
      withPage({ javaScript }, async (page) => {
        await page.visit(`/shops?near=${encodeURIComponent('梅田駅')}&radius_m=10000`);
        const count = async () => Number(/(\d+)件のお店/.exec(await page.locator('main').innerText())[1]);
        const all = await count();
        await page.getByLabel('いま営業中').check();
        await page.getByRole('button', { name: 'さがす', exact: true }).click();
        await page.waitForURL(/open_now=true/);
        assert.equal(await page.getByLabel('いま営業中').isChecked(), true);
        const shops = await page.locator('.shop-list > li').count();
        assert.equal(await page.locator('.shop-list .fact-open').count(), shops, 'every shop that is shown is open');
        if (shops === 0) return assert.match(await page.locator('main').innerText(), /いま営業中でないお店もさがす/);
        assert.ok((await count()) < all);
        for (const link of await page.locator('.pager a').all())
          assert.match(await link.getAttribute('href'), /open_now=true/);
      }));
  });

test('a search around the browser asks for the position only when the button is pressed', () =>
  withPage({ geolocation: umeda, permissions: ['geolocation'] }, async (page) => {
    await page.addInitScript(() => {
      const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
      globalThis.positionsAsked = 0;
      navigator.geolocation.getCurrentPosition = (...rest) => {
        globalThis.positionsAsked += 1;
        ask(...rest);
      };
    });
    await page.visit('/');
    assert.equal(await page.evaluate(() => globalThis.positionsAsked), 0);
    await page.getByRole('button', { name: '現在地からさがす' }).click();
    await page.waitForURL(/lat=34\.7033&lng=135\.4983/);
    assert.equal(await page.locator('h1').innerText(), '現在地の近くのお店');
    assert.ok((await page.locator('.shop-list > li').count()) > 0);
  }));

test('a refused position is explained and leaves the search usable', () =>
  withPage({ permissions: [] }, async (page) => {
    await page.visit('/');
    await page.getByRole('button', { name: '現在地からさがす' }).click();
    await page.locator('[data-position-status]').getByText('現在地').waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-position-button]').hasAttribute('aria-disabled'));
    assert.match(await page.locator('[data-position-status]').innerText(), /駅や場所の名前/);
  }));

test('an unknown place says so and offers a way on', () =>
  withPage({ javaScript: false }, async (page) => {
    await page.visit(`/shops?near=${encodeURIComponent('ぬぬぬぬ村役場前')}`);
    await page.getByRole('heading', { name: /という場所が見つかりませんでした|調べることができません/ }).waitFor();
    await page.getByRole('link', { name: 'すべてのお店を見る' }).click();
    assert.ok((await page.locator('.shop-list > li').count()) > 0);
  }));

test('a search without results names what to change', () =>
  withPage({ javaScript: false }, async (page) => {
    await page.visit(`/shops?near=${encodeURIComponent('梅田駅')}&radius_m=500&q=${encodeURIComponent('ありえない言葉')}`);
    await page.getByRole('heading', { name: '条件に合うお店が見つかりませんでした' }).waitFor();
    await page.getByRole('link', { name: 'キーワードを指定しないでさがす' }).click();
    assert.ok((await page.locator('.shop-list > li').count()) > 0);
  }));

test('wrong parameters are all named', () =>
  withPage({ javaScript: false }, async (page) => {
    const response = await page.visit('/shops?lat=x&lng=1&programme=7');
    assert.equal(response.status(), 400);
    assert.deepEqual(await page.locator('#problems li').allInnerTexts(),
      ['緯度：数で指定してください。', 'パスポート：1から2までで指定してください。']);
  }));

test('a long list is read page by page without a shop twice', () =>
  withPage({ javaScript: false }, async (page) => {
    await page.visit('/shops');
    const names = () => page.locator('.shop-card-name a').evaluateAll((links) => links.map((link) => link.pathname));
    const first = await names();
    assert.equal(first.length, 20);
    await page.getByRole('link', { name: '次のお店を見る' }).click();
    const second = await names();
    assert.ok(second.length > 0);
    assert.equal(new Set([...first, ...second]).size, first.length + second.length);
    await page.getByRole('link', { name: '最初のページへ戻る' }).click();
    assert.deepEqual(await names(), first);
  }));

test("a shop's page tells its benefit, where it is and how to get there", () =>
  withPage({ javaScript: false, viewport: phone }, async (page) => {
    await page.visit(`/shops?near=${encodeURIComponent('梅田駅')}`);
    const link = page.locator('.shop-card-name a').first();
    const name = await link.innerText();
    await link.click();
    assert.equal(await page.locator('h1').innerText(), name);
    assert.ok((await page.locator('.benefit-title').count()) > 0);
    assert.match(await page.locator('.information').innerText(), /住所/);
    const route = await page.locator('.shop-actions a').first().getAttribute('href');
    assert.match(route, /^https:\/\/www\.google\.com\/maps\/dir\/\?api=1&destination=[\d.]+%2C[\d.]+&travelmode=walking$/);
    assert.match(await page.locator('.shop-actions a').nth(1).getAttribute('href'), /^tel:0\d{9,10}$/);
    assert.ok((await page.getByRole('heading', { name: '近くのほかのお店' }).count()) > 0);
  }));

test('a page that does not exist leads back into the site', () =>
  withPage({ javaScript: false }, async (page) => {
    for (const path of ['/shops/999999999', '/nothing/here']) {
      const response = await page.visit(path);
      assert.equal(response.status(), 404, path);
      assert.equal(await page.locator('h1').innerText(), 'ページが見つかりません', path);
      assert.ok(await page.locator('main a[href="/shops"]').count());
    }
  }));

test('assets are kept for ever and pages are not', () =>
  withPage({}, async (page) => {
    await page.visit('/');
    const { origin } = new URL(page.url());
    const start = await fetch(`${origin}/`);
    assert.doesNotMatch(start.headers.get('cache-control'), /immutable/);
    const html = await start.text();
    const addresses = [...html.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(([, address]) => address);
    assert.ok(addresses.length > 0);
    for (const address of addresses) {
      const response = await fetch(origin + address);
      assert.equal(response.status, 200, address);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable', address);
    }
  }));
