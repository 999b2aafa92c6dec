// From a question that the chat cannot answer to an answer by staff: noted and masked, drafted, tried, approved, exported.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { RunningHub, sourceDirectory, until } from '../../support/running_hub.mjs';

const asked = 'カブトムシの飼い方 090-1234-5678';
const answer = 'カブトムシの飼い方は図書館の本で調べられます。電話は #8000 へ。';
const draft = ['draft', 'test.beetle', '--answer', answer, '--phrase', 'カブトムシの飼い方', '--phrase', 'かぶと虫を飼いたい'];
const by = ['--by', 'operator'];

let hub;
before(async () => {
    hub = await RunningHub.start({ workers: 1, ownConfiguration: true });
}, { timeout: 180_000 });
after(async () => hub?.stop());

const questions = (...given) => hub.toolWithAnyCode('questions', ...given, '--json');
const report = async (...given) => {
    const outcome = await questions(...given);
    assert.equal(outcome.code, 0, outcome.stderr + outcome.stdout);
    return JSON.parse(outcome.stdout);
};

describe('what the chat could not answer', () => {
    test('is noted with its count and without personal data', async () => {
        for (let times = 0; times < 3; ++times) await hub.chat(asked);
        const cluster = await until('the question is noted', async () =>
            (await report('list', '--kind', 'unanswered')).find(({ times }) => times === 3));
        assert.deepEqual(cluster.questions.map(({ question }) => question), ['カブトムシの飼い方 ***']);
    });

    test('is answered by whom may, under a name of its own', async () => {
        assert.equal((await questions(...draft, '--by', 'nobody')).code, 1);
        assert.equal((await questions('draft', 'passport.join', ...draft.slice(2), ...by)).code, 2);
        const { draft_id: id } = await report(...draft, ...by);
        assert.match((await hub.tool('questions', 'drafts')).stdout, new RegExp(`${id}.*test\\.beetle`));
    });

    test('is tried on every question noted and of a test set before it is approved', async () => {
        const testSet = join(sourceDirectory, 'tests/data/parent_questions.jsonl');
        const [{ draft_id: id }] = await report('drafts');
        const trial = await report('try', String(id), '--test-set', testSet);
        assert.ok(trial.with_right >= 500 && trial.right_after >= trial.right_before - 2, JSON.stringify(trial));
        assert.ok(trial.fallback_after < trial.fallback_before, JSON.stringify(trial));
        assert.ok(trial.changed.some(({ after }) => after === 'test.beetle'), JSON.stringify(trial.changed));
        assert.equal((await report('export')).written, 0, 'nobody has approved it yet');
        await report('approve', String(id), ...by);
    });

    test('is what the chat says once it is exported', async () => {
        assert.equal((await report('export')).written, 1);
        const files = join(hub.configuration, 'config/dialogflow_agent/intents');
        assert.match(readFileSync(join(files, 'test.beetle_usersays_ja.json'), 'utf8'), /かぶと虫を飼いたい/);
        await hub.tool('agent', 'check');
        await hub.tool('reload');
        await hub.fault({ service: 'dialogflow', fault: 'status', status: 503 });
        await until('the chat knows the answer', async () => (await hub.chat('カブトムシの飼い方')).text.includes(answer));
        await hub.clearFaults();
        assert.equal((await report('export')).written, 1, 'its own name is no other intent\'s');
    });
});
