// Both contracts are clean for Spectral, warnings and hints included.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const here = fileURLToPath(new URL('.', import.meta.url));

function lint(file) {
    const spectral = ['node_modules/@stoplight/spectral-cli/dist/index.js', 'lint', '--ruleset', 'spectral.yaml',
        '--fail-severity', 'hint', '--format', 'json', '--quiet', file];
    return new Promise((resolve) => execFile(process.execPath, spectral, { cwd: here }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, found: stdout, stderr })));
}

for (const name of ['openapi.json', 'operations_openapi.json'])
    test(`Spectral finds nothing in ${name}`, { timeout: 120_000 }, async () => {
        const { code, found, stderr } = await lint(`../../../config/${name}`);
        assert.deepEqual(JSON.parse(found || 'null'), [], stderr);
        assert.equal(code, 0, stderr);
    });

test('Spectral does find what is wrong', { timeout: 120_000 }, async () => {
    const { code, found } = await lint('samples/wrong.json');
    assert.notEqual(code, 0);
    const codes = new Set(JSON.parse(found).map((each) => each.code));
    for (const each of ['operation-description', 'operation-id-is-a-name', 'fields-are-snake-case', 'oas3-valid-media-example'])
        assert.ok(codes.has(each), `${each} among ${[...codes]}`);
});
