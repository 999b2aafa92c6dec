// Flow 2, queued: `shops approve` → row and outbox in one transaction → Redis → mail connector → SMTP; once, whatever
// is killed or emptied in between.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { RunningHub, until } from '../../support/running_hub.mjs';

let hub;
let waiting;  // applications of the sample data, one a test
before(async () => {
    hub = await RunningHub.start();
    waiting = await hub.applications();
}, { timeout: 180_000 });
after(async () => hub?.stop());
afterEach(async () => hub.clearFaults());

const mailsAbout = (shop) => hub.mailsAbout(shop.name);
const arrives = (shop) => until(`the mail about ${shop.name} arrives`, async () => (await mailsAbout(shop)).length > 0, 60_000);
const approve = async (shop) => JSON.parse((await hub.tool('shops', 'approve', String(shop.shop_temp_id), '--json')).stdout);
const life = (id) => hub.message(id);
const isSent = (id) => until('the delivery is sent', async () => (await life(id)).deliveries[0].state === 'sent', 60_000);

test('an approval mails the owner once, in Japanese, as text and HTML, and its life can be read', async () => {
    const shop = waiting.shift();
    const approved = await approve(shop);
    await arrives(shop);
    await isSent(approved.message_id);
    const [mail, ...more] = await mailsAbout(shop);
    assert.equal(more.length, 0);
    assert.match(JSON.stringify(mail), /承認/);
    const message = await life(approved.message_id);
    const steps = message.deliveries[0].events.map((event) => `${event.from} -> ${event.to}`);
    assert.ok(steps.some((step) => step.endsWith('-> sending')), steps.join());
    assert.equal(steps.at(-1), 'sending -> sent');
    await until('the shop is in the catalog of both workers', async () => {
        for (let ask = 0; ask < 6; ++ask)
            if ((await hub.shops({ q: shop.name })).total === 0) return false;
        return true;
    }, 1_500);
});

test('an application is approved once: the second time says so and sends nothing', async () => {
    const shop = waiting[0];
    await approve(shop);
    waiting.shift();
    const again = await hub.toolWithAnyCode('shops', 'approve', String(shop.shop_temp_id), '--json');
    assert.equal(again.code, 2);
    await arrives(shop);
    assert.equal((await mailsAbout(shop)).length, 1);
});

test('the mail arrives once when every worker is killed before the SMTP call, with Redis emptied in between', async () => {
    const shop = waiting.shift();
    // Stopped workers can't have called SMTP: what is approved now is only in PostgreSQL (and perhaps Redis).
    const stopped = await hub.workers();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const approved = await approve(shop);
    await hub.service('flush-redis');
    for (const pid of stopped) process.kill(pid, 'SIGKILL');
    await arrives(shop);
    await isSent(approved.message_id);
    assert.equal((await mailsAbout(shop)).length, 1);
});

test('the mail arrives once when Redis is away during the approval and comes back empty', async () => {
    const shop = waiting.shift();
    await hub.service('stop-redis');
    const approved = await approve(shop);
    await hub.service('start-redis');
    await hub.service('flush-redis');
    await arrives(shop);
    await isSent(approved.message_id);
    assert.equal((await mailsAbout(shop)).length, 1);
});

test('a mail server that says 4xx is tried again, and the mail arrives once', async () => {
    const shop = waiting.shift();
    await hub.fault({ service: 'smtp', fault: 'status', status: 451, smtp_stage: 'rcpt', times: 2 });
    const approved = await approve(shop);
    await arrives(shop);
    await isSent(approved.message_id);
    assert.equal((await mailsAbout(shop)).length, 1);
    assert.ok((await life(approved.message_id)).deliveries[0].attempts >= 3);
});
