// The register of personal data (個人情報ファイル簿) as the command line gives it: to read, as JSON, for a spreadsheet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { RunningHub } from '../../support/running_hub.mjs';

let hub;
before(async () => { hub = await RunningHub.start({ workers: 1 }); }, { timeout: 180_000 });
after(async () => hub?.stop());

const list = (...options) => hub.tool('personal-data', 'list', ...options);

test('as JSON it names itself, what it does not hold, and every column with personal data', async () => {
    const register = JSON.parse((await list('--json')).stdout);
    assert.equal(register.name, 'パスポート事業 個人情報ファイル簿');
    assert.deepEqual(register.not_held, ['要配慮個人情報', '個人番号（マイナンバー）', '子どもの氏名']);
    assert.deepEqual(register.faults, []);
    assert.deepEqual(register.columns.find(({ table, column }) => table === 'public.users' && column === 'children_birth_dates'), {
        table: 'public.users', column: 'children_birth_dates', person: '会員の子ども',
        what: '子どもの生年月（日は1日とする。今のシステムから移したものは生年月日）', purpose: 'お知らせの対象と、会員証の有効期限を決めるため',
        kept_as: 'clear', retention: '退会まで（退会するとただちに消す）。仮登録のままなら24時間、今のシステムで退会した人は30日' });
    assert.equal(register.columns.some(({ table }) => table === 'public.event'), false);
});

test('for people it says once what columns have in common', async () => {
    const { stdout } = await list();
    assert.match(stdout, /^パスポート事業 個人情報ファイル簿\nNot held: 要配慮個人情報, 個人番号（マイナンバー）, 子どもの氏名\n/);
    assert.match(stdout, /\n\nhub\.chat_question\n  チャットの利用者\n    for {3}チャットの答えをよくするため\n    until 最後に尋ねられた日から90日\n      question {2}clear {2}質問/);
    assert.equal(stdout.match(/ログインと、会員への連絡/g).length, 1);
    assert.doesNotMatch(stdout, /NOT complete/);
});

test('for a spreadsheet it is UTF-8 with a byte order mark, quoted, and no formula', async () => {
    const ofShops = `COMMENT ON COLUMN shop.tel IS`;
    await hub.ownerSql(`${ofShops} '=1+1';`);
    const lines = (await list('--csv')).stdout.split('\r\n');
    await hub.ownerSql(`${ofShops} '電話番号（数字とハイフン。非公開は空）';`);
    assert.equal(lines[0], '\uFEFF"個人情報ファイルの名称","パスポート事業 個人情報ファイル簿"');
    assert.equal(lines[1], '"記録しない情報","要配慮個人情報、個人番号（マイナンバー）、子どもの氏名"');
    assert.equal(lines[3], '"表","項目","だれの情報か","内容","利用目的","保管のしかた","保存期間"');
    assert.equal(lines.at(-1), '');
    assert.equal(lines.some((line) => line.includes('\n')), false);
    assert.ok(lines.some((line) => line.startsWith(`"public.shop","tel","協賛店（個人事業主のとき）","'=1+1",`)), 'a formula');
    assert.ok(lines.some((line) => line.startsWith('"public.users","mail","会員",') && line.includes('"封じる（ハブの鍵でだけ開く）"')));
});

test('a column that nobody described is told, by the exit code as well', async () => {
    await hub.ownerSql('ALTER TABLE shop ADD COLUMN try_out text;');
    const incomplete = await hub.toolWithAnyCode('personal-data', 'list');
    const forSheets = await hub.toolWithAnyCode('personal-data', 'list', '--csv');
    await hub.ownerSql('ALTER TABLE shop DROP COLUMN try_out;');
    assert.equal(incomplete.code, 4);
    assert.match(incomplete.stdout, /The register is NOT complete:\n  public\.shop\.try_out is not described\n$/);
    assert.deepEqual([forSheets.code, forSheets.stdout.includes('try_out'), /try_out is not described/.test(forSheets.stderr)], [4, false, true]);
});

test('its help names the options, and two forms at once are none', async () => {
    assert.match((await list('--help')).stdout, /--csv[^]*Exit codes/);
    assert.equal((await hub.toolWithAnyCode('personal-data', 'list', '--csv', '--json')).code, 2);
    assert.equal((await hub.toolWithAnyCode('personal-data')).code, 2);
});
