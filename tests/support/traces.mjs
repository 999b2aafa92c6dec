// What tells who somebody is stays where it belongs: tests plant it (addresses, passwords, names, towns, reasons), and
// this searches what everybody who runs the hub may see, and what others are answered.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Fails when one of `traces` is in a log, in the metrics or in an answer by which the API refused something. An unknown
// key's name is said again to whoever sent it, so that the mistake is found; values never are.
export async function findNoTraces(hub, traces) {
    const logs = readdirSync(hub.directory, { recursive: true }).map(String).filter((name) => name.endsWith('.log') && !name.includes('sandbox'));
    assert.ok(logs.some((name) => name.endsWith('hub.log')));
    const places = {
        'the logs': logs.map((name) => readFileSync(join(hub.directory, name), 'utf8')).join('\n'),
        'the metrics': await (await fetch(`${hub.operations}/metrics`)).text(),
        'a refusal': hub.refusals().join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
        assert.ok(text.length > 100, `there is something to search in ${place}`);
        for (const trace of traces) {
            const at = text.toLowerCase().indexOf(trace.toLowerCase());
            assert.ok(at < 0, `${trace} is in ${place}: ${text.slice(Math.max(0, at - 200), at + 200)}`);
        }
    }
}
