// The routes of the public pages as portal/pages/page_endpoints.cpp registers them: a page that is added is walked without
// being named in a test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sourceDirectory } from './running_hub.mjs';

// Every {method, path}, "/shops/{shop_id}"; base + "/register" is one below each base of add_access_pages().
export function pageRoutes() {
    const text = readFileSync(join(sourceDirectory, 'portal/pages/page_endpoints.cpp'), 'utf8');
    const bases = [...text.matchAll(/add_access_pages\(endpoints, "(.*?)"/g)].map(([, base]) => base);
    const read = [...text.matchAll(/\b(?:page\("(GET|POST)", |password_form\()(base \+ )?"(\/[^"]*)",/g)];
    const registered = [...text.matchAll(/\b(?:page|password_form)\((?!std::|"POST", std::move)/g)];
    if (read.length !== registered.length) throw new Error('a page is registered in a way that is not read here');
    return read.flatMap(([, method = 'POST', based, path]) => (based ? bases : ['']).map((base) => ({ method, path: base + path })));
}

// The same path with a number for each parameter.
export const filled = (path, number = 1) => path.replace(/\{[^}]*\}/g, String(number));

// Whose page it is: what is for nobody in particular is for a visitor.
export function roleOf(path) {
    if (/^\/staff(\/|$)/.test(path)) return 'administrator';
    if (/^\/owners(\/|$)/.test(path)) return 'owner';
    return /^\/(me|sessions)(\/|$)/.test(path) ? 'member' : 'visitor';
}
