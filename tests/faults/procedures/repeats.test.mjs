// T15: every POST that changes something is sent one to five times at once, by the same and by another body under one key,
// while workers die: it is done once, all its answers are the same bytes, and the other body is refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { bound } from '../checking/check.mjs';
import { settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { Seed } from '../rig/seed.mjs';

const kRequests = full ? 1_000 : 40;
const kOrders = full ? 200 : 9;
const kAtOnce = 8;
const mixed = [kTypes.retry, kTypes.show];

let rig;
before(async () => { rig = await Rig.start(); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

const isOurTrouble = (status) => status === 0 || status === 409 || status === 429 || status >= 500;

// Sends every body as often as it says, all at once; then each again until it is answered. Resolves to the answers of each
// body, troubles of ours left out.
async function sendAll(seed, bodies, send) {
    const rounds = bodies.flatMap((body) => Array.from({ length: seed.whole(1, 5) }, () => body));
    const answers = new Map(bodies.map((body) => [body, []]));
    await Promise.all(rounds.map(async (body) => answers.get(body).push(await send(body))));
    for (const body of bodies) {
        await until('an answer', async () => {
            answers.get(body).push(await send(body));
            return !isOurTrouble(answers.get(body).at(-1).status);
        }, 30_000);
    }
    return bodies.map((body) => answers.get(body).filter(({ status }) => !isOurTrouble(status)));
}

// The body that was carried out, of one or two under a key. All answers to it are the same, all to the other 422.
function winner(answers) {
    const done = answers.map((all) => all.filter(({ status }) => status !== 422));
    assert.equal(done.filter((all) => all.length > 0).length, 1, `one of the bodies, not ${JSON.stringify(answers)}`);
    const index = done.findIndex((all) => all.length > 0);
    assert.equal(new Set(done[index].map(({ status, text }) => `${status} ${text}`)).size, 1, 'the same answer each time');
    assert.equal(done[index].length, answers[index].length, 'no answer to the body that was carried out is a refusal');
    assert.ok(done[index].filter(({ repeated }) => !repeated).length <= 1, 'carried out once');
    return index;
}

// Runs jobs, a few side by side.
async function sideBySide(jobs) {
    const left = [...jobs];
    await Promise.all(Array.from({ length: kAtOnce }, async () => { while (left.length > 0) await left.shift()(); }));
}

test('T15: messages asked for again and again, also by another body, are accepted once, whatever dies', { timeout: full ? 3_600_000 : 120_000 }, async () => {
    const seed = new Seed('T15');
    const entries = [];
    let kills = 0, asked = 0;
    await sideBySide(Array.from({ length: kRequests }, (_, number) => async () => {
        const key = randomUUID();
        const requests = [rig.request(seed.whole(1, 5), mixed, key)];
        if (seed.next() < 0.5) requests.push(rig.request(seed.whole(1, 5), mixed, key));
        if (number % 10 === 5) {
            const [pid] = await rig.hub.workers();
            if (pid) process.kill(pid, 'SIGKILL');
            ++kills;
        }
        const answers = await sendAll(seed, requests, (request) => { ++asked; return rig.ask(request); });
        const index = winner(answers);
        assert.equal(answers[index][0].status, 201, answers[index][0].text);
        for (const [position, request] of requests.entries())
            entries.push({ run: request.run, names: request.names, outcome: position === index ? 'accepted' : 'refused' });
    }));
    const found = await settle(rig, `T15 (${asked} requests under ${kRequests} keys, ${kills} workers killed)`, entries, { trials: asked, events: 'requests' });
    assert.equal(found.rows.length, found.accepted);
});

test('T15: orders about parked messages are carried out once, and another order under the key is refused', { timeout: full ? 1_800_000 : 120_000 }, async () => {
    const seed = new Seed('T15, orders');
    await rig.hub.fault({ service: 'smtp', fault: 'status', status: 550, smtp_stage: 'rcpt' });
    const entry = await rig.publish(kOrders, [kTypes.frail]);
    await rig.untilFinished(entry.run);
    await rig.hub.clearFaults();
    const deliveries = await rig.database.rows(`SELECT d.id, m.subject AS name FROM hub.delivery AS d
        JOIN hub.delivery_instruction AS i ON i.id = d.id JOIN hub.message AS m ON m.id = i.message_id
        WHERE m.subject LIKE '${entry.run}-%' AND d.state = 'parked' ORDER BY d.id`);
    assert.equal(deliveries.length, kOrders);
    const order = (path, reason, more = {}) => ({ path, body: JSON.stringify({ by: 'operator', reason, ...more }) });
    const effects = new Map(deliveries.map(({ id }) => [id, 0]));
    let asked = 0;
    await sideBySide(deliveries.map(({ id, name }, number) => async () => {
        const ways = [() => order(`/messages/${id}/replay`, 'first'), () => order(`/messages/${id}/drop`, 'first'),
            () => order('/messages/replay', 'first', { filter: { subject: name, state: 'parked' }, per_second: 1000 })];
        const bodies = [ways[number % 3](), order(`/messages/${id}/drop`, 'second')];
        const key = randomUUID();
        const answers = await sendAll(seed, bodies, ({ path, body }) => { ++asked; return rig.post(path, body, key); });
        const [answer] = answers[winner(answers)];
        assert.equal(answer.status, 200, answer.text);
        effects.set(id, 1);
    }));
    await rig.untilFinished(entry.run);
    const counts = await rig.database.rows(`SELECT d.id, (SELECT count(*) FROM hub.audit AS a WHERE a.object_kind = 'delivery'
        AND a.object_id = d.id::text) AS audited, (SELECT count(*) FROM hub.delivery_event AS e WHERE e.delivery_id = d.id
        AND e.person <> '') AS events FROM hub.delivery AS d WHERE d.id IN (${deliveries.map(({ id }) => id).join()})`);
    for (const { id, audited, events } of counts) assert.deepEqual([audited, events], [1, 1], `delivery ${id}`);
    for (const { name } of deliveries) assert.ok(rig.mails.of(entry.run).filter((mail) => mail.name === name).length <= 1, name);
    console.log(`T15: ${asked} orders under ${kOrders} keys, 0 extra effects; ${bound(asked)}`);
});
