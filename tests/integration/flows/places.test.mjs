// Places from the command line to the API: lists come in, names and addresses are answered, Maps is asked last.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { RunningHub, sourceDirectory, until } from '../../support/running_hub.mjs';

// Towns and a boundary of our own making, in the publishers' forms.
const towns = [
    { town: '見本町一丁', koaza: '', lat: 34.5701, lng: 135.4801 }, { town: '見本町二丁', koaza: '', lat: 34.5721, lng: 135.4821 },
    { town: '試験通', koaza: '', lat: 34.5741, lng: 135.4841 },
];
const corners = [[135.47, 34.55], [135.50, 34.55], [135.50, 34.60], [135.47, 34.60], [135.47, 34.55]];
const boundary = {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [corners] },
        properties: { N03_001: '大阪府', N03_002: null, N03_003: '堺市', N03_004: '堺区', N03_007: '27141' } }],
};

let hub;
before(async () => {
    hub = await RunningHub.start();
    const lists = join(hub.directory, 'lists');
    mkdirSync(join(lists, '大阪府'), { recursive: true });
    writeFileSync(join(lists, '大阪府/堺市堺区.json'), JSON.stringify(towns));
    writeFileSync(join(hub.directory, 'areas.geojson'), JSON.stringify(boundary));
    await hub.tool('import', 'towns', lists);
    await hub.tool('import', 'areas', join(hub.directory, 'areas.geojson'));
    // Before the towns are in, the same text finds the ward.
    await until('the towns are in the catalog', async () =>
        (await places({ text: '堺市堺区見本町１丁' })).places.some((place) => place.name.includes('見本町')));
}, { timeout: 180_000 });
after(async () => hub?.stop());

async function places(query) {
    const response = await fetch(`${hub.url}/api/v1/places?${new URLSearchParams(query)}`);
    return { status: response.status, ...await response.json() };
}

describe('what anybody may read', () => {
    const shops = (held) => fetch(`${hub.url}/api/v1/shops?limit=1`, { headers: held ? { 'If-None-Match': held } : {} });

    test('is not sent again while it is the same, and is after an import', async () => {
        const first = await shops();
        const etag = first.headers.get('etag');
        assert.match(etag, /^"[0-9a-f]{16}"$/);
        assert.equal(first.headers.get('cache-control'), 'no-cache');
        for (const held of [etag, `"other", W/${etag}`, '*']) {
            const again = await shops(held);
            assert.equal(again.status, 304, held);
            assert.equal(again.headers.get('etag'), etag);
            assert.equal(await again.text(), '');
        }
        const head = await fetch(`${hub.url}/api/v1/shops?limit=1`, { method: 'HEAD', headers: { 'If-None-Match': etag } });
        assert.equal(head.status, 304);

        const list = join(hub.directory, 'renamed.csv');
        const name = (await first.json()).items[0].name;
        writeFileSync(list, readFileSync(join(sourceDirectory, 'config/sample_data/shops.csv'), 'utf8').replaceAll(name, `${name} 新館`));
        await hub.importList('shops', list, 'sample_shops');
        const changed = await until('the new name is in the catalog', async () => {
            const answer = await shops(etag);
            return answer.status === 200 && answer;
        });
        assert.notEqual(changed.headers.get('etag'), etag);
        assert.equal((await changed.json()).total > 0, true);
    });

    test('has an ETag wherever it is', async () => {
        // The import above comes to one worker a moment before the other, and each request to either.
        for (const path of ['/api/v1/codes', '/api/v1/places?text=%E9%87%8E%E7%94%B0', '/api/v1/cards/key', '/shop/list/'])
            await until(`${path} is not sent again`, async () => {
                const etag = (await fetch(hub.url + path)).headers.get('etag');
                return (await fetch(hub.url + path, { headers: { 'If-None-Match': etag } })).status === 304;
            });
    });
});

describe('the API', () => {
    test('gives every place of a name under names that tell them apart', async () => {
        const { places: found } = await places({ text: '野田' });
        assert.deepEqual(found.map((place) => place.name), ['野田駅（JR）', '野田駅（阪神）']);
        const again = await places({ text: found[1].name });
        assert.equal(again.places[0].lat, found[1].lat);
    });

    test('gives the nearest first when a position comes along', async () => {
        const north = await places({ text: '野田', lat: '34.72', lng: '135.48' });
        assert.equal(north.places[0].name, '野田駅（阪神）');
        assert.equal((await places({ text: '野田', lat: '34.72' })).status, 400);
    });

    test('knows 大阪, 梅田 and both 大阪梅田 as different stations', async () => {
        for (const name of ['大阪駅', '梅田駅', '東梅田駅', '西梅田駅'])
            assert.deepEqual((await places({ text: name })).places.map((place) => place.name), [name]);
        assert.deepEqual((await places({ text: '大阪梅田' })).places.map((place) => place.name).sort(),
            ['大阪梅田駅（阪急）', '大阪梅田駅（阪神）'].sort());
    });

    test('finds an address and says to what it understood it', async () => {
        const { places: found } = await places({ text: '堺市堺区見本町２－３－４ みほんビル５階' });
        assert.deepEqual(found, [{ name: '堺市堺区見本町2丁3-4', lat: 34.5721, lng: 135.4821, kind: 'address', source: 'gazetteer' }]);
    });
});

describe('the command line', () => {
    const lines = (text) => spawnSync(hub.program,
        ['places', 'normalise', '--lines', '--json', '--config', join(hub.configuration, 'config/hub.json')],
        { cwd: hub.configuration, env: hub.environment, input: text, encoding: 'utf8' });

    test('takes addresses apart, one a line', () => {
        const { status, stdout } = lines('大阪府堺市堺区見本町１丁２番３号見本ビル\n\n大阪府堺市堺区無い町１\n');
        assert.equal(status, 0);
        const answers = stdout.trim().split('\n').map((line) => JSON.parse(line));
        assert.equal(answers.length, 3);
        const { level, town, chome_text: chome, block, building } = answers[0];
        assert.deepEqual({ level, town, chome, block, building },
            { level: 'block', town: '見本町', chome: '1丁', block: '2-3', building: '見本ビル' });
        assert.equal(answers[1].level, 'none');
        assert.deepEqual(answers[2].notes, ['town_unknown']);
    });

    test('takes one address, and refuses neither or both', async () => {
        const { stdout } = await hub.tool('places', 'normalise', '試験通１２－３');
        assert.equal(stdout.split('\t')[0], 'block');
        assert.equal((await hub.toolWithAnyCode('places', 'normalise')).code, 2);
        assert.equal((await hub.toolWithAnyCode('places', 'normalise', 'x', '--lines')).code, 2);
    });

    test('says what lies around a point', async () => {
        const { stdout } = await hub.tool('places', 'at', '34.5744,135.4829', '--json');
        const around = JSON.parse(stdout);
        assert.equal(around.municipality, '堺市堺区');
        assert.equal(around.outside_m, 0);
        assert.equal(around.stations[0].name, '堺東駅');
        assert.equal((await hub.toolWithAnyCode('places', 'at', 'here')).code, 2);
        assert.match((await hub.tool('places', 'at', '34.5744,135.4690')).stdout, /堺市堺区 \(27141\), 9\d m outside its boundary/);
    });

    test('says what a list changed, and which file is wrong', async () => {
        const report = JSON.parse((await hub.tool('import', 'areas', join(hub.directory, 'areas.geojson'), '--json')).stdout);
        assert.equal(report.unchanged, 1);
        assert.equal((await hub.toolWithAnyCode('import', 'towns', join(hub.directory, 'areas.geojson'))).code, 2);
    });
});
