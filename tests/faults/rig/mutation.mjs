// Mistakes in a configuration, one at a time, chosen by a seed. Each is {title, apply(directory, secrets)}: it changes one
// file below the folder of hub.json, or one of the secret files, and the configuration must be refused for it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// What the hub cannot do without; the owner's password is only for `migrate` and `import`.
const kSecrets = ['database_application_password', 'conversation_key', 'account_key', 'card_signing_key', 'dialogflow_service_account', 'webhook_password', 'google_maps_key'];
const kFiles = ['hub.json', 'routes.json', 'openapi.json'];
const kOwnFiles = ['hub.json', 'routes.json'];

// Values of the right type that mean nothing, by file and pointer.
const kWrongValues = [
    ['hub.json', '/public/listen', '127.0.0.1:99999'], ['hub.json', '/public/listen', 'nowhere'],
    ['hub.json', '/operations/listen', ''], ['hub.json', '/public/base_url', 'ftp://hub.example.jp'],
    ['hub.json', '/mail/tls', 'sometimes'], ['hub.json', '/mail/server', 'mail.example.jp'],
    ['hub.json', '/public/trusted_proxies', ['10.0.0.0/99']], ['hub.json', '/database/port', '${PASSPORT_HUB_NOT_SET}'],
    ['hub.json', '/redis/port', '70000'], ['hub.json', '/local_agent/directory', 'config/no_agent'],
    ['hub.json', '/dialogflow/base_url', 'dialogflow'], ['hub.json', '/google_maps/base_url', ''],
    ['routes.json', '/routes/0/mode', 'sideways'], ['routes.json', '/routes/0/handler', 'chat.anser'],
    ['routes.json', '/routes/1/connector', 'dialogfow'], ['routes.json', '/routes/1/fallback/connector', 'dialogflow'],
    ['routes.json', '/routes/9/lane', 'fast'], ['routes.json', '/routes/9/unknown', 'perhaps'],
    ['routes.json', '/routes/9/translator', 'shops.mail'], ['routes.json', '/routes/9/type', 'Shop Approved'],
    ['routes.json', '/routes/0/from', []], ['routes.json', '/routes/2/id', 'chat_message'],
];

// Every value below `value`, as {parent, name}.
function places(value, wanted, found = []) {
    for (const name of Object.keys(value)) {
        if (wanted(value[name])) found.push({ parent: value, name });
        if (value[name] !== null && typeof value[name] === 'object') places(value[name], wanted, found);
    }
    return found;
}

function changeJson(path, change) {
    const document = JSON.parse(readFileSync(path, 'utf8'));
    change(document);
    writeFileSync(path, JSON.stringify(document));
}

// Positions of the characters that hold a JSON text together.
function joints(text) {
    const found = [];
    let quoted = false;
    for (let index = 0; index < text.length; ++index) {
        if (quoted && text[index] === '\\') ++index;
        else if (text[index] === '"') quoted = !quoted, found.push(index);
        else if (!quoted && '{}[],:'.includes(text[index])) found.push(index);
    }
    return found;
}

const kinds = {
    syntax(seed) {
        const file = seed.pick(kFiles);
        const cut = seed.next() < 0.3;
        const part = seed.next();
        return { what: `${file} ${cut ? 'cut' : 'without a character'} at ${part.toFixed(6)}`, apply: (directory) => {
            const text = readFileSync(join(directory, file), 'utf8').trimEnd();
            const all = joints(text);
            const at = all[Math.floor(part * all.length)];
            writeFileSync(join(directory, file), text.slice(0, at) + (cut ? '' : text.slice(at + 1)));
        } };
    },
    encoding(seed) {
        const file = seed.pick(kFiles);
        const [name, bytes] = seed.pick([['FF', [0xff]], ['overlong', [0xc0, 0xaf]], ['half a character', [0xe3, 0x81]],
            ['surrogate', [0xed, 0xa0, 0x80]], ['NUL', [0]], ['UTF-16', null], ['Shift_JIS', [0x83, 0x65, 0x83, 0x58]]]);
        const part = seed.next();
        return { what: `${file} with ${name} at ${part.toFixed(6)}`, apply: (directory) => {
            const text = readFileSync(join(directory, file), 'utf8');
            if (!bytes) return writeFileSync(join(directory, file), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
            const quotes = joints(text).filter((at) => text[at] === '"');
            const before = text.slice(0, quotes[Math.floor(part * quotes.length / 2) * 2] + 1);
            writeFileSync(join(directory, file), Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(text.slice(before.length))]));
        } };
    },
    unknown(seed) {
        const file = seed.pick(kOwnFiles);
        const part = seed.next();
        return { what: `${file} with an unknown key at ${part.toFixed(6)}`, apply: (directory) => changeJson(join(directory, file), (document) => {
            const objects = [{ parent: { root: document }, name: 'root' }, ...places(document, (value) => value !== null && typeof value === 'object' && !Array.isArray(value))];
            const { parent, name } = objects[Math.floor(part * objects.length)];
            parent[name].colour = 'red';
        }) };
    },
    type(seed) {
        const file = seed.pick(kOwnFiles);
        const part = seed.next();
        const other = seed.next();
        return { what: `${file} with another type at ${part.toFixed(6)}`, apply: (directory) => changeJson(join(directory, file), (document) => {
            const all = places(document, () => true);
            const { parent, name } = all[Math.floor(part * all.length)];
            const others = { string: [7, true, null, { a: 1 }, ['a']], number: ['many', true, null, {}, [1]], boolean: ['yes', 1, null, {}, []], object: ['text', 7, null, true] };
            let choice = others[typeof parent[name]];
            // A variable's text that stands for a number may as well be one.
            if (/^\$\{.*\d\}$/.test(parent[name])) choice = choice.filter((each) => typeof each !== 'number');
            // A list in the place of a list, or an object in that of an object, would be of the same type.
            parent[name] = choice[Math.floor(other * choice.length)];
        }) };
    },
    range(seed) {
        if (seed.next() < 0.5) {
            const [file, pointer, value] = seed.pick(kWrongValues);
            return { what: `${file}#${pointer} = ${JSON.stringify(value)}`, apply: (directory) => changeJson(join(directory, file), (document) => {
                const names = pointer.slice(1).split('/');
                const last = names.pop();
                names.reduce((at, name) => at[name], document)[last] = value;
            }) };
        }
        const file = seed.pick(kOwnFiles);
        const part = seed.next();
        const value = seed.pick([-1, 1e15, 2.5, -0.5, 1e300]);
        return { what: `${file} with ${value} at ${part.toFixed(6)}`, apply: (directory) => changeJson(join(directory, file), (document) => {
            const all = places(document, (each) => typeof each === 'number');
            const { parent, name } = all[Math.floor(part * all.length)];
            parent[name] = value;
        }) };
    },
    secret(seed) {
        const name = seed.pick(kSecrets);
        if (seed.next() < 0.6) return { what: `no secret ${name}`, apply: (_, secrets) => rmSync(join(secrets, name)) };
        const [broken, text] = seed.pick([['conversation_key', 'not hexadecimal'], ['conversation_key', 'abcd'], ['dialogflow_service_account', '{"type": "service'],
            ['dialogflow_service_account', '{}'], ['database_application_password', '']]);
        return { what: `secret ${broken} of ${text.length} characters`, apply: (_, secrets) => writeFileSync(join(secrets, broken), text) };
    },
};

export function mutations(seed, count) {
    const names = Object.keys(kinds);
    return Array.from({ length: count }, (_, index) => {
        const kind = names[index % names.length];
        const { what, apply } = kinds[kind](seed);
        return { title: `${index + 1} ${kind}: ${what}`, kind, apply };
    });
}
