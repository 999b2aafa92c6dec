// What the chat's dialog owes to people: who types, who listens, who loses the network, who comes back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closePage, openPage, startBrowser, umeda } from './browser.mjs';
import { answered, answerWith, ask, dialogOf, openDialog, reply, said, send, type } from './chat_dialog.mjs';
import { startHub } from './start_hub.mjs';

let hub;
let browser;
before(async () => {
  hub = await startHub();
  browser = await startBrowser();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await hub?.stop();
});

async function withPage(options, body) {
  const page = await openPage(browser, hub, options);
  try {
    await body(page);
  } finally {
    assert.deepEqual(await closePage(page), []);
  }
}

// A page whose clock the test moves.
async function withClock(body) {
  await withPage({}, async (page) => {
    await page.clock.install();
    await body(page);
  });
}

const focusedElement = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element?.id || element?.textContent?.trim() || element?.className;
});

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
      assert.equal((await openDialog(page)).locator('.message-user') !== null, true);
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
  const written = (shop) => new RegExp(`^パスポートの案内チャット（.+）\\n\\n案内役：こんにちは[^]+\\n\\nあなた：近くの店は？\\n\\n`
    + `案内役：こちらです\\n・グリル\\n　特典：1割引\\n　約120m・徒歩約2分\\n　${shop}\\n$`);

  test('is copied', () =>
    withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      const dialog = await conversation(page);
      await dialog.getByRole('button', { name: '会話をコピー' }).click();
      await dialog.getByText('会話をコピーしました').waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), written(`${hub.url}/shops/7`));
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
      assert.match(await page.evaluate(() => globalThis.copied), written(`${hub.url}/shops/7`));
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
      assert.match(await area.inputValue(), written(`${hub.url}/shops/7`));
      assert.equal(await area.evaluate((each) => each === document.activeElement && each.selectionEnd === each.value.length), true);
      await dialog.getByRole('button', { name: 'とじる', exact: true }).click();
      assert.equal(await area.isVisible(), false);
      assert.equal(await focusedElement(page), '会話をコピー');
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
      await answerWith(page, () => reply('近くです', { shops: [{ shop_id: 1, name: '店' }] }));
      await dialog.getByRole('button', { name: '現在地を使う' }).click();
      await dialog.getByText('現在地を使います。').waitFor();
      const answer = await ask(dialog, 'この近くは？');
      assert.equal(await answer.getByRole('link', { name: 'お店の一覧と地図を見る' }).getAttribute('href'),
        '/shops?lat=34.7033&lng=135.4983#map');
      assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), /34\.7033/);
    }));
});
