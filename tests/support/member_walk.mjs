// Members and owners made over HTTP as people do it: a link by mail, registered, logged in.
import { RawClient } from './raw_client.mjs';
import { until } from './running_hub.mjs';

const collections = { member: 'users', owner: 'owners' };
const json = { 'Content-Type': 'application/json' };
export const walkPassword = 'Kotori-ga-3wa-eda-ni';

export class MemberWalk {
    #client;
    #count = 0;
    #session;

    constructor(hub) {
        this.hub = hub;
        this.#client = new RawClient(hub.url);
    }

    async #post(path, body, headers = {}) {
        const answer = await this.#client.ask('POST', path, { ...json, ...headers }, JSON.stringify(body));
        return { ...answer, data: JSON.parse(answer.text) };
    }

    // The token of the link that was mailed to an address.
    async tokenFor(mail, kind = 'member') {
        const { status, text } = await this.#post(`/api/v1/${collections[kind]}/provisional`, { mail });
        if (status !== 202) throw new Error(`the provisional registration answered ${status}: ${text}`);
        const found = await until(`a mail to ${mail} arrives`, async () => (await this.hub.mailsAbout(mail))[0], 60_000);
        const [, token] = /confirm\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(JSON.stringify(found).replaceAll('\\r\\n', '').replaceAll('=\\n', '')) ?? [];
        if (!token) throw new Error('the mail holds no link');
        return token;
    }

    async register({ mail = `walk.${++this.#count}@example.jp`, password = walkPassword } = {}) {
        const token = await this.tokenFor(mail);
        const { status, text } = await this.#post('/api/v1/users', { token, password, programme: 1, postal_code: '5300001', consent_version: '2026-11' });
        if (status !== 201) throw new Error(`registerUser answered ${status}: ${text}`);
        return { mail, password };
    }

    async registerOwner(mail) {
        const { status, text } = await this.#post('/api/v1/owners', { token: await this.tokenFor(mail, 'owner'), password: walkPassword,
            company_name: 'ことり食堂', name: '鳥居 はな', tel: '06-1234-5678', consent_version: '2026-11' });
        if (status !== 201) throw new Error(`registerOwner answered ${status}: ${text}`);
        return { mail, password: walkPassword };
    }

    // {headers}: the cookie and its proof.
    async logIn(mail, password = walkPassword, kind = 'member') {
        const { status, headers, text, data } = await this.#post(`/api/v1/${collections[kind]}/login`, { mail, password });
        if (status !== 200) throw new Error(`the login answered ${status}: ${text}`);
        return { headers: { Cookie: headers['set-cookie'][0].split(';')[0], 'X-CSRF-Token': data.csrf_token } };
    }

    // A session that may be used until sessionMayBeOver().
    session() {
        return this.#session ??= this.register().then(({ mail }) => this.logIn(mail));
    }

    sessionMayBeOver() { this.#session = undefined; }

    close() { this.#client.close(); }
}
