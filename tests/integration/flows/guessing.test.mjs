// Guessing passwords is slow from one address and from 500, over two workers and with Redis killed half-way: a thousand
// tries each. Ten thousand are made by tests/faults/procedures/guessing.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { allowed, allowedByAll, assertGuessingIsSlow, believeLoopback, guessings } from '../../support/guessing.mjs';
import { RunningHub } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback }); }, { timeout: 180_000 });
after(async () => hub?.stop());

test('what the rules allow is counted as they say', () => {
    const rule = { free: 5, first: 1_000, longest: 4_000 };
    assert.equal(allowed(rule, 0), 5);
    assert.equal(allowed(rule, 999), 5);
    assert.equal(allowed(rule, 1_000), 6);
    assert.equal(allowed(rule, 3_000), 7, 'a second, then two more');
    assert.equal(allowed(rule, 7_000), 8);
    assert.equal(allowed(rule, 11_000), 9, 'never longer than four');
    assert.equal(allowedByAll(rule, 2, 0, 0), 5 + 2 * 2);
});

for (const guessing of guessings(1_000))
    test(guessing.what, { timeout: 120_000 }, async (context) => {
        const { passed, most } = await assertGuessingIsSlow(hub, 2, guessing);
        context.diagnostic(`${passed} passed, ${most} allowed`);
    });
