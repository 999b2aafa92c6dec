import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
// A list is an array of one in pgbench, which knows none.
const plain = (sql) => sql.replace(/ARRAY\[:[a-z_]+\]|\$\d+|(?<!:):[a-z_]+/g, '?').replace(/\s+/g, ' ').trim();

// All text of a store, its string literals put together as the compiler does.
const storeText = (name) => plain(read(`connectors/passport_db/${name}.cpp`).replace(/"\s*\n\s*"/g, ''));

// The statements of a script, without what is pgbench's own.
const statementsOf = (script) => read(`tests/bench/sql/${script}.sql`).replace(/^(--|\\).*$/gm, '').split(/;|\\gset/).map(plain)
    .filter((sql) => sql !== '' && !['BEGIN', 'COMMIT'].includes(sql) && !sql.startsWith('SELECT lpad('));

for (const [script, stores, count] of [
    ['register_user', ['account_store', 'counters', 'member_store'], 10],
    ['list_favorites', ['favorite_store'], 1],
    ['set_favorite', ['favorite_store'], 1],
])
    test(`pgbench runs the statements of the hub: ${script}`, () => {
        const hub = stores.map(storeText).join('\n');
        const statements = statementsOf(script);
        assert.equal(statements.length, count);
        for (const statement of statements) assert.ok(hub.includes(statement), `no store has: ${statement}`);
    });
