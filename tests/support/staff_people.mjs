// People of staff as they come to be: invited by mail, with an authenticator app of our own (RFC 6238, written here
// again), logged in. Shares no code with the hub.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { until } from './running_hub.mjs';

export const staffPassword = 'Kawazu-tobikomu-5';

function fromBase32(text) {
    let bits = '';
    for (const letter of text.replaceAll(' ', ''))
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export const currentStep = () => Math.floor(Date.now() / 30_000);

// The code an authenticator app shows in a step of thirty seconds.
export function codeOf(typedSecret, step = currentStep()) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', fromBase32(typedSecret)).update(counter).digest();
    const offset = digest[19] & 15;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// Mails are wrapped and encoded for the wire.
export function mailText(mail) {
    return JSON.stringify(mail).replaceAll('\\r\\n', '').replaceAll('=\\n', '');
}

// The token of the newest invitation that was mailed to an address; not `before`.
export async function invitedToken(hub, address, before = '') {
    return until(`an invitation to ${address} arrives`, async () => {
        for (const mail of (await hub.mailsAbout(address)).reverse()) {
            const [, token] = /staff\/accept\?token=(?:3D)?([A-Za-z0-9_-]{43})/.exec(mailText(mail)) ?? [];
            if (token && token !== before) return token;
        }
        return undefined;
    }, 60_000);
}

export class StaffPerson {
    constructor(hub, mail) {
        Object.assign(this, { hub, mail, usedStep: 0 });
    }

    async call(method, path, body, headers = {}) {
        return fetch(this.hub.url + path, {
            method, redirect: 'manual', body: body && JSON.stringify(body),
            headers: { Connection: 'close', ...(body && { 'Content-Type': 'application/json' }), ...headers } });
    }

    // As whoever is logged in.
    async as(method, path, body, headers = {}) {
        return this.call(method, path, body, { Cookie: this.cookie, 'X-CSRF-Token': this.csrf, ...headers });
    }

    // Takes the account over with a mailed (or printed) token.
    async accept(token) {
        const invitation = await (await this.call('GET', `/api/v1/staff/invitation?token=${token}`)).json();
        this.secret = invitation.typed_secret;
        this.usedStep = currentStep();
        const answer = await this.call('POST', '/api/v1/staff/invitation',
            { token, password: staffPassword, setup: invitation.setup, code: codeOf(this.secret, this.usedStep) });
        assert.equal(answer.status, 201, await answer.clone().text());
        const accepted = await answer.json();
        this.id = accepted.staff_id;
        this.recoveryCodes = accepted.recovery_codes;
        this.name = invitation.name;
    }

    // A code the hub has not seen: the next step's counts too, because clocks differ.
    freshCode() {
        this.usedStep = Math.max(this.usedStep + 1, currentStep() - 1);
        assert.ok(this.usedStep <= currentStep() + 1, 'there is a code left for now');
        return codeOf(this.secret, this.usedStep);
    }

    async ticket() {
        const answer = await this.call('POST', '/api/v1/staff/login', { mail: this.mail, password: staffPassword });
        assert.equal(answer.status, 200, await answer.clone().text());
        return (await answer.json()).ticket;
    }

    // Logs in with a recovery code: they are many and need no waiting.
    async logIn(code = this.recoveryCodes.pop()) {
        const answer = await this.call('POST', '/api/v1/staff/login/second-step', { ticket: await this.ticket(), code });
        assert.equal(answer.status, 200, await answer.clone().text());
        this.cookie = answer.headers.get('set-cookie').split(';')[0];
        this.csrf = (await answer.json()).csrf_token;
        return answer;
    }
}

// The first administrator, by the command line.
export async function firstAdministrator(hub, mail = 'first@example.jp', name = '最初 花子') {
    const person = new StaffPerson(hub, mail);
    await hub.tool('staff', 'invite', '--mail', mail, '--name', name);
    await person.accept(await invitedToken(hub, mail));
    await person.logIn();
    return person;
}

// Somebody an administrator invites; not logged in yet.
export async function invitedBy(administrator, mail, name, role) {
    const answer = await administrator.as('POST', '/api/v1/staff', { mail, name, role });
    assert.equal(answer.status, 202, await answer.clone().text());
    const person = new StaffPerson(administrator.hub, mail);
    await person.accept(await invitedToken(administrator.hub, mail));
    return person;
}
