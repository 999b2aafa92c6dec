// The map on the pages: without a background, with tiles from a stand-in on loopback, with a stand-in for Google's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { RunningHub } from '../support/running_hub.mjs';
import { axeViolations, closePage, desktop, openPage, phone, screenshot, sidewaysScroll, startBrowser } from './browser.mjs';
import { answerWith, ask, openDialog, reply } from './chat_dialog.mjs';
import { startHub } from './start_hub.mjs';
import { TileServer } from './tile_server.mjs';

const near = `/shops?near=${encodeURIComponent('梅田駅')}`;
const googleScript = readFileSync(new URL('./google_stand_in.js', import.meta.url), 'utf8');
let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

async function withPage(hub, options, body) {
  const page = await openPage(browser, hub, options);
  try {
    await body(page);
  } finally {
    assert.deepEqual(await closePage(page), []);
  }
}

function hubWith(environment) {
  return RunningHub.start({ workers: 1, prepare: (hub) => Object.assign(hub.environment, environment) });
}

const marks = (page) => page.locator('.map-mark');

async function drawnMap(page, path = near) {
  await page.visit(path);
  await page.locator('#map').scrollIntoViewIfNeeded();
  await marks(page).first().waitFor();
}

async function aShop(hub) {
  const list = await (await fetch(`${hub.url}/api/v1/shops?lat=34.7033&lng=135.4983`)).json();
  return list.items.find((shop) => shop.lat !== null);
}

describe('a map without a background', () => {
  let hub;
  before(async () => {
    hub = await startHub();
  }, { timeout: 180_000 });
  after(() => hub?.stop());

  test('shows where the shops of the list are and how far away, and asks nobody else', () =>
    withPage(hub, {}, async (page) => {
      await drawnMap(page);
      const numbers = (await marks(page).allInnerTexts()).flatMap((text) => text.trim().split('・')).map(Number);
      const listed = await page.locator('.shop-number').allInnerTexts();
      assert.deepEqual(numbers.sort((one, other) => one - other), listed.map(Number));
      assert.ok((await page.locator('.map-ring').count()) > 0);
      assert.equal(await page.locator('.map-centre').count(), 1);
      assert.match(await page.locator('#map-note').innerText(), /輪は梅田駅からの距離です/);
      assert.equal(await page.locator('.leaflet-tile').count(), 0);
      assert.equal(await page.locator('[data-map-status]').innerText(), '');
      await screenshot(page, 'map-bare-1280', { fullPage: false });
    }));

  test('calls a shop by its name, whatever signs are in it', () =>
    withPage(hub, {}, async (page) => {
      await page.route('**/shops?*', async (route) => {
        const response = await route.fetch();
        const named = /(data-map-content="[^"]*?&quot;name&quot;:&quot;)[^&]*/;
        const body = (await response.text()).replace(named, (_, begin) => `${begin}$&amp;$1`);
        await route.fulfill({ response, body });
      });
      await page.visit(near);
      await marks(page).first().waitFor();
      const names = await marks(page).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
      assert.ok(names.some((name) => name.includes('$&$1')), names.join());
    }));

  test('is an addition: without JavaScript the list is complete and nothing speaks of a map', () =>
    withPage(hub, { javaScript: false }, async (page) => {
      await page.visit(near);
      assert.equal(await page.locator('#map').isVisible(), false);
      assert.ok((await page.locator('.shop-list > li').count()) > 0);
    }));

  test('says so when it cannot be fetched', () =>
    withPage(hub, {}, async (page) => {
      await page.route('**/assets/open_map.*.js', (route) => route.abort());
      await page.visit(near);
      await page.getByText('地図を表示できませんでした').waitFor();
      assert.ok((await page.locator('.shop-list > li').count()) > 0);
    }));

  test('is where the chat leads to', () =>
    withPage(hub, { viewport: phone }, async (page) => {
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('近くです', {
        places: [{ name: '梅田駅' }], shops: [{ shop_id: 1, name: '店' }] }));
      const answer = await ask(dialog, '梅田駅の近くは？');
      await answer.getByRole('link', { name: 'お店の一覧と地図を見る' }).click();
      await marks(page).first().waitFor();
      assert.ok(await page.locator('#map').evaluate((each) => Math.abs(each.getBoundingClientRect().top) < innerHeight / 2));
    }));
});

describe('a map with tiles', () => {
  let hub;
  let tiles;
  before(async () => {
    tiles = await TileServer.start();
    hub = await hubWith({ PASSPORT_HUB_MAP_TILES: tiles.pattern });
  }, { timeout: 180_000 });
  after(async () => {
    tiles?.stop();
    await hub?.stop();
  });
  const options = (more = {}) => ({ origins: [tiles.origin], ...more });

  test('loads them from the configured origin only, tells it no page, and names their publisher', () =>
    withPage(hub, options(), async (page) => {
      tiles.requests.length = 0;
      await drawnMap(page);
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      assert.ok(tiles.requests.length > 0);
      for (const { path, referrer } of tiles.requests) {
        assert.match(path, /^\/tiles\/\d+\/\d+\/\d+\.png$/);
        assert.equal(referrer, `${hub.url}/`);
      }
      const link = page.getByRole('link', { name: '地理院タイル' });
      assert.equal(await link.getAttribute('href'), 'https://maps.gsi.go.jp/development/ichiran.html');
      await screenshot(page, 'map-tiles-1280');
    }));

  test('can be enlarged and reduced while tiles are still coming', () =>
    withPage(hub, options({ reducedMotion: 'reduce' }), async (page) => {
      await drawnMap(page);
      const frame = page.locator('[data-map-frame]');
      const zoomIn = frame.getByRole('button', { name: '地図を拡大' });
      const zoomOut = frame.getByRole('button', { name: '地図を縮小' });
      for (const button of [zoomOut, zoomOut, zoomOut, zoomIn, zoomIn]) await button.click();
      await page.waitForFunction(() => {
        const all = [...document.querySelectorAll('.leaflet-tile')];
        return all.length > 0 && all.every((tile) => tile.classList.contains('leaflet-tile-loaded'));
      });
    }));

  test('stays usable when the tiles are away', () =>
    withPage(hub, options(), async (page) => {
      tiles.broken = true;
      await drawnMap(page);
      await page.getByText('背景の地図を読みこめませんでした').waitFor();
      tiles.broken = false;
      assert.ok((await marks(page).count()) > 0);
    }));

  test("shows one shop on its page, and is fetched only when it comes near", () =>
    withPage(hub, options({ viewport: { width: 360, height: 300 } }), async (page) => {
      const asked = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      const shop = await aShop(hub);
      await page.visit(`/shops/${shop.shop_id}`);
      await page.waitForLoadState('load');
      assert.equal(await page.locator('#map').isVisible(), true);
      assert.deepEqual(asked.filter((path) => /open_map|tiles/.test(path)), []);
      await page.locator('#map').scrollIntoViewIfNeeded();
      await marks(page).first().waitFor();
      assert.equal(await marks(page).count(), 1);
      assert.equal(await marks(page).first().getAttribute('aria-label'), shop.name);
    }));

  test('works by keyboard and lets everybody pass', () =>
    withPage(hub, options(), async (page) => {
      await drawnMap(page);
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')
        ?? document.activeElement?.textContent?.trim());
      await page.getByRole('link', { name: '地図をとばす' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('.shop-card'))), true);

      await page.getByRole('link', { name: '地図をとばす' }).focus();
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.hasAttribute('data-map-frame')), true);
      await page.keyboard.press('Tab');
      const name = await focused();
      assert.match(name, /^[\d・]+番　/);
      await page.keyboard.press('Enter');
      await page.locator('.map-shops').waitFor();
      assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('.map-shops'))), true);
      await page.keyboard.press('Escape');
      await page.locator('.map-shops').waitFor({ state: 'detached' });
      assert.equal(await focused(), name);
      await page.keyboard.press(' ');
      await page.locator('.map-shops').waitFor();

      const stops = (await page.locator('#map a, #map [tabindex="0"]').count()) + 1;
      for (let step = 0; step < stops; step += 1) await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('#map'))), false);
    }));

  test('does not move for those who asked for calm, nor scroll for the wheel', () =>
    withPage(hub, options({ reducedMotion: 'reduce' }), async (page) => {
      await drawnMap(page);
      assert.equal(await page.locator('.leaflet-zoom-anim, .leaflet-fade-anim').count(), 0);
      const zoom = () => page.locator('.leaflet-control-scale-line').innerText();
      const before = await zoom();
      await page.locator('[data-map-frame]').hover();
      const scrolled = page.evaluate(() => new Promise((resolve) => addEventListener('scroll', resolve, { once: true })));
      await page.mouse.wheel(0, 200);
      await scrolled;
      assert.equal(await zoom(), before);
    }));

  test('leaves the page to one finger', () =>
    withPage(hub, options({ viewport: phone, hasTouch: true, isMobile: true }), async (page) => {
      await drawnMap(page);
      assert.equal(await page.locator('.leaflet-container').evaluate((each) => getComputedStyle(each).touchAction),
        'pan-x pan-y');
    }));

  for (const [size, viewport] of Object.entries({
    320: { width: 320, height: 640 }, 390: { width: 390, height: 844 }, 1280: desktop, 'zoom-200': { width: 640, height: 400 } }))
    test(`breaks no rule at ${size}, also with a mark opened`, () =>
      withPage(hub, options({ viewport }), async (page) => {
        await drawnMap(page);
        await page.locator('.leaflet-tile-loaded').first().waitFor();
        assert.deepEqual(await axeViolations(page), []);
        await marks(page).first().focus();
        await page.keyboard.press('Enter');
        await page.locator('.map-shops').waitFor();
        assert.deepEqual(await axeViolations(page), []);
        assert.ok((await sidewaysScroll(page)) <= 0);
        await screenshot(page, `map-mark-${size}`, { fullPage: false });
        await screenshot(page, `map-list-${size}`);
      }));
});

describe("Google's map", () => {
  let hub;
  before(async () => {
    hub = await hubWith({ PASSPORT_HUB_MAP_BROWSER_KEY: 'AIza-test-browser-key' });
  }, { timeout: 180_000 });
  after(() => hub?.stop());

  // Addresses that were asked for at Google's.
  async function withGoogle(page, answer) {
    const asked = [];
    await page.route('https://maps.googleapis.com/**', (route) => {
      asked.push(new URL(route.request().url()));
      return answer(route);
    });
    return asked;
  }
  const standIn = (route) => route.fulfill({ contentType: 'text/javascript', body: googleScript });

  test('is loaded as Google documents it, with its key, and draws the marks', () =>
    withPage(hub, {}, async (page) => {
      const asked = await withGoogle(page, standIn);
      const files = [];
      page.on('request', (request) => files.push(request.url()));
      await page.visit(near);
      await page.locator('.google-stand-in').first().waitFor();
      assert.equal(asked.length, 1);
      assert.equal(asked[0].pathname, '/maps/api/js');
      assert.deepEqual(Object.fromEntries(asked[0].searchParams),
        { key: 'AIza-test-browser-key', callback: 'passportHubMap', language: 'ja', loading: 'async', region: 'JP' });
      assert.deepEqual(files.filter((file) => file.includes('open_map')), []);
      assert.equal(await page.evaluate(() => globalThis.mapOptions.gestureHandling), 'cooperative');
      const first = page.locator('.google-stand-in').first();
      assert.match(await first.getAttribute('title'), /番　/);
      assert.equal(await first.evaluate((each) => getComputedStyle(each).color), 'rgb(1, 2, 3)');
      await first.click();
      assert.match(await page.locator('.map-shops a').first().getAttribute('href'), /^\/shops\/\d+$/);
    }));

  test('leaves the list when it cannot be reached or refuses the key', () =>
    withPage(hub, {}, async (page) => {
      await withGoogle(page, (route) => route.abort());
      await page.visit(near);
      await page.getByText('地図を表示できませんでした').waitFor();
      await page.unroute('https://maps.googleapis.com/**');
      await withGoogle(page, standIn);
      await page.reload();
      await page.locator('.google-stand-in').first().waitFor();
      await page.evaluate(() => globalThis.gm_authFailure());
      await page.getByText('地図を表示できませんでした').waitFor();
      assert.ok((await page.locator('.shop-list > li').count()) > 0);
    }));

  test('is on no page without a map', () =>
    withPage(hub, {}, async (page) => {
      const asked = await withGoogle(page, standIn);
      for (const path of ['/', '/about', '/chat']) {
        const response = await page.visit(path);
        assert.doesNotMatch(response.headers()['content-security-policy'], /google/);
      }
      assert.equal(asked.length, 0);
    }));
});
