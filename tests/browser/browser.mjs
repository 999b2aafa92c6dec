// Debian's Chromium with an empty profile, and pages that report what they must not do.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };
// The middle of the sample data's shops.
export const umeda = { latitude: 34.7033, longitude: 135.4983 };

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet });
}

// A page in a context of its own. `page.problems` collects requests to other origins than the hub's and `origins` (they
// are stopped), violations of the content security policy and script errors; a test ends with closePage(), which hands
// them over.
export async function openPage(browser, hub, { viewport = desktop, javaScript = true, origins = [], ...more } = {}) {
  const context = await browser.newContext({ viewport, locale: 'ja-JP', javaScriptEnabled: javaScript, ...more });
  const page = await context.newPage();
  page.problems = [];
  page.questions = [];
  page.setDefaultTimeout(15_000);
  const allowed = [new URL(hub.url).origin, ...origins];
  await context.route((url) => !allowed.includes(url.origin), (route) => {
    page.problems.push(`request to ${route.request().url()}`);
    return route.abort();
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(`script error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/chat/messages')) page.questions.push(request.postDataJSON());
  });
  page.visit = (path) => page.goto(hub.url + path);
  return page;
}

export async function closePage(page) {
  const { problems } = page;
  await page.context().close();
  return problems;
}

// Kept in PASSPORT_HUB_SCREENSHOTS when that is set.
export async function screenshot(page, name, { fullPage = true } = {}) {
  const directory = process.env.PASSPORT_HUB_SCREENSHOTS;
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

// What axe finds wrong with the page as it is now.
export async function axeViolations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), rules);
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

// What the keyboard is on: its id, else what it says, else its class.
export function focusedElement(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.id || element?.textContent?.trim() || element?.className;
  });
}

// How far the page can be scrolled sideways; 0 is right.
export function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
