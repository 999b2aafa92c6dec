// /api/docs: Swagger UI from our own origin, under the policy that allows nothing inline and nothing of anybody else
// (withPage() fails on a violation and on a request to another origin); without scripts the contract as a page to read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { axeViolations, desktop, phone, screenshot, sidewaysScroll } from './browser.mjs';
import { useHubAndBrowser, withPage } from './pages.mjs';
import { sourceDirectory } from '../support/running_hub.mjs';

useHubAndBrowser();

const contract = JSON.parse(readFileSync(join(sourceDirectory, 'config/openapi.json'), 'utf8'));
const operations = Object.entries(contract.paths)
  .flatMap(([path, item]) => Object.entries(item).map(([method, { operationId }]) => ({ path, method: method.toUpperCase(), operationId })));

async function visitDocs(page) {
  await page.visit('/api/docs');
  await page.locator('.swagger-ui .opblock').first().waitFor();
}

test('lists every operation of the contract, and no page but ours is asked', async () => {
  await withPage({}, async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await visitDocs(page);
    const listed = await page.locator('.opblock-summary').evaluateAll((all) => all.map((each) =>
      `${each.querySelector('.opblock-summary-method').textContent} ${each.querySelector('[data-path]').dataset.path}`));
    assert.deepEqual(listed.sort(), operations.map(({ method, path }) => `${method} ${path}`).sort());
    assert.equal(await page.locator('[data-api-reference]').count(), 0, 'the reference has made room');
    assert.ok(asked.includes('/api/openapi.json'));
    await screenshot(page, 'api-docs', { fullPage: false });
  });
});

test('tries a public operation out against our own origin', async () => {
  await withPage({ viewport: desktop }, async (page) => {
    await visitDocs(page);
    const shops = page.locator('#operations-shops-listShops');
    await shops.locator('.opblock-summary-control').click();
    await shops.getByRole('button', { name: 'Try it out' }).click();
    // What may be left out is empty.
    await shops.locator('tr[data-param-name="limit"] input').fill('2');
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/shops?'));
    await shops.getByRole('button', { name: 'Execute' }).click();
    const answer = await answered;
    assert.equal(answer.status(), 200);
    assert.equal((await answer.json()).items.length, 2);
    await shops.locator('.live-responses-table tbody .response-col_status').getByText('200').waitFor();
    await screenshot(page, 'api-docs-tried');
  });
});

// What axe finds in Swagger UI's own markup, and where it may: all else is ours, and has to be without fault.
const knownOfSwagger = {
  // Its list is a <main>, which api_docs.ts gives another role: a page has one main part, and that is the site's.
  'aria-allowed-role': /^#operations$/,
  // A line of the list is a button that holds buttons: to copy its path, to open it.
  'nested-interactive': /> \.opblock-summary-control$/,
  // Choices among a parameter's values are not tied to the name in the cell before them.
  'select-name': /> \.parameters-col_description > select$/,
};

function ofOurs(violations) {
  return violations.filter((each) => {
    const [rule, places] = each.split(': ');
    return !places.split(', ').every((place) => knownOfSwagger[rule]?.test(place));
  });
}

test('breaks no rule of accessibility in what is ours, listed and opened', async () => {
  await withPage({ viewport: desktop }, async (page) => {
    await visitDocs(page);
    const check = async (name) => assert.deepEqual(ofOurs(await axeViolations(page)), [], name);
    await check('listed');
    await page.locator('#operations-shops-listShops .opblock-summary-control').click();
    await page.locator('#operations-shops-listShops .opblock-body').waitFor();
    await check('opened');
  });
});

test('fits 320 px, as a desk does at 400 %', async () => {
  await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
    await visitDocs(page);
    assert.ok((await sidewaysScroll(page)) <= 0, 'listed');
    await screenshot(page, 'api-docs-320', { fullPage: false });
    await page.locator('#operations-shops-listShops .opblock-summary-control').click();
    await page.locator('#operations-shops-listShops .opblock-body').waitFor();
    assert.ok((await sidewaysScroll(page)) <= 0, 'opened');
    await screenshot(page, 'api-docs-320-opened');
  });
});

test('is a page to read without scripts', async () => {
  await withPage({ viewport: phone, javaScript: false }, async (page) => {
    await page.visit('/api/docs');
    for (const { operationId, path } of operations) {
      const section = page.locator(`section[id="${operationId}"]`);
      assert.ok(await section.isVisible(), operationId);
      assert.ok((await section.textContent()).includes(path), operationId);
    }
    assert.equal(await page.locator('h1').count(), 1);
    assert.ok((await sidewaysScroll(page)) <= 0);
    await screenshot(page, 'api-docs-without-scripts', { fullPage: false });
  });
});

test('keeps the reference when the contract does not come', async () => {
  await withPage({}, async (page) => {
    await page.route('**/api/openapi.json', (route) => route.fulfill({ status: 503, body: '' }));
    const asked = page.waitForResponse('**/api/openapi.json');
    await page.visit('/api/docs');
    await asked;
    await page.locator('[data-api-docs] .errors-wrapper, [data-api-docs] .loading-container').first().waitFor({ state: 'attached' });
    assert.ok(await page.locator('section#listShops').isVisible());
  });
});

test('comes compressed, and only this page loads what is of Swagger UI', async () => {
  await withPage({}, async (page) => {
    const files = [];
    page.on('response', (response) => files.push(response));
    await visitDocs(page);
    for (const name of ['api_docs.js', 'api_docs.css']) {
      const [stem, extension] = name.split('.');
      const file = files.find((each) => new RegExp(`/assets/${stem}\\.[0-9a-f]+\\.${extension}$`).test(each.url()));
      assert.equal(file.headers()['content-encoding'], 'gzip', name);
      assert.match(file.headers()['cache-control'], /max-age=31536000, immutable/, name);
    }
    const other = await (await fetch(new URL('/about', page.url()))).text();
    assert.doesNotMatch(other, /api_docs/);
  });
});
