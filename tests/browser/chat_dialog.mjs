// The chat's dialog as tests use it, and replies that they make up for what the real hub does only now and then.

// The dialog of the chat, opened by its button.
export async function openDialog(page, path = '/') {
  await page.visit(path);
  await page.locator('[data-chat-launcher]').click();
  return dialogOf(page);
}

export function dialogOf(page) {
  return page.getByRole('dialog', { name: 'パスポートの案内チャット' });
}

// A sentence in the log; the same is heard from the announcer.
export function said(dialog, text) {
  return dialog.locator('[data-chat-log]').getByText(text);
}

export async function type(dialog, text) {
  await dialog.getByLabel('質問を入力').fill(text);
}

export async function send(dialog) {
  await dialog.getByRole('button', { name: '送る', exact: true }).click();
}

export async function ask(dialog, text) {
  const before = await dialog.locator('.message-bot').count();
  await type(dialog, text);
  await send(dialog);
  await answered(dialog, before);
  return dialog.locator('.message-bot').last();
}

// Until one more message of the hub than `before` is there and it is not the typing sign.
export async function answered(dialog, before) {
  await dialog.locator('.message-bot:not(:has(.typing))').nth(before).waitFor();
}

export function reply(text, more = {}) {
  return {
    conversation: 'made-up', answered_by: 'dialogflow', messages: [{ type: 'text', text }], places: [], shops: [],
    suggestions: [], trace_id: '0'.repeat(32), ...more,
  };
}

// Answers every question with what `answer(question)` makes of it.
export async function answerWith(page, answer) {
  await page.route('**/api/v1/chat/messages', (route) =>
    route.fulfill({ json: answer(route.request().postDataJSON().text) }));
}

// A reply with everything a reply may hold, in long words.
export const fullReply = reply('梅田駅の近くで、お店が3件、施設が1件、イベントが2件見つかりました。', {
  answered_by: 'local_agent',
  places: [{ name: '梅田駅', lat: 34.7, lng: 135.5, kind: 'station' }],
  messages: [
    { type: 'text', text: '梅田駅の近くで見つかりました。\n営業時間は、行く前にお店へお確かめください。' },
    { type: 'list', items: ['一つ目', { title: 'https://www.example.jp/a/very/long/address/without/any/place/to/break' }] },
    { type: 'card', title: 'まいど子でもカード', subtitle: '18歳未満のお子さまがいるご家庭のパスポート', url: '/about' },
    { type: 'link', text: 'このサイトについて', url: '/about' },
  ],
  shops: [
    { shop_id: 1, name: 'こもれびキッチン 梅田', benefit: 'お会計から10%割引', genre: '飲食業', distance_m: 120,
      walk_minutes: 2, open_now: true, irregular: true, hours: '11:00〜20:00', url: '/shops/1',
      directions_url: 'https://www.google.com/maps/dir/?api=1&destination=34.7%2C135.5' },
    { shop_id: 2, name: 'ドナウダンプフシッファールツゲゼルシャフツカピテーン'.repeat(3), benefit: 'あ'.repeat(120), distance_m: 4200,
      open_now: false },
    { shop_id: 3, name: 'Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz', benefit: '' },
  ],
  facilities: [
    { facility_id: 9, name: '北図書館', kind: '図書館', distance_m: 640, lat: 34.7105, lng: 135.5105, open_now: true,
      hours: '9:15〜20:30', url: 'https://library.example.jp/' },
  ],
  events: [
    { event_id: 4, title: '親子で走ろう　秋の運動会', first_day: '2026-11-22', last_day: '2026-11-23', venue: '中之島公園' },
    { event_id: 5, title: 'おはなし会', first_day: '2026-12-05', last_day: '2026-12-05', url: 'https://event.example.jp/5' },
  ],
  suggestions: ['もっと近く', '今やってる店だけ', '授乳室のある、ベビーカーのまま入れるお店はありますか？'],
});
