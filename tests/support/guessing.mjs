// Somebody guesses passwords: many tries at once over all workers, from so many addresses, and Redis is killed half-way.
// How many may pass is worked out from what README, "Accounts", says of guessing; no more may.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MemberWalk } from './member_walk.mjs';
import { RawClient } from './raw_client.mjs';

// As README has them, by hand: a test that read the hub's own numbers would allow whatever they are. Times in ms.
const rules = {
    account: { free: 5, first: 1_000, longest: 300_000 },
    address: { free: 30, first: 1_000, longest: 60_000 },
};

// Tries that pass within `time` ms when each comes as early as it may.
export function allowed({ free, first, longest }, time) {
    let passed = free;
    for (let at = first, wait = first; at <= time; wait = Math.min(2 * wait, longest), at += wait) ++passed;
    return passed;
}

// Together as long as Redis counts; afterwards each worker by its share, beginning anew at worst.
export function allowedByAll(rule, workers, timeTogether, timeAlone) {
    const share = { free: Math.floor(rule.free / workers), first: workers * rule.first, longest: workers * rule.longest };
    return allowed(rule, timeTogether) + workers * allowed(share, timeAlone);
}

// Believes what is said about the client's address. For RunningHub's `prepare`, with ownConfiguration.
export function believeLoopback(hub) {
    const file = join(hub.configuration, 'config/hub.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    settings.public.trusted_proxies = ['127.0.0.0/8'];
    writeFileSync(file, JSON.stringify(settings));
}

// Makes `tries` tries; `whom` and `from` say of each whose password is guessed and from where. Redis is killed after half of
// them and started again at the end. {passed, refused, together, alone}: counts, and ms before and after.
export async function guess(hub, { tries, whom, from }) {
    const client = new RawClient(hub.url);
    const counts = new Map();
    const half = async (first, last) => {
        const begin = performance.now();
        let next = first;
        await Promise.all(Array.from({ length: 24 }, async () => {
            while (next < last) {
                const number = next++;
                const answer = await client.ask('POST', '/api/v1/users/login', { 'Content-Type': 'application/json', 'X-Forwarded-For': from(number) },
                    JSON.stringify({ mail: whom(number), password: `guess-${number}` }));
                counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
                if (answer.status === 429) assert.ok(Number(answer.headers['retry-after']) >= 1);
            }
        }));
        return performance.now() - begin;
    };
    try {
        const together = await half(0, Math.floor(tries / 2));
        await hub.service('kill-redis');
        const alone = await half(Math.floor(tries / 2), tries);
        const { 401: passed = 0, 429: refused = 0 } = Object.fromEntries(counts);
        assert.equal(passed + refused, tries, `every try was checked or told to wait: ${JSON.stringify([...counts])}`);
        return { passed, refused, together, alone };
    } finally {
        await hub.service('start-redis');
        client.close();
    }
}

const address = (number) => `198.18.${(number >> 8) & 255}.${number & 255}`;

// The three ways to guess, each with the rule that stops it; `registered` is an account that there is.
export function guessings(tries) {
    return [
        { what: `${tries} tries at one account from one address`, rule: rules.account, tries, registered: 'one.account@example.jp', whom: () => 'one.account@example.jp', from: () => address(60_000) },
        { what: `${tries} tries at one account from 500 addresses`, rule: rules.account, tries, registered: 'other.account@example.jp', whom: () => 'other.account@example.jp', from: (number) => address(number % 500) },
        { what: `${tries} tries at ${tries} accounts from one address`, rule: rules.address, tries, whom: (number) => `account.${number}@example.jp`, from: () => address(60_001) },
    ];
}

async function register(hub, mail) {
    const walk = new MemberWalk(hub);
    try {
        await walk.register({ mail });
    } finally {
        walk.close();
    }
}

// Fails when more tries pass than the rule allows to `workers`.
export async function assertGuessingIsSlow(hub, workers, guessing) {
    if (guessing.registered) await register(hub, guessing.registered);
    const { passed, together, alone } = await guess(hub, guessing);
    const most = allowedByAll(guessing.rule, workers, together, alone);
    assert.ok(passed >= 1, 'some tries are checked');
    assert.ok(passed <= most, `${passed} of ${guessing.tries} tries passed; the rules allow ${most}`);
    return { passed, most };
}
