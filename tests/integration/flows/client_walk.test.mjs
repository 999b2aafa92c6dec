// A client that is generated from the contract, and compiled against it, walks through what a person does. What it needs
// is installed in tests/contract/openapi by tests/run (npm ci).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { RunningHub, sourceDirectory } from '../../support/running_hub.mjs';

const run = promisify(execFile);
const directory = join(sourceDirectory, 'tests/contract/openapi');
const node = (...words) => run(process.execPath, words, { cwd: directory }).catch((error) => assert.fail(`${words[0]}: ${error.stdout}${error.stderr}`));

let hub;
before(async () => { hub = await RunningHub.start({ workers: 1 }); }, { timeout: 180_000 });
after(async () => hub?.stop());

test('the generated client compiles and walks', { timeout: 180_000 }, async () => {
    mkdirSync(join(directory, 'generated'), { recursive: true });
    await node('node_modules/openapi-typescript/bin/cli.js', join(sourceDirectory, 'config/openapi.json'), '-o', 'generated/schema.d.ts');
    await node('node_modules/typescript/bin/tsc', '-p', '.');
    const world = { url: hub.url, sandbox: hub.sandbox, mail: 'generated.client@example.jp', password: 'Kotori-ga-3wa-eda-ni',
        administrator: 'generated.administrator@example.jp', viewer: 'generated.viewer@example.jp' };
    await hub.tool('staff', 'invite', '--mail', world.administrator, '--name', '管理 花子');
    const joins = ['getStaffInvitation', 'acceptStaffInvitation', 'loginStaff', 'finishStaffLogin', 'getOwnStaff'];
    const { stdout } = await node('generated/walk/walk.js', JSON.stringify(world));
    assert.deepEqual(JSON.parse(stdout), ['provisionalUser', 'getProvisionalUser', 'registerUser', 'loginUser', 'getOwnUser',
        'listShops', 'getShop', 'listOwnSessions', 'logout', 'loginUser', 'updateUser', 'listShops', 'setFavorite', 'listFavorites',
        'getCard', 'getCardKey', 'checkCard',
        'getOwnUser', ...joins, 'inviteStaff', ...joins, 'findUsers', 'changeStaffRole',
        'exportOwnData', 'leave',
        'provisionalOwner', 'getProvisionalOwner', 'registerOwner', 'loginOwner', 'getOwnOwner', 'updateOwner', 'changeOwnOwnerPassword',
        'beginOwnOwnerSecondStep', 'confirmOwnOwnerAuthenticator', 'getOwnOwnerSecondStep', 'logout', 'loginOwner', 'loginOwnerByCode',
        'endOwnOwnerSecondStep', 'listOwnSessions', 'logout', 'loginOwner', 'exportOwnOwnerData', 'leaveAsOwner']);
});

test('it would not compile against another contract', { timeout: 180_000 }, async () => {
    const contract = await (await fetch(`${hub.url}/api/openapi.json`)).text();
    assert.match(contract, /"csrf_token"/);
    const other = mkdtempSync(join(tmpdir(), 'passport-hub-other-contract-'));
    try {
        mkdirSync(join(other, 'generated'));
        symlinkSync(join(directory, 'node_modules'), join(other, 'node_modules'));
        writeFileSync(join(other, 'openapi.json'), contract.replaceAll('"csrf_token"', '"proof"'));
        for (const name of ['walk.ts', 'tsconfig.json']) copyFileSync(join(directory, name), join(other, name));
        await node('node_modules/openapi-typescript/bin/cli.js', join(other, 'openapi.json'), '-o', join(other, 'generated/schema.d.ts'));
        await assert.rejects(run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', other, '--noEmit'], { cwd: directory }),
            (error) => /Property 'csrf_token' does not exist/.test(error.stdout) && !/Cannot find/.test(error.stdout));
    } finally {
        rmSync(other, { recursive: true });
    }
});
