// The chat as a page without JavaScript and as a dialog with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phone, screenshot, umeda } from './browser.mjs';
import { answered, ask, dialogOf, openDialog, reply, said } from './chat_dialog.mjs';
import { useHubAndBrowser, withPage } from './pages.mjs';

const question = '梅田駅の近くで使えるお店は？';
const refinement = 'じゃあ小売業は？';
useHubAndBrowser();

test('without JavaScript a question is answered, and the next one keeps the place', () =>
  withPage({ javaScript: false, viewport: phone }, async (page) => {
    await page.visit('/chat');
    await page.getByLabel('質問を入力').fill(question);
    await page.getByRole('button', { name: '送る', exact: true }).click();
    assert.match(page.url(), /#answer$/);
    const answer = page.locator('#answer');
    assert.match(await answer.innerText(), /梅田駅/);
    assert.ok((await answer.locator('.shop-card').count()) > 0);
    assert.match(await answer.locator('.shop-card-actions a').first().getAttribute('href'), /travelmode=walking/);
    await screenshot(page, 'chat-without-javascript-360');

    await page.getByLabel('質問を入力').fill(refinement);
    await page.getByLabel('質問を入力').press('Enter');
    assert.match(await page.locator('#answer').innerText(), /梅田駅の近く.*小売業/);
    const turns = await page.locator('.message-user').allInnerTexts();
    assert.equal(turns.length, 2);
    assert.match(turns[0], /梅田駅/);
  }));

test('without JavaScript a chip is a question', () =>
  withPage({ javaScript: false }, async (page) => {
    await page.visit('/chat');
    await page.getByLabel('質問を入力').fill(question);
    await page.getByLabel('質問を入力').press('Enter');
    const chip = page.locator('.chat-chips .chip').first();
    const text = await chip.innerText();
    await chip.click();
    assert.equal((await page.locator('.message-user .bubble').allInnerTexts()).at(-1), text);
    assert.match(await page.locator('#answer').innerText(), /梅田駅/);
  }));

test('without JavaScript an empty question is asked for', () =>
  withPage({ javaScript: false }, async (page) => {
    await page.visit('/chat');
    await page.getByRole('button', { name: '送る', exact: true }).click();
    assert.match(await page.locator('#problem').innerText(), /質問を入力してください/);
  }));

test('the dialog shows shops as cards with the way there, and a chip narrows them down', () =>
  withPage({ viewport: phone }, async (page) => {
    const dialog = await openDialog(page);
    const first = await ask(dialog, question);
    assert.match(await first.innerText(), /梅田駅/);
    const shops = await first.locator('.shop-card').count();
    assert.ok(shops > 1);
    assert.match(await first.locator('[data-route-link]').first().getAttribute('href'),
      /^https:\/\/www\.google\.com\/maps\/dir\/\?api=1&destination=/);
    assert.match(await first.locator('.benefit').first().innerText(), /\S/);
    await screenshot(page, 'chat-dialog-360', { fullPage: false });

    const chip = dialog.locator('.chat-chips .chip').first();
    const text = await chip.innerText();
    const before = await dialog.locator('.message-bot').count();
    await chip.click();
    await answered(dialog, before);
    assert.equal((await dialog.locator('.message-user .bubble').allInnerTexts()).at(-1), text);
    assert.match(await dialog.locator('.message-bot').last().innerText(), /梅田駅/);
    assert.equal(page.questions[1].conversation?.length > 0, true);
    assert.equal('position' in page.questions[0], false);
  }));

test('the conversation goes on after another page was opened', () =>
  withPage({}, async (page) => {
    let dialog = await openDialog(page);
    await page.route('**/api/v1/chat/messages', (route) => route.fulfill({ json: reply('一つ目の答え') }));
    await ask(dialog, '一つ目');
    dialog = await openDialog(page, '/about');
    assert.match(await dialog.innerText(), /一つ目の答え/);
    await ask(dialog, '二つ目');
    assert.equal(page.questions.at(-1).conversation, 'made-up');
    await dialog.getByRole('button', { name: '会話を消す' }).click();
    assert.doesNotMatch(await dialog.innerText(), /一つ目の答え/);
    await ask(dialog, '三つ目');
    assert.equal('conversation' in page.questions.at(-1), false);
  }));

test('the position goes along only after its button was pressed, and no longer after it was pressed again', () =>
  withPage({ geolocation: umeda, permissions: ['geolocation'] }, async (page) => {
    const dialog = await openDialog(page);
    const answer = await (async () => {
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地を使います。').waitFor();
      assert.equal(page.questions.length, 0);
      const before = await dialog.locator('.message-bot').count();
      await dialog.getByRole('button', { name: 'この近くで使えるお店は？' }).click();
      await answered(dialog, before);
      return dialog.locator('.message-bot').last();
    })();
    assert.deepEqual(page.questions[0].position, { lat: 34.7033, lng: 135.4983 });
    assert.ok((await answer.locator('.shop-card').count()) > 0);

    await page.route('**/api/v1/chat/messages', (route) => route.fulfill({ json: reply('はい') }));
    await dialog.getByRole('button', { name: '現在地を使わない' }).click();
    await ask(dialog, 'こんにちは');
    assert.equal('position' in page.questions.at(-1), false);
  }));

test('a lost connection and a failing hub are told, and the question can be sent again', () =>
  withPage({}, async (page) => {
    const dialog = await openDialog(page);
    const failures = [(route) => route.abort(), (route) => route.fulfill({ status: 503, json: { detail: 'x' } })];
    await page.route('**/api/v1/chat/messages', (route) =>
      (failures.shift() ?? ((each) => each.fulfill({ json: reply('届きました') })))(route));
    await dialog.getByLabel('質問を入力').fill('質問です');
    await dialog.getByLabel('質問を入力').press('Enter');
    await said(dialog, '通信できませんでした').waitFor();
    await dialog.getByRole('button', { name: 'もう一度送る' }).click();
    await said(dialog, 'いまお答えできません').waitFor();
    await dialog.getByRole('button', { name: 'もう一度送る' }).click();
    await said(dialog, '届きました').waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'もう一度送る' }).count(), 0);
    assert.deepEqual(page.questions.map((each) => each.text), ['質問です', '質問です', '質問です']);
  }));

test('what a reply says is text: markup and unsafe links do nothing', () =>
  withPage({}, async (page) => {
    const dialog = await openDialog(page);
    await page.route('**/api/v1/chat/messages', (route) => route.fulfill({
      json: reply('<img src=x onerror=alert(1)>', { answered_by: 'local_agent',
        messages: [{ type: 'text', text: '<b>太字</b>' }, { type: 'link', text: '悪い', url: 'javascript:alert(1)' },
          { type: 'card', title: '<i>札</i>', url: '//evil.example/' }, { type: 'future' }],
        shops: [{ shop_id: 1, name: '<店>', benefit: '', url: '/shops/1', directions_url: 'javascript:alert(2)' }] }),
    }));
    const answer = await ask(dialog, 'テスト');
    assert.match(await answer.innerText(), /<b>太字<\/b>[^]*悪い[^]*<i>札<\/i>[^]*<店>/);
    assert.match(await answer.innerText(), /簡易モード/);
    assert.deepEqual(await answer.locator('a').evaluateAll((links) => links.filter((each) => each.offsetParent)
      .map((each) => each.getAttribute('href'))), ['/shops/1']);
  }));

test('everything in the dialog works by keyboard', () =>
  withPage({}, async (page) => {
    await page.visit('/');
    await page.locator('[data-chat-launcher]').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
    assert.equal(await focused(), 'widget-text');
    await page.keyboard.type(question);
    await page.keyboard.press('Enter');
    await dialog.locator('.shop-card').first().waitFor();
    assert.equal(await focused(), 'widget-text');

    for (const name of ['button-text', 'button-text', 'chip']) {
      await page.keyboard.press('Shift+Tab');
      assert.equal(await focused(), name);
    }
    await page.keyboard.press('Enter');
    await answered(dialog, 2);
    assert.equal(await dialog.locator('.message-user').count(), 2);
    assert.equal(await focused(), 'chat-scroll');

    await page.keyboard.press('Escape');
    assert.equal(await dialog.isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-chat-launcher')), true);
  }));

test('a question on the start page opens the dialog with its answer', () =>
  withPage({}, async (page) => {
    await page.visit('/');
    await page.route('**/api/v1/chat/messages', (route) => route.fulfill({ json: reply('登録のしかた') }));
    await page.locator('[data-chat-examples] button').last().click();
    await said(dialogOf(page), '登録のしかた').waitFor();
  }));

test('the page of the chat does not reload with JavaScript', () =>
  withPage({}, async (page) => {
    await page.visit('/chat');
    await page.route('**/api/v1/chat/messages', (route) =>
      route.fulfill({ json: reply('答え', { suggestions: ['次の質問'] }) }));
    await page.locator('.chip').first().click();
    await page.locator('[data-chat-log]').getByText('答え', { exact: true }).waitFor();
    await page.getByRole('button', { name: '次の質問' }).click();
    await page.locator('.message-user').nth(1).waitFor();
    assert.equal(new URL(page.url()).hash, '');
  }));
