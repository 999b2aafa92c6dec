import assert from 'node:assert/strict';
import { test } from 'node:test';

import { errorsOf, inTurn } from '../../bench/load.mjs';

test('what is compared is measured in turn, and the median round counts with the errors of all', async () => {
    const order = [];
    const measured = (name, rates, errors) => async (round) => {
        order.push(name);
        return { rate: rates[round], p50: round, errors: errors[round] };
    };
    const [hub, peer] = await inTurn(measured('hub', [30, 10, 20], [0, 2, 1]), measured('peer', [100, 300, 200], []));
    assert.deepEqual(order, ['hub', 'peer', 'hub', 'peer', 'hub', 'peer']);
    assert.deepEqual(hub, { rate: 20, p50: 2, errors: 3 });
    assert.deepEqual(peer, { rate: 200, p50: 2, errors: 0 });
    assert.equal(errorsOf(hub, peer), '3 errors');
    assert.equal(errorsOf(peer), undefined);
});
