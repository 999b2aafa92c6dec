// Pages, search and chat go on when PostgreSQL or Redis is stopped or frozen, and after a restart without them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start(); }, { timeout: 180_000 });
after(async () => hub?.stop());

async function everythingAnswers() {
    for (const path of ['/', '/shops?q=', '/chat', '/about', '/healthz']) {
        const started = performance.now();
        const answer = await fetch(`${hub.url}${path}`);
        assert.equal(answer.status, 200, path);
        await answer.text();
        assert.ok(performance.now() - started < 2000, `${path} took too long`);
    }
    const list = await hub.shops({ lat: '34.7025', lng: '135.4959', limit: '5' });
    assert.equal(list.items.length, 5);
    const detail = await fetch(`${hub.url}/api/v1/shops/${list.items[0].shop_id}`);
    assert.equal(detail.status, 200);
    const reply = await hub.chat('梅田駅の近くで使えるお店は？');
    assert.ok(reply.shops.length > 0, reply.text);
    assert.ok(reply.took_ms < 3000);
}

const check = async (name) => (await (await fetch(`${hub.operations}/readyz`)).json()).checks.find((each) => each.name.includes(name));

for (const [service, name] of [['postgresql', 'database'], ['redis', 'redis']]) {
    for (const [stop, start] of [['stop', 'start'], ['freeze', 'thaw']]) {
        test(`with ${service} in state "${stop}" everything that reads still answers`, async () => {
            await hub.service(`${stop}-${service}`);
            try {
                await everythingAnswers();
                await until(`/readyz says that ${name} is away`, async () => (await check(name)).ok === false);
                const answer = await (await fetch(`${hub.operations}/readyz`)).json();
                assert.equal(answer.ready, true, 'a worker stays ready to read');
                await everythingAnswers();
            } finally {
                await hub.service(`${start}-${service}`);
            }
            await hub.untilReady();
        });
    }
}

test('after a restart without PostgreSQL and Redis the last catalog is served', async () => {
    await hub.service('stop-postgresql');
    await hub.service('stop-redis');
    assert.equal(await hub.stopServing(), 0);
    try {
        hub.launch();
        await until('pages answer', async () => (await fetch(`${hub.url}/`)).ok);
        await everythingAnswers();
    } finally {
        await hub.service('start-postgresql');
        await hub.service('start-redis');
    }
    await hub.untilReady();
}, { timeout: 120_000 });
