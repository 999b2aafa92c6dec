// The chat's dialog in every state it can be in, at every size: axe finds nothing, nothing is cut off or moves sideways.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeViolations, closePage, desktop, openPage, screenshot, startBrowser, umeda } from './browser.mjs';
import { answerWith, ask, fullReply, openDialog, reply, send, type } from './chat_dialog.mjs';
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

// How each state is reached.
const states = {
  begun: async () => {},
  answered: async (page, dialog) => {
    await answerWith(page, () => fullReply);
    await ask(dialog, '梅田駅の近くで、授乳室があってベビーカーのまま入れるお店と図書館とイベントを全部教えて'.repeat(3));
  },
  waiting: async (page, dialog) => {
    await page.route('**/api/v1/chat/messages', () => {});
    await type(dialog, '待つ質問');
    await send(dialog);
    await dialog.locator('.typing').waitFor();
    await type(dialog, '次の質問');
    await dialog.getByLabel('質問を入力').press('Enter');
    await dialog.getByText('前の質問の回答を待っています').waitFor();
  },
  failed: async (page, dialog) => {
    await page.route('**/api/v1/chat/messages', (route) => route.fulfill({ status: 503, json: {} }));
    await type(dialog, '届かない質問');
    await send(dialog);
    await dialog.locator('.bubble-error').waitFor();
  },
  offline: async (page, dialog) => {
    await page.context().setOffline(true);
    await dialog.getByText('インターネットにつながっていません').waitFor();
    await type(dialog, '圏外の質問');
    await send(dialog);
    await dialog.locator('.bubble-error').waitFor();
  },
  refused: async (page, dialog) => {
    await page.context().clearPermissions();
    await dialog.getByRole('button', { name: '現在地を使う' }).click();
    await dialog.getByText('現在地を使う許可がありません。').waitFor();
  },
  positioned: async (page, dialog) => {
    await dialog.getByRole('button', { name: '現在地を使う' }).click();
    await dialog.getByText('現在地を使います。').waitFor();
  },
  cleared: async (page, dialog) => {
    await answerWith(page, () => reply('はい'));
    await ask(dialog, '質問');
    await dialog.getByRole('button', { name: '会話を消す' }).click();
  },
  'copied-by-hand': async (page, dialog) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.execCommand = () => false;
    });
    await answerWith(page, () => fullReply);
    await ask(dialog, '質問');
    await dialog.getByRole('button', { name: '会話をコピー' }).click();
    await dialog.getByLabel('会話の文章').waitFor();
  },
};

// The size of the window, and of its text. 640 by 400 is a desk's window at 200 %, 320 by 200 at 400 %.
const sizes = {
  320: { viewport: { width: 320, height: 568 } },
  390: { viewport: { width: 390, height: 844 } },
  1280: { viewport: desktop },
  'zoom-200': { viewport: { width: 640, height: 400 } },
  'zoom-400': { viewport: { width: 320, height: 200 } },
  'text-200': { viewport: { width: 390, height: 844 }, fontSize: '200%' },
};

// Elements of the dialog that reach beyond what can be seen of it, or whose text does not fit into them.
function cutOff(page) {
  return page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]');
    const right = dialog.getBoundingClientRect().right + 0.5;
    return [...dialog.querySelectorAll('*')]
      .filter((each) => each.checkVisibility() && !each.closest('.visually-hidden, svg'))
      .filter((each) => each.getBoundingClientRect().right > right
        || (each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1 && !each.matches('input, textarea')))
      .map((each) => each.outerHTML.slice(0, 120));
  });
}

for (const [size, { viewport, fontSize }] of Object.entries(sizes))
  describe(`the dialog at ${size}`, () => {
    for (const [state, reach] of Object.entries(states))
      test(state, async () => {
        const page = await openPage(browser, hub, { viewport, geolocation: umeda, permissions: ['geolocation'] });
        const dialog = await openDialog(page);
        if (fontSize)
          await page.evaluate((value) => document.styleSheets[0].insertRule(`html { font-size: ${value} }`), fontSize);
        await reach(page, dialog);
        await screenshot(page, `chat-${state}-${size}`, { fullPage: false });
        assert.deepEqual(await axeViolations(page), []);
        assert.deepEqual(await cutOff(page), []);
        const field = dialog.getByLabel('質問を入力');
        await field.scrollIntoViewIfNeeded();
        const box = await field.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= viewport.height + 1, `the field is out of sight: ${JSON.stringify(box)}`);
        assert.deepEqual(await closePage(page), []);
      });
  });
