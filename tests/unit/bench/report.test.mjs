import assert from 'node:assert/strict';
import { test } from 'node:test';

import { aimsTable, aimText, exitCode, figureText, isMet, machineText } from '../../bench/report.mjs';

const aim = (what, value, more) => ({ what, value, unit: '', met: isMet({ value, ...more }), ...more });
const fast = aim('listShops', 23_456.4, { unit: '/s', least: 20_000 });
const slow = aim('logins at once', 31.25, { unit: 's', most: 30 });

test('a figure has as many digits as say something', () => {
    assert.equal(figureText(23_456.4, '/s'), '23,456/s');
    assert.equal(figureText(31.256, 's'), '31.26 s');
    assert.equal(figureText(0.3291), '0.329');
    for (const none of [undefined, null, NaN, -Infinity]) assert.equal(figureText(none, 'ms'), '–');
});

test('an aim says its direction', () => {
    assert.equal(aimText({ least: 20_000, unit: '/s' }), '≥ 20,000/s');
    assert.equal(aimText({ most: 30, unit: 's' }), '≤ 30 s');
    assert.equal(aimText({ below: 4.5 }), '< 4.5');
});

test('an aim is met at its edge, and below it where it says so', () => {
    assert.equal(isMet({ value: 20, least: 20 }), true);
    assert.equal(isMet({ value: 19.9, least: 20 }), false);
    assert.equal(isMet({ value: 30, most: 30 }), true);
    assert.equal(isMet({ value: 30.1, most: 30 }), false);
    assert.equal(isMet({ value: 4.5, below: 4.5 }), false);
    assert.equal(isMet({ value: 4.4, below: 4.5 }), true);
});

test('what was not measured, and what was spoiled, meets no aim', () => {
    for (const value of [undefined, NaN, -Infinity, Infinity]) assert.equal(isMet({ value, most: 30 }), false, String(value));
    assert.equal(isMet({ value: 25_000, least: 20_000, spoiled: '3 errors' }), false);
});

test('the table has a row for each aim of each part, and one for a part that could not run', () => {
    const table = aimsTable([
        { part: 'requests', ran: true, aims: [fast, { ...fast, what: 'a|b', spoiled: '3 errors', met: false }] },
        { part: 'members', ran: false, problem: 'spawn wrk ENOENT', aims: [slow] },
        { part: 'django', ran: false, problem: 'no gunicorn', aims: [] }], { quick: false });
    assert.deepEqual(table.split('\n').slice(2), [
        '| part | measured | figure | aim | met |',
        '| --- | --- | ---: | ---: | --- |',
        '| requests | listShops | 23,456/s | ≥ 20,000/s | met |',
        '| requests | a\\|b | 23,456/s (3 errors) | ≥ 20,000/s | NOT MET |',
        '| members | logins at once | 31.25 s | ≤ 30 s | NOT MET |',
        '| members | could not run to its end: spawn wrk ENOENT | – | – | NOT RUN |',
        '| django | could not run: no gunicorn | – | – | NOT RUN |']);
    assert.doesNotMatch(table, /quick/);
});

test('the quick form says that it is one', () => {
    assert.match(aimsTable([], { quick: true }), /quick form/);
});

test('the exit code tells a missed aim from a part that could not run', () => {
    assert.equal(exitCode([{ ran: true, aims: [fast] }]), 0);
    assert.equal(exitCode([{ ran: true, aims: [fast] }, { ran: true, aims: [slow] }]), 1);
    assert.equal(exitCode([{ ran: true, aims: [slow] }, { ran: false, aims: [] }]), 3);
});

test('a machine that was busy before the bench began is told of', () => {
    const idle = { cores: 2, processor: 'x', kernel: '6.1', memory_mebibytes: 8_192, load: [0.2, 3, 3] };
    assert.equal(machineText(idle, [2, 1, 1]), '2 cores (x), 8,192 MiB, Linux 6.1, load 0.2 3 3 at the beginning, 2 1 1 at the end');
    assert.match(machineText({ ...idle, load: [1.5, 0, 0] }, [2, 1, 1]), /\nThe machine was busy/);
});
