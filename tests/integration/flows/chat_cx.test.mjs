// Flow 1 with an agent of Dialogflow CX: question → detectIntent v3 (sandbox) → webhook in the form of CX → catalog →
// answer; the memory of the dialogue; and the local agent when Dialogflow is down.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
before(async () => {
    hub = await RunningHub.start({ prepare: (prepared) => { prepared.environment.PASSPORT_HUB_DIALOGFLOW = 'cx'; } });
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub?.clearFaults());

const turns = async () => (await hub.ledger('dialogflow')).filter((entry) => entry.kind === 'turn');

test('a question about a place is answered through CX and our webhook', async () => {
    // Each worker reads the catalog by itself.
    const reply = await until('every worker knows the place', async () => {
        const replies = await Promise.all([1, 2, 3, 4, 5, 6].map(() => hub.chat('梅田駅の近くで使えるお店は？')));
        return replies.every(({ shops }) => shops.length > 0) && replies[0];
    });
    assert.equal(reply.answered_by, 'dialogflow');
    const last = (await turns()).at(-1);
    assert.equal(last.edition, 'cx');
    assert.deepEqual(last.webhook.ok, true, JSON.stringify(last));
    assert.equal(last.tag, 'benefit.nearby');
});

test('the place is kept when the next question only names a genre', async () => {
    const first = await hub.chat('梅田駅の近くで使えるお店は？');
    const second = await hub.chat('じゃあ飲食店は？', { conversation: first.conversation });
    assert.equal(second.answered_by, 'dialogflow');
    assert.match(second.text, /梅田/);
    assert.match(second.text, /飲食/);
    assert.ok(second.shops.length > 0, second.text);
    const last = (await turns()).at(-1);
    assert.equal(last.intent, 'benefit.nearby.refine');
});

test('a position that comes with the question reaches the webhook', async () => {
    const reply = await hub.chat('この近くで使えるお店は？', { position: { lat: 34.7055, lng: 135.4983 } });
    assert.equal(reply.answered_by, 'dialogflow');
    assert.ok(reply.shops.length > 0, reply.text);
});

test('nothing of an earlier question is mistaken for this one', async () => {
    const first = await hub.chat('梅田駅の近くで使える飲食店は？');
    const second = await hub.chat('こんにちは', { conversation: first.conversation });
    const third = await hub.chat('ほげほげ駅の近くで使えるお店は？', { conversation: second.conversation });
    assert.doesNotMatch(third.text, /飲食/);
    assert.match(third.text, /ほげほげ/);
});

for (const [how, fault] of [['is down', { fault: 'refuse' }], ['is over quota', { fault: 'status', status: 429, retry_after_s: 1 }],
    ['answers garbage', { fault: 'garbage' }]]) {
    test(`when CX ${how}, the local agent answers and goes on with the dialogue`, async () => {
        const first = await hub.chat('梅田駅の近くで使えるお店は？');
        await hub.fault({ service: 'dialogflow', ...fault });
        const second = await hub.chat('じゃあ飲食店は？', { conversation: first.conversation });
        assert.equal(second.answered_by, 'local_agent');
        assert.match(second.text, /梅田/);
        await hub.clearFaults();
        const third = await until('CX answers again', async () => {
            const reply = await hub.chat('じゃあ飲食店は？', { conversation: second.conversation });
            return reply.answered_by === 'dialogflow' && reply;
        }, 60_000);
        assert.match(third.text, /梅田/);
    });
}

test('when our webhook fails, the answer is the local agent\'s and not the built-in text', async () => {
    await hub.fault({ service: 'webhook', fault: 'status', status: 500 });
    const reply = await hub.chat('梅田駅の近くで使えるお店は？');
    assert.equal(reply.answered_by, 'local_agent');
    assert.ok(reply.shops.length > 0, reply.text);
});
