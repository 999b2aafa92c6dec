// A webhook call that Dialogflow repeats gets the answer of the first, whichever worker it reaches.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
let password;
before(async () => {
    hub = await RunningHub.start({ workers: 2 });
    password = readFileSync(join(hub.home, 'secrets/webhook_password'), 'utf8').trim();
}, { timeout: 180_000 });
after(async () => hub?.stop());

// One call on a connection of its own: the kernel gives each to one of the workers.
async function call(responseId) {
    const answer = await fetch(`${hub.url}/webhooks/dialogflow`, {
        method: 'POST',
        headers: {
            'Content-Type': 'application/json', Connection: 'close',
            Authorization: `Basic ${Buffer.from(`dialogflow:${password}`).toString('base64')}`,
        },
        body: JSON.stringify({
            responseId, session: 'projects/passport-hub-sandbox/agent/sessions/repeated',
            queryResult: {
                queryText: '梅田駅の近くで使えるお店は？', action: 'benefit.nearby', parameters: { place: '梅田駅' },
                allRequiredParamsPresent: true, languageCode: 'ja', intentDetectionConfidence: 1,
                intent: { name: 'projects/passport-hub-sandbox/agent/intents/1', displayName: 'benefit.nearby' },
            },
        }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return text;
}

const rename = (name) => hub.ownerSql(`UPDATE public.shop SET name = left(name, 20) || '${name}'`);
const everyWorkerSays = (name) => until(`new calls tell of ${name}`, async () => {
    for (let number = 0; number < 10; ++number) if (!(await call(randomUUID())).includes(name)) return false;
    return true;
});

test('a repeated call gets the first answer from either worker, though the shops have changed meanwhile', async () => {
    const responseId = randomUUID();
    const first = await call(responseId);
    assert.match(first, /梅田/);
    await rename('（改）');
    await everyWorkerSays('（改）');
    for (let number = 0; number < 20; ++number) assert.equal(await call(responseId), first);
});

for (const stop of ['freeze', 'stop']) {
    test(`with PostgreSQL in state "${stop}" calls and repeats are answered within Dialogflow's time`, async () => {
        await hub.service(`${stop}-postgresql`);
        try {
            const responseId = randomUUID();
            for (let number = 0; number < 10; ++number) {
                const started = performance.now();
                assert.match(await call(responseId), /梅田/);
                assert.ok(performance.now() - started < 3500);
            }
        } finally {
            await hub.service(stop === 'stop' ? 'start-postgresql' : 'thaw-postgresql');
        }
        await hub.untilReady();
    });
}
