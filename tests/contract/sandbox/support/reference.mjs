// The official schemas and samples. They lie outside the checkout; without them the tests that need them are skipped
// and say so.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const SHARED = resolve(process.env.PASSPORT_HUB_SHARED ?? join(CHECKOUT, '../shared'));
const DATA = join(SHARED, 'reference/data');

export const haveReference = existsSync(DATA);

// For the options of a test: skips it with the reason when the reference data is not there.
export const needsReference = { skip: haveReference ? false : `no reference data in ${DATA}; set PASSPORT_HUB_SHARED` };

export function referencePath(name) {
  return join(DATA, name);
}

export function referenceJson(name) {
  return JSON.parse(readFileSync(referencePath(name), 'utf8'));
}
