// T12: a provider answers 429 with Retry-After, 500 and 503. It is not called before the time it names, by any worker, hardly
// more often than there are messages, and all of them arrive. The provider is Geocoding: the mail server has no such answer.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accept, delay } from '../rig/load.mjs';
import { LookupLedger } from '../rig/lookup_ledger.mjs';
import { full, Rig, until } from '../rig/rig.mjs';
import { Seed } from '../rig/seed.mjs';

const kType = 'fault.lookup';
const kTimes = full ? 20 : 3;
const kLongestSeconds = full ? 120 : 3;
const kMessages = full ? 20_000 : 2_500;
const kMessagesBetween = full ? 500 : 300;
const kTroubleMs = full ? 10_000 : 500;
// Calls that had begun before the first refusal was heard come a little later, and every worker has to hear of it; then there
// is silence, shorter than the shortest time that is named.
const kQuietMs = 400;
const kUnderWayMs = 5_000;

const kRoute = {
    id: 'fault_lookup', type: kType, from: ['/cli'], mode: 'queued', connector: 'google_maps', lane: 'urgent', timeout_ms: 10_000,
    retry: { attempts: 1000, first_ms: 100, cap_ms: 1_000, budget: { percent: 1000, floor: 1_000_000 } },
    rate: { per_second: 200, burst: 20 }, breaker: { failures: 5, open_ms: 500 }, max_crashes: 3, dead_letter: 'park', unknown: 'retry',
};

function edit(path, change) {
    const document = JSON.parse(readFileSync(path, 'utf8'));
    change(document);
    writeFileSync(path, JSON.stringify(document));
}

function queueLookups(hub) {
    edit(join(hub.configuration, 'config/routes.json'), ({ routes }) => {
        // A breaker is its connector's, so all routes to it say the same.
        for (const route of routes) if (route.connector === kRoute.connector) route.breaker = kRoute.breaker;
        routes.push(kRoute);
    });
    edit(join(hub.configuration, 'config/hub.json'), (configuration) => { configuration.google_maps.requests_per_day = 10_000_000; });
}

let rig, ledger;
before(async () => {
    rig = await Rig.start({ prepare: queueLookups });
    ledger = new LookupLedger(join(rig.hub.directory, 'ledger.jsonl'));
}, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

const answered = () => ledger.calls.filter((call) => call.answered).length;
const callsGoOn = () => until('calls are answered', ((before) => () => answered() > before + kMessagesBetween)(answered()), 60_000);

// Refuses every call until it is enough. Resolves to those that were refused.
async function refuse(fault, enough) {
    const before = ledger.calls.length;
    const refused = () => ledger.calls.slice(before).filter(({ answered }) => !answered);
    await rig.hub.fault({ service: 'geocoding', fault: 'status', ...fault });
    await until('a call is refused', () => refused().length > 0, 60_000);
    await enough(refused);
    await rig.hub.clearFaults();
    return refused();
}

const callsCease = (refused) => until('the calls cease', () => Date.now() - refused().at(-1).at > kQuietMs, kUnderWayMs);

test('T12: a provider that names a time is not called before it, and no message is lost', { timeout: full ? 3_600_000 : 240_000 }, async () => {
    const seed = new Seed('T12');
    const entries = await accept(rig, kMessages, [kType]);
    // Short times as often as long ones.
    const lengths = Array.from({ length: kTimes }, () => Math.round(kLongestSeconds ** seed.next()));
    let early = 0;
    let slowestMs = 0;
    for (const seconds of lengths) {
        await callsGoOn();
        const refused = await refuse({ status: 429, retry_after_s: seconds }, callsCease);
        const allowed = refused.at(-1).at + 1_000 * seconds;
        const next = await until('it is called again', () => ledger.calls.find(({ at, answered }) => answered && at > refused.at(-1).at),
            1_000 * seconds + 30_000);
        if (next.at < allowed) ++early;
        slowestMs = Math.max(slowestMs, next.at - allowed);
        console.log(`T12: Retry-After ${seconds} s: ${refused.length} calls refused, called again ${next.at - allowed} ms after it was allowed`);
    }
    for (const status of [500, 503]) {
        await callsGoOn();
        const refused = await refuse({ status }, () => delay(kTroubleMs));
        console.log(`T12: status ${status} for ${kTroubleMs} ms: ${refused.length} calls in vain`);
    }
    for (const { run } of entries) await rig.untilFinished(run, 240_000);
    const states = await rig.database.rows(`SELECT state, count(*) FROM hub.delivery JOIN hub.delivery_instruction USING (id)
        WHERE route = '${kRoute.id}' GROUP BY state`);
    const calls = ledger.calls.length;
    console.log(`T12: ${JSON.stringify(states)}, ${calls} calls, ${(calls / kMessages).toFixed(3)} each; ${early} early, latest ${slowestMs} ms after it was allowed`);
    assert.deepEqual(states, [{ state: 'sent', count: kMessages }]);
    assert.equal(early, 0);
    assert.ok(slowestMs <= 10_000, `called again only ${slowestMs} ms after it was allowed`);
    assert.ok(calls <= 1.1 * kMessages, `${calls} calls for ${kMessages} messages`);
});
