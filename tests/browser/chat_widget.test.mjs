// What the chat's dialog owes to those who listen, who type, and who say where they are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { focusedElement, umeda } from './browser.mjs';
import { answered, answerWith, ask, dialogOf, openDialog, reply, said, send, type } from './chat_dialog.mjs';
import { useHubAndBrowser, withClock, withPage } from './pages.mjs';

useHubAndBrowser();

describe('who listens', () => {
  // Every text that any live region of the page shows from now on.
  async function heard(page) {
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const region of document.querySelectorAll('[role=status], [role=log], [role=alert], [aria-live]'))
        new MutationObserver(() => {
          const text = region.textContent.trim();
          if (text) globalThis.heard.push(text);
        }).observe(region, { childList: true, characterData: true, subtree: true });
    });
    return () => page.evaluate(() => globalThis.heard);
  }

  test('hears each answer once, and how much there is to look at', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      const texts = await heard(page);
      await answerWith(page, (question) => reply(`${question}への答え`, {
        shops: [{ shop_id: 1, name: '店' }, { shop_id: 2, name: '別の店' }], suggestions: ['次は？'] }));
      await ask(dialog, '一つ目');
      await ask(dialog, '二つ目');
      const answers = (await texts()).filter((each) => each.includes('への答え'));
      assert.deepEqual(answers, [
        '案内役：一つ目への答え お店が2件あります。 続けて聞ける質問が1件あります。',
        '案内役：二つ目への答え お店が2件あります。 続けて聞ける質問が1件あります。',
      ]);
    }));

  test('hears the same answer again when it is the same', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      const texts = await heard(page);
      await answerWith(page, () => reply('はい'));
      await ask(dialog, 'もしもし');
      await ask(dialog, 'もしもし');
      assert.deepEqual(await texts(), ['案内役：はい', '案内役：はい']);
    }));

  test('finds every field and button by its name, and the choices as a named list of buttons', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('はい', { suggestions: ['次の質問', '別の質問'] }));
      await ask(dialog, '質問');
      for (const name of ['チャットを閉じる', '会話をコピー', '会話を消す', '送る', '現在地を使う'])
        assert.equal(await dialog.getByRole('button', { name, exact: true }).count(), 1, name);
      assert.equal(await dialog.getByRole('textbox', { name: '質問を入力' }).count(), 1);
      const choices = dialog.getByRole('list', { name: '続けて聞く' }).getByRole('button');
      assert.deepEqual(await choices.allInnerTexts(), ['次の質問', '別の質問']);
    }));
});

describe('the focus', () => {
  test('stays in the field while questions are asked and answered', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('はい'));
      await ask(dialog, '質問');
      await dialog.getByLabel('質問を入力').press('Enter');
      assert.equal(await focusedElement(page), 'widget-text');
    }));

  test('goes back to what opened the dialog when it is closed', () =>
    withPage({}, async (page) => {
      for (const opener of ['[data-chat-launcher]', 'main [data-chat-open]']) {
        await page.visit('/');
        await page.locator(opener).focus();
        await page.keyboard.press('Enter');
        await dialogOf(page).waitFor();
        await dialogOf(page).getByRole('button', { name: 'チャットを閉じる' }).press('Enter');
        await dialogOf(page).waitFor({ state: 'hidden' });
        assert.equal(await page.locator(opener).evaluate((each) => each === document.activeElement), true, opener);
      }
    }));

  test('never falls out of the dialog when the button under it goes away', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      const inDialog = () => page.evaluate(() => Boolean(document.activeElement?.closest('dialog')));
      let broken = true;
      await page.route('**/api/v1/chat/messages', (route) =>
        broken ? route.fulfill({ status: 503, json: {} }) : route.fulfill({ json: reply('はい', { suggestions: ['次'] }) }));
      await type(dialog, '質問');
      await send(dialog);
      broken = false;
      await dialog.getByRole('button', { name: 'もう一度送る' }).press('Enter');
      await said(dialog, 'はい').waitFor();
      assert.equal(await inDialog(), true, 'after sending again');
      await dialog.getByRole('button', { name: '次' }).press('Enter');
      await answered(dialog, 2);
      assert.equal(await inDialog(), true, 'after a choice');
      await dialog.getByRole('button', { name: '会話を消す' }).press('Enter');
      assert.equal(await focusedElement(page), '元に戻す');
      await page.keyboard.press('Enter');
      assert.equal(await focusedElement(page), '会話を消す');
    }));
});

describe('the position', () => {
  test('that is refused leads to writing the place', () =>
    withPage({}, async (page) => {
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地を使う許可がありません。').waitFor();
      assert.match(await dialog.locator('[data-chat-status]').innerText(), /場所の名前を書いてください/);
      assert.equal(await dialog.getByRole('button', { name: '現在地を使う' }).getAttribute('aria-disabled'), null);
    }));

  test('that cannot be found leads to writing the place', () =>
    withPage({ permissions: ['geolocation'] }, async (page) => {
      await page.addInitScript(() => {
        navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code: 2, PERMISSION_DENIED: 1 });
      });
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地が分かりませんでした。').waitFor();
    }));

  test('that nobody allows or refuses is given up after half a minute', () =>
    withClock(async (page) => {
      await page.addInitScript(() => (navigator.geolocation.getCurrentPosition = () => {}));
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地を調べています').waitFor();
      await page.clock.runFor(31_000);
      await dialog.getByText('現在地が分かりませんでした。').waitFor();
    }));

  test('leads from an answer to the list around it, and is not kept', () =>
    withPage({ geolocation: umeda, permissions: ['geolocation'] }, async (page) => {
      const dialog = await openDialog(page);
      await answerWith(page, () => reply('近くです', { shops: [{ shop_id: 1, name: '店' }],
        places: [{ name: '現在地', lat: 34.7033, lng: 135.4983, kind: 'position', source: 'visitor' }] }));
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地を使います。').waitFor();
      const answer = await ask(dialog, 'この近くは？');
      assert.equal(await answer.getByRole('link', { name: 'お店の一覧と地図を見る' }).getAttribute('href'),
        '/shops?lat=34.7033&lng=135.4983#map');
      assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), /34\.7033/);
    }));
});
