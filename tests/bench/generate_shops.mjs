// Writes a CSV of made-up shops around Osaka in the columns of config/sample_data/shops.csv's mapping, the same ones
// for the same seed.   node generate_shops.mjs COUNT > shops.csv
import { readFileSync } from 'node:fs';

const count = Number(process.argv[2] ?? 10_000);
const header = readFileSync(new URL('../../config/sample_data/shops.csv', import.meta.url), 'utf8')
    .replace(/^\uFEFF/, '').split(/\r?\n/)[0];
const columns = header.split(',');

// Lehmer generator: the bench must not depend on the platform's random numbers.
let state = 20_261_120;
const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const pick = (list) => list[Math.floor(random() * list.length)];

const samples = readFileSync(new URL('../../config/sample_data/shops.csv', import.meta.url), 'utf8')
    .replace(/^\uFEFF/, '').trim().split(/\r?\n/).slice(1).map((line) => parse(line));

function parse(line) {
    const cells = [];
    for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
        cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    return cells;
}

const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const [idColumn, nameColumn, latColumn, lngColumn] = [
    [/^(id|shop_key|source_key|番号|店舗番号)/i, 0], [/(name|店舗名|名称)/i, 1], [/^(lat|緯度)/i, null], [/^(lng|経度)/i, null],
].map(([pattern, otherwise]) => {
    const found = columns.findIndex((column) => pattern.test(column));
    if (found < 0 && otherwise === null) throw new Error(`no column like ${pattern} in ${header}`);
    return found < 0 ? otherwise : found;
});

const lines = [header];
for (let number = 1; number <= count; ++number) {
    const cells = [...pick(samples)];
    cells[idColumn] = `bench-${number}`;
    cells[nameColumn] = `${cells[nameColumn]} ${number}`;
    cells[latColumn] = (34.4 + random() * 0.6).toFixed(6);
    cells[lngColumn] = (135.2 + random() * 0.5).toFixed(6);
    lines.push(cells.map(quote).join(','));
}
process.stdout.write(`${lines.join('\n')}\n`);
