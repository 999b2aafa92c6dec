// The checker finds what is planted, one of each kind, and nothing in a run where all went well.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bound, check, violations } from './check.mjs';

const names = ['a-1', 'a-2', 'a-3', 'a-4'];

function goodRun() {
    return {
        attempts: [{ run: 'a', names, outcome: 'accepted' }],
        mails: names.map((name) => ({ name, messageId: `<${name}>` })),
        rows: names.map((name) => ({ name, unknownRule: 'retry', state: 'sent', doubts: 0, businessRows: 1 })),
    };
}

function foundIn(change) {
    const run = goodRun();
    change(run);
    return check(run);
}

const kViolations = ['lost', 'duplicates', 'extra', 'phantoms', 'falseSuccesses', 'torn', 'unfinished'];
function onlyViolation(found, kind, expected) {
    for (const each of kViolations) assert.deepEqual(found[each], each === kind ? expected : [], each);
    assert.equal(violations(found).length, 1);
}

test('a run where all went well has no violation', () => {
    const found = check(goodRun());
    assert.deepEqual(violations(found), []);
    assert.equal(found.accepted, 4);
    assert.equal(found.delivered, 4);
});

test('a mail that is "sent" but was never taken is lost', () => {
    onlyViolation(foundIn((run) => run.mails.splice(1, 1)), 'lost', ['a-2']);
});

test('a mail that is neither taken nor finished is lost, and unfinished', () => {
    const found = foundIn((run) => { run.mails.splice(1, 1); run.rows[1].state = 'sending'; });
    assert.deepEqual(found.lost, ['a-2']);
    assert.deepEqual(found.unfinished, ['a-2']);
});

test('what staff is shown as unknown, failed or parked is not lost', () => {
    for (const state of ['unknown', 'failed', 'parked'])
        assert.deepEqual(violations(foundIn((run) => { run.mails.splice(1, 1); run.rows[1].state = state; })), []);
});

test('a change that was carried out twice is extra', () => {
    onlyViolation(foundIn((run) => { run.rows[1].businessRows = 2; }), 'extra', ['a-2']);
    onlyViolation(foundIn((run) => run.rows.push({ ...run.rows[2] })), 'extra', ['a-3']);
});

test('a mail taken twice is a duplicate', () => {
    onlyViolation(foundIn((run) => run.mails.push({ ...run.mails[2] })), 'duplicates', ['a-3']);
});

test('a mail taken again after a doubt with the same Message-ID is a repeat on a route that retries, once per doubt', () => {
    const found = foundIn((run) => { run.mails.push({ ...run.mails[2] }); run.rows[2].doubts = 1; });
    assert.deepEqual(found.repeats, ['a-3']);
    assert.deepEqual(violations(found), []);
    const more = foundIn((run) => { run.mails.push({ ...run.mails[2] }, { ...run.mails[2] }); run.rows[2].doubts = 1; });
    onlyViolation(more, 'duplicates', ['a-3']);
});

test('a repeat under another Message-ID, or on a route that shows, is a duplicate whatever was in doubt', () => {
    onlyViolation(foundIn((run) => { run.mails.push({ name: 'a-3', messageId: '<other>' }); run.rows[2].doubts = 1; }), 'duplicates', ['a-3']);
    onlyViolation(foundIn((run) => {
        run.mails.push({ ...run.mails[2] });
        Object.assign(run.rows[2], { doubts: 1, unknownRule: 'show' });
    }), 'duplicates', ['a-3']);
});

test('a mail nobody asked for is a phantom, and so is one the client was refused', () => {
    onlyViolation(foundIn((run) => run.mails.push({ name: 'b-1', messageId: '<b>' })), 'phantoms', ['b-1']);
    assert.deepEqual(foundIn((run) => { run.attempts[0].outcome = 'refused'; }).phantoms, names);
});

test('an acceptance without delivery rows is a false success, and lost', () => {
    const found = foundIn((run) => { run.rows = []; run.mails = []; });
    assert.deepEqual(found.falseSuccesses, names);
    assert.deepEqual(found.lost, names);
});

test('an acceptance without its business row is a false success', () => {
    onlyViolation(foundIn((run) => { run.rows[3].businessRows = 0; }), 'falseSuccesses', ['a-4']);
});

test('a transaction of which a part is there is torn, also when nothing was promised', () => {
    onlyViolation(foundIn((run) => {
        run.attempts[0].outcome = 'in_doubt';
        run.rows.pop();
        run.mails.pop();
    }), 'torn', ['a']);
});

test('a transaction in doubt may be there or not, as a whole', () => {
    assert.deepEqual(violations(foundIn((run) => { run.attempts[0].outcome = 'in_doubt'; })), []);
    const nothing = foundIn((run) => Object.assign(run, { rows: [], mails: [], attempts: [{ ...run.attempts[0], outcome: 'in_doubt' }] }));
    assert.deepEqual(violations(nothing), []);
    assert.equal(nothing.accepted, 0);
});

test('a transaction in doubt that is there is kept like any other', () => {
    onlyViolation(foundIn((run) => { run.attempts[0].outcome = 'in_doubt'; run.mails.pop(); }), 'lost', ['a-4']);
});

test('the bound of no event in 1,000 trials is 0.3 %', () => {
    assert.match(bound(1000), /n = 1000, .* below 0\.3 %/);
    assert.match(bound(3), /below 100 %/);
    assert.match(bound(2), /too few/);
});
