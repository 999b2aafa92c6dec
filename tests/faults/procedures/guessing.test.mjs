// Ten thousand tries at passwords from one address and from 500, over two workers, Redis killed half-way: no more pass than
// the rules allow. The short form is tests/integration/flows/guessing.test.mjs.
import { after, before, test } from 'node:test';

import { assertGuessingIsSlow, believeLoopback, guessings } from '../../support/guessing.mjs';
import { RunningHub } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start({ ownConfiguration: true, prepare: believeLoopback }); }, { timeout: 180_000 });
after(async () => hub?.stop());

for (const guessing of guessings(10_000))
    test(guessing.what, { timeout: 300_000 }, async (context) => {
        const { passed, most } = await assertGuessingIsSlow(hub, 2, guessing);
        context.diagnostic(`${passed} passed, ${most} allowed`);
    });
