// T12 and T14: the mail server refuses, hangs and is away, and comes back with a backlog waiting for it: it is called hardly
// more often than there are mails, never faster than it allows, and the backlog is gone as soon as that permits.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';

const kBreaker = { failures: 5, open_ms: 500 };
const kTroubleMs = full ? 60_000 : 1_000;
const kMailsBetween = full ? 10_000 : 200;
// Each of two workers may have 256 deliveries in sending when trouble begins, before any can know: in the short form, with few
// mails between two troubles, these are more than the tenth.
const kUnderWay = full ? 0 : 2 * 256;
// The short form runs on machines that are busy with other tests: calls that were permitted apart come together, and the first
// ones late.
const kBusy = full ? { calls: 1, ms: 0 } : { calls: 1.25, ms: 10_000 };
const kRate = full ? { per_second: 300, burst: 30 } : { per_second: 100, burst: 10 };
const kOutageMs = full ? 600_000 : 2_000;
const kBacklog = full ? 100_000 : 500;
const mixed = [kTypes.retry, kTypes.show];

let rig, limited;
before(async () => {
    [rig, limited] = await Promise.all([{ breaker: kBreaker }, { rate: kRate, breaker: kBreaker }]
        .map((mailFlow) => Rig.start({ routes: kLoadRoutes, mailFlow })));
}, { timeout: 180_000 });
after(() => Promise.all([rig?.stop(), limited?.stop()]), { timeout: 60_000 });

// All before the mail's content was sent: what becomes of it is never in doubt.
const kTroubles = [
    { fault: 'status', status: 451, smtp_stage: 'rcpt' },
    { fault: 'status', status: 421, smtp_stage: 'connect' },
    { fault: 'refuse', smtp_stage: 'connect' },
    { fault: 'status', status: 452, smtp_stage: 'mail' },
    { fault: 'status', status: 451, smtp_stage: 'data' },
];

test('T12: a mail server in trouble gets at most a tenth more calls than mails, and all of them in the end', { timeout: full ? 1_800_000 : 180_000 }, async () => {
    const entries = [];
    let over = false;
    const client = (async () => {
        while (!over) {
            entries.push(await rig.ask(rig.request(20, mixed)));
            await delay(50);
        }
    })();
    const before = rig.mails.calls.length;
    try {
        for (const trouble of kTroubles) {
            await until('mails leave', ((sent) => () => rig.mails.count > sent + kMailsBetween)(rig.mails.count), 60_000);
            const [calls, mails] = [rig.mails.calls.length, rig.mails.count];
            await rig.hub.fault({ service: 'smtp', ...trouble });
            await delay(kTroubleMs);
            await rig.hub.clearFaults();
            console.log(`T12: ${rig.mails.calls.length - calls - (rig.mails.count - mails)} calls in vain: ${JSON.stringify(trouble)}`);
        }
    } finally {
        over = true;
        await client;
    }
    const found = await settle(rig, 'T12', entries, { trials: kTroubles.length, events: 'kinds of trouble' });
    const calls = rig.mails.calls.length - before;
    console.log(`T12: ${calls} calls for ${found.delivered} mails, ${(calls / found.delivered).toFixed(3)} each`);
    assert.equal(found.delivered, found.accepted);
    assert.ok(calls <= 1.1 * found.accepted + kUnderWay * kTroubles.length, `${calls} calls for ${found.accepted} mails`);
});

// The most calls within any window of so many milliseconds.
function mostWithin(calls, windowMs) {
    let most = 0;
    for (let from = 0, to = 0; to < calls.length; ++to) {
        while (calls[to] - calls[from] >= windowMs) ++from;
        most = Math.max(most, to - from + 1);
    }
    return most;
}

test('T14: after an outage the backlog leaves at the rate the provider allows, no faster and hardly slower', { timeout: full ? 3_600_000 : 180_000 }, async () => {
    await limited.hub.fault({ service: 'smtp', fault: 'refuse', smtp_stage: 'connect' });
    const entries = await accept(limited, kBacklog, mixed);
    await delay(kOutageMs);
    const before = limited.mails.calls.length;
    const sent = limited.mails.count;
    const recovered = performance.now();
    await limited.hub.clearFaults();
    await until('the backlog is gone', () => limited.mails.count >= sent + kBacklog, full ? 1_200_000 : 120_000);
    const drainedMs = performance.now() - recovered;
    const shortestMs = kBacklog / kRate.per_second * 1000;
    const most = mostWithin(limited.mails.calls.slice(before).sort((one, other) => one - other), 1_000);
    console.log(`T14: ${kBacklog} mails drained in ${Math.round(drainedMs)} ms, ${(drainedMs / shortestMs).toFixed(3)} of backlog/cap; at most ${most} calls within a second, ${kRate.per_second} + ${kRate.burst} allowed`);
    await settle(limited, 'T14', entries);
    assert.ok(most <= (kRate.per_second + kRate.burst) * kBusy.calls, `${most} calls within a second`);
    assert.ok(drainedMs <= 1.1 * shortestMs + kBreaker.open_ms + kBusy.ms, `${drainedMs} ms instead of ${shortestMs}`);
});
