// The chat's dialog while the network is lost or slow, and what becomes of a conversation: kept, cleared, copied.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { focusedElement } from './browser.mjs';
import { answered, answerWith, ask, dialogOf, openDialog, reply, said, send, type } from './chat_dialog.mjs';
import { useHubAndBrowser, withClock, withPage } from './pages.mjs';

useHubAndBrowser();

describe('the network', () => {
  test('lost: says so, and the question goes out once by itself when it is back', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      await page.context().setOffline(true);
      await dialog.getByText('インターネットにつながっていません').waitFor();
      await type(dialog, '梅田駅の近くで使えるお店は？');
      await send(dialog);
      await said(dialog, 'つながったら、自動でもう一度送ります').waitFor();
      assert.match(await dialog.locator('.message-user').innerText(), /梅田駅の近くで使えるお店は？/);
      await page.context().setOffline(false);
      await dialog.locator('.shop-card').first().waitFor();
      assert.match(await dialog.locator('[data-chat-status]').innerText(), /質問をもう一度送りました/);
      assert.equal(await dialog.locator('.message-user').count(), 1);
      assert.equal(await dialog.getByRole('button', { name: 'もう一度送る' }).count(), 0);
      assert.equal(page.questions.length, 2);
    }));

  test('lost: what was typed or not answered yet is in the field again after a reload', () =>
    withPage({}, async (page) => {
      let dialog = await openDialog(page);
      await type(dialog, '書きかけの');
      dialog = await openDialog(page, '/about');
      assert.equal(await dialog.getByLabel('質問を入力').inputValue(), '書きかけの');
      await page.route('**/api/v1/chat/messages', (route) => route.abort());
      await ask(dialog, '届かない質問');
      await page.reload();
      await page.locator('[data-chat-launcher]').click();
      assert.equal(await dialog.getByLabel('質問を入力').inputValue(), '届かない質問');
      await page.unroute('**/api/v1/chat/messages');
      await answerWith(page, () => reply('はい'));
      await ask(dialog, '届く質問');
      await page.reload();
      await page.locator('[data-chat-launcher]').click();
      assert.equal(await dialog.getByLabel('質問を入力').inputValue(), '');
    }));

  test('slow: a sign after half a second, patience after six, an end after fifteen with a way to send again', () =>
    withClock(async (page) => {
      const dialog = await openDialog(page);
      const announced = () => dialog.locator('[data-chat-announcer]').innerText();
      await page.route('**/api/v1/chat/messages', () => {});
      const arrived = page.waitForRequest('**/api/v1/chat/messages');
      await type(dialog, '遅い質問');
      await page.clock.pauseAt(Date.now() + 3_600_000);
      await send(dialog);
      await arrived;
      await page.clock.runFor(450);
      assert.equal(await dialog.locator('.typing').count(), 0);
      await page.clock.runFor(100);
      assert.equal(await dialog.locator('.typing').count(), 1);
      assert.equal(await announced(), '回答を準備しています…');
      await page.clock.runFor(6_000);
      assert.match(await announced(), /時間がかかっています/);
      assert.match(await dialog.locator('.bubble-typing').innerText(), /もうしばらくお待ちください/);
      await page.clock.runFor(9_000);
      await dialog.locator('.bubble-error').waitFor();
      assert.match(await announced(), /時間内に回答が届きませんでした/);
      assert.equal(await dialog.locator('.typing').count(), 0);
      await page.unroute('**/api/v1/chat/messages');
      await answerWith(page, (question) => reply(`${question}の答え`));
      await dialog.getByRole('button', { name: 'もう一度送る' }).click();
      await said(dialog, '遅い質問の答え').waitFor();
    }));

  test('slow: nothing is sent twice, and the next question waits in the field', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      let release;
      const released = new Promise((resolve) => (release = resolve));
      await page.route('**/api/v1/chat/messages', async (route) => {
        await released;
        await route.fulfill({ json: reply('やっと') });
      });
      await type(dialog, '一度だけ');
      await dialog.getByLabel('質問を入力').press('Enter');
      await type(dialog, '次の質問');
      await dialog.getByLabel('質問を入力').press('Enter');
      await dialog.locator('.chip').first().click();
      await dialog.getByText('前の質問の回答を待っています').waitFor();
      assert.equal(await dialog.getByLabel('質問を入力').inputValue(), '次の質問');
      release();
      await said(dialog, 'やっと').waitFor();
      assert.deepEqual(page.questions.map((each) => each.text), ['一度だけ']);
      assert.equal(await dialog.locator('.message-user').count(), 1);
      await send(dialog);
      await answered(dialog, 2);
      assert.deepEqual(page.questions.map((each) => each.text), ['一度だけ', '次の質問']);
    }));
});

describe('the conversation', () => {
  test('is kept over pages and reloads, and its button says that it goes on', () =>
    withPage({}, async (page) => {
      let dialog = await openDialog(page);
      await answerWith(page, (question) => reply(`${question}の答え`, { suggestions: ['続き'] }));
      await ask(dialog, '一つ目');
      await page.reload();
      assert.match(await page.locator('[data-chat-launcher]').innerText(), /チャットの続き/);
      dialog = await openDialog(page, '/shops');
      assert.match(await dialog.innerText(), /一つ目の答え/);
      await dialog.getByRole('button', { name: '続き' }).click();
      await said(dialog, '続きの答え').waitFor();
      await page.visit('/chat');
      assert.equal(await page.locator('.message-user').count(), 2);
    }));

  test('is kept in the session only, with its twenty latest turns', () =>
    withPage({}, async (page) => {
      const turns = Array.from({ length: 25 }, (_, turn) => ({ question: `質問${turn}`, reply: reply(`答え${turn}`) }));
      await page.visit('/about');
      await page.evaluate((kept) => sessionStorage.setItem('passport-hub-chat', JSON.stringify(kept)), turns);
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('新しい答え'));
      await ask(dialog, '新しい質問');
      const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem('passport-hub-chat')));
      assert.equal(kept.length, 20);
      assert.deepEqual([kept[0].question, kept[19].question], ['質問6', '新しい質問']);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      assert.deepEqual(await page.context().cookies(), []);
    }));

  test('works without a storage, only forgets', () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => Object.defineProperty(window, 'sessionStorage', {
        get() { throw new DOMException('no storage', 'SecurityError'); } }));
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('はい'));
      await ask(dialog, '質問');
      assert.equal(await dialog.locator('.message-user').count(), 1);
      await openDialog(page);
      assert.equal(await dialogOf(page).locator('.message-user').count(), 0);
    }));

  test('is cleared by one button and brought back by the next', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      assert.equal(await dialog.getByRole('button', { name: '会話を消す' }).count(), 0);
      await answerWith(page, (question) => reply(`${question}の答え`, { suggestions: ['続き'] }));
      await ask(dialog, '一つ目');
      await dialog.getByRole('button', { name: '会話を消す' }).click();
      await dialog.getByText('会話を消しました').waitFor();
      assert.equal(await dialog.locator('.message-user').count(), 0);
      assert.equal(await page.evaluate(() => sessionStorage.getItem('passport-hub-chat')), '[]');
      await dialog.getByRole('button', { name: '元に戻す' }).click();
      assert.match(await dialog.innerText(), /一つ目の答え/);
      await dialog.getByRole('button', { name: '続き' }).click();
      await said(dialog, '続きの答え').waitFor();
      assert.equal(page.questions.at(-1).conversation, 'made-up');

      await dialog.getByRole('button', { name: '会話を消す' }).click();
      await ask(dialog, '新しく');
      assert.equal('conversation' in page.questions.at(-1), false);
      assert.equal(await dialog.getByRole('button', { name: '元に戻す' }).count(), 0);
    }));

  test('that is cleared while an answer is awaited stays cleared', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      await page.route('**/api/v1/chat/messages', () => {});
      await type(dialog, '待つ');
      await send(dialog);
      await dialog.locator('.typing').waitFor();
      const stopped = page.waitForEvent('requestfailed');
      await dialog.getByRole('button', { name: '会話を消す' }).click();
      await stopped;
      assert.equal(await dialog.locator('.message').count(), 1);
      await page.unroute('**/api/v1/chat/messages');
      await answerWith(page, () => reply('はい'));
      await ask(dialog, '次');
      assert.equal(await dialog.locator('.message-user').count(), 1);
    }));
});

describe('the transcript', () => {
  async function conversation(page) {
    const dialog = await openDialog(page);
    await answerWith(page, () => reply('こちらです', { shops: [{ shop_id: 7, name: 'グリル', benefit: '1割引', distance_m: 120 }] }));
    await ask(dialog, '近くの店は？');
    return dialog;
  }
  const written = (page) => new RegExp(`^パスポートの案内チャット（.+）\\n\\n案内役：こんにちは[^]+\\n\\nあなた：近くの店は？\\n\\n`
    + `案内役：こちらです\\n・グリル\\n　特典：1割引\\n　約120m・徒歩約2分\\n　${new URL('/shops/7', page.url())}\\n$`);

  test('is copied', () =>
    withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      const dialog = await conversation(page);
      await dialog.getByRole('button', { name: '会話をコピー' }).click();
      await dialog.getByText('会話をコピーしました').waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), written(page));
    }));

  test('is copied where the clipboard is forbidden', () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined });
        document.addEventListener('copy', () => (globalThis.copied = document.activeElement.value));
      });
      const dialog = await conversation(page);
      await dialog.getByRole('button', { name: '会話をコピー' }).click();
      await dialog.getByText('会話をコピーしました').waitFor();
      assert.match(await page.evaluate(() => globalThis.copied), written(page));
      assert.equal(await focusedElement(page), '会話をコピー');
    }));

  test('can be copied by hand where nothing else works', () =>
    withPage({}, async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
        document.execCommand = () => false;
      });
      const dialog = await conversation(page);
      await dialog.getByRole('button', { name: '会話をコピー' }).click();
      const area = dialog.getByLabel('会話の文章');
      assert.match(await area.inputValue(), written(page));
      assert.equal(await area.evaluate((each) => each === document.activeElement && each.selectionEnd === each.value.length), true);
      await dialog.getByRole('button', { name: 'とじる', exact: true }).click();
      assert.equal(await area.isVisible(), false);
      assert.equal(await focusedElement(page), '会話をコピー');
    }));
});
