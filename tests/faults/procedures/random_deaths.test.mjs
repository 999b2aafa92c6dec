// T2 in short: workers die at random moments and random failpoints, and Redis forgets everything, while messages go on
// being accepted and sent. The seed that is printed repeats the choices, though not the machine's timing.
import { after, before, test } from 'node:test';

import { kPointNames, kWays } from '../points.mjs';
import { accept, delay, kLoadRoutes, settle } from '../rig/load.mjs';
import { full, Rig } from '../rig/rig.mjs';
import { kTypes } from '../rig/routes.mjs';
import { Seed } from '../rig/seed.mjs';

const kDeaths = full ? 1_000 : 20;
const kCampaign = full ? 500_000 : 0;  // by one bulk call, besides the messages that go on being accepted
// Seeds that once found a bug, to be run for ever, each with a word about the bug. None has so far.
const kSeedsOfBugs = [];
// Those that a worker comes by while it sends: K7 to K22.
const kSendingPoints = kPointNames.filter((name) => Number(/\d+/.exec(name)[0]) >= 7 && Number(/\d+/.exec(name)[0]) <= 22);

let rig;
before(async () => { rig = await Rig.start({ routes: { ...kLoadRoutes, timeout_ms: 2_000, max_crashes: 100 } }); }, { timeout: 180_000 });
after(async () => rig?.stop(), { timeout: 60_000 });

async function killSomebody(seed) {
    const workers = await rig.hub.workers();
    if (workers.length === 0) return false;
    try {
        return process.kill(seed.pick(workers), 'SIGKILL');
    } catch (error) {
        if (error.code === 'ESRCH') return false;
        throw error;
    }
}

async function dieSomewhere(seed) {
    rig.arm({ name: seed.pick(kSendingPoints), way: seed.pick(kWays), skip: seed.whole(0, 20) });
    const struck = await rig.untilStruck(4_000).then(() => true, () => false);
    rig.disarm();
    return struck;
}

for (const value of [...kSeedsOfBugs, undefined]) {
    test(`T2: ${kDeaths} random deaths under load lose and double nothing${value === undefined ? '' : `, seed ${value}`}`, { timeout: full ? 14_000_000 : 300_000 }, async () => {
        const seed = new Seed('T2', value);
        const entries = await accept(rig, kCampaign);
        let publishing = true;
        const client = (async () => {
            while (publishing) {
                entries.push(await rig.publish(50, [kTypes.retry, kTypes.show]));
                await delay(200);
            }
        })();
        let deaths = 0;
        let losses = 0;
        try {
            while (deaths < kDeaths) {
                await delay(seed.whole(5, 1_500));
                if (seed.next() < 0.2) {
                    await rig.hub.service('flush-redis');
                    ++losses;
                }
                const died = seed.next() < 0.5 ? await killSomebody(seed) : await dieSomewhere(seed);
                if (died) ++deaths;
            }
        } finally {
            publishing = false;
            await client;
        }
        await settle(rig, `T2 with ${losses} FLUSHALL`, entries, { trials: deaths, events: 'deaths', longestMs: full ? 7_200_000 : 240_000 });
    });
}
