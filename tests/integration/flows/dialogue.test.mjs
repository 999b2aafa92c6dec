// Dialogues over several turns through the running hub: by the webhook as Dialogflow calls it, carrying its contexts, and
// what the chat's own door does with every text.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
let password;
before(async () => {
    hub = await RunningHub.start();
    password = readFileSync(join(hub.home, 'secrets/webhook_password'), 'utf8').trim();
    await hub.ownerSql(`
        INSERT INTO hub.facility (facility_id, kind, name, address, opening_hours, lat, lng, source, source_key) VALUES
            (901, 'park', '見本梅田公園', '大阪府大阪市北区梅田9丁目', '', 34.7040, 135.4990, 'test', '901'),
            (902, 'park', '見本中之島公園', '', '', 34.6925, 135.5060, 'test', '902'),
            (903, 'library', '見本梅田図書館', '', '9:00～19:00', 34.7010, 135.4970, 'test', '903');
        INSERT INTO hub.facility_service (facility_id, tokuten_code) VALUES (903, '06');
        INSERT INTO event (event_id, programme, title, starts_on, ends_on, venue, city, fee_text, lat, lng, status) VALUES
            (901, 1, '見本もちつき大会', current_date + 3, current_date + 3, '見本広場', '大阪市北区', '無料', 34.7030, 135.4980, 'public');
        INSERT INTO faminavi (faminavi_id, title, body, status) VALUES
            (901, '見本カードの再発行', '会員ページの手続きから再発行を申し込めます。手数料はかかりません。', 'public');
        INSERT INTO faminavi_genre (faminavi_id, genre_code) VALUES (901, 'card');`);
    await until('every worker knows the facilities', async () => {
        for (let number = 0; number < 10; ++number) {
            const reply = await new Dialogue().ask('facility.nearby', { place: '梅田駅', facility: '公園' });
            if (reply.facilities?.length !== 2) return false;
        }
        return true;
    });
}, { timeout: 180_000 });
after(async () => hub?.stop());

// A session of Dialogflow: keeps the output contexts of a call for the next one, one turn older.
class Dialogue {
    session = `projects/passport-hub-sandbox/agent/sessions/${randomUUID()}`;
    contexts = [];

    async ask(action, parameters, queryText = 'q') {
        const answer = await fetch(`${hub.url}/webhooks/dialogflow`, {
            method: 'POST',
            headers: {
                'Content-Type': 'application/json', Connection: 'close',
                Authorization: `Basic ${Buffer.from(`dialogflow:${password}`).toString('base64')}`,
            },
            body: JSON.stringify({
                responseId: randomUUID(), session: this.session,
                queryResult: {
                    queryText, action, parameters, allRequiredParamsPresent: true, languageCode: 'ja', outputContexts: this.contexts,
                    intent: { name: 'projects/passport-hub-sandbox/agent/intents/1', displayName: action },
                },
            }),
        });
        const reply = await answer.json();
        assert.equal(answer.status, 200, JSON.stringify(reply));
        for (const context of this.contexts) --context.lifespanCount;
        for (const context of reply.outputContexts ?? []) {
            this.contexts = this.contexts.filter((one) => one.name !== context.name);
            this.contexts.push(context);
        }
        this.contexts = this.contexts.filter((context) => context.lifespanCount > 0);
        return { ...reply.payload.passport_hub, text: (reply.fulfillmentMessages ?? []).map((one) => one.text.text[0]).join('') };
    }
}

describe('a dialogue', () => {
    test('goes from the shops near a station to the second one and to the park nearest to it', async () => {
        const dialogue = new Dialogue();
        const first = await dialogue.ask('benefit.nearby', { place: '梅田駅', tokuten: [], genre: '' });
        assert.match(first.text, /梅田駅の近く（2km以内）に、使えるお店が\d+件あります/);
        assert.equal(first.shops.length, 5);
        const second = await dialogue.ask('shop.detail', { ordinal: '2', aspect: ['営業時間'] }, '2番目の店は何時まで？');
        assert.equal(second.shops[0].shop_id, first.shops[1].shop_id);
        assert.ok(second.text.includes(first.shops[1].name), second.text);
        assert.match(second.text, /営業時間は/);
        const park = await dialogue.ask('facility.nearby', { there: 'there', facility: '公園' }, 'そこから一番近い公園');
        assert.deepEqual(park.facilities.map((one) => one.name), ['見本梅田公園']);
        assert.match(park.text, new RegExp(`${first.shops[1].name}からいちばん近い公園は「見本梅田公園」`));
    });

    test('keeps the place for 「じゃあカフェは？」, 「もっと近く」 and 「ほかには？」', async () => {
        const dialogue = new Dialogue();
        const first = await dialogue.ask('benefit.nearby', { place: '梅田駅' });
        const food = await dialogue.ask('benefit.refine', { genre: '飲食業' }, 'じゃあ飲食店は？');
        assert.match(food.text, /梅田駅の近く（2km以内）に、「飲食業」のお店が/);
        assert.equal(food.shops[0].genre, '飲食業');
        const nearer = await dialogue.ask('benefit.refine', { nearer: 'nearer' }, 'もっと近く');
        assert.match(nearer.text, /1km以内/);
        const again = new Dialogue();
        const page = await again.ask('benefit.nearby', { place: '梅田駅' });
        const next = await again.ask('benefit.refine', { more: 'more' }, 'ほかには？');
        const shown = new Set(page.shops.map((shop) => shop.shop_id));
        assert.ok(next.shops.length > 0 && next.shops.every((shop) => !shown.has(shop.shop_id)), next.text);
        assert.deepEqual(page.shops, first.shops);
    });

    test('finds a nursing room, an event, an article and the office', async () => {
        const dialogue = new Dialogue();
        const room = await dialogue.ask('facility.nearby', { place: '梅田駅', tokuten: ['授乳室'] }, '授乳室はどこ？');
        assert.equal(room.facilities[0].name, '見本梅田図書館');
        assert.equal(room.facilities[0].hours, '9:00～19:00');
        const event = await dialogue.ask('event.find', { place: '梅田駅', free: '無料' }, '梅田で無料のイベント');
        assert.equal(event.events[0].title, '見本もちつき大会');
        const article = await dialogue.ask('faq.answer', {}, '見本カードの再発行の手続き');
        assert.match(article.text, /会員ページの手続きから再発行を申し込めます。/);
        const office = await dialogue.ask('office.handover', {}, '人と話したい');
        assert.match(office.text, /事務局がうけたまわります。お電話は06-0000-0000です。/);
        const unknown = await dialogue.ask('input.unknown', {}, 'ぴよぴよ');
        assert.equal(unknown.suggestions.length, 2);
    });
});

describe('what is typed into the chat', () => {
    test('reaches neither the agent nor the log with a phone number or a card in it', async () => {
        const reply = await hub.chat('09012345678に電話してください。4111-1111-1111-1111で払えますか。梅田駅の近くで使えるお店は？');
        assert.match(reply.text, /電話番号のような個人情報は、記録せずに伏せ字にしました。/);
        // The sandbox keeps no texts, but how long they were.
        const turns = (await hub.ledger('dialogflow')).filter((entry) => JSON.stringify(entry).includes('query_length'));
        const masked = '***に電話してください。***で払えますか。梅田駅の近くで使えるお店は？';
        assert.ok(JSON.stringify(turns.at(-1)).includes(`"query_length":${masked.length}`), JSON.stringify(turns.at(-1)));
        assert.ok(!/09012345678|4111-1111/.test(readFileSync(hub.log, 'utf8')));
    });

    test('is cut at a sentence when it is long, and answered', async () => {
        const reply = await hub.chat(`梅田駅の近くで使えるお店は？${'きょうはとてもよいお天気でした。'.repeat(60)}`);
        assert.match(reply.text, /長い文章でしたので/);
    });

    test('is refused beyond 2,000 letters, naming the field', async () => {
        await assert.rejects(hub.chat('あ'.repeat(2001)), /400.*text/);
    });
});
