// One hub and one browser for the tests of a file, and pages in which nothing forbidden may happen.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closePage, openPage, startBrowser } from './browser.mjs';
import { startHub } from './start_hub.mjs';

let hub;
let browser;

// To be called once at the top of a file of tests.
export function useHubAndBrowser() {
  before(async () => {
    hub = await startHub();
    browser = await startBrowser();
  }, { timeout: 180_000 });
  after(async () => {
    await browser?.close();
    await hub?.stop();
  });
}

// Runs `body` with a page of `site`, the hub of the file where none is named.
export async function withPage(options, body, site = hub) {
  const page = await openPage(browser, site, options);
  try {
    await body(page);
  } finally {
    assert.deepEqual(await closePage(page), []);
  }
}

// A page whose clock the test moves.
export async function withClock(body) {
  await withPage({}, async (page) => {
    await page.clock.install();
    await body(page);
  });
}
