// Somebody of each kind who is logged in: a member, an owner and an administrator, made when they are first needed.
import { MemberWalk, walkPassword } from './member_walk.mjs';
import { firstAdministrator } from './staff_people.mjs';

export class Callers {
    #sessions = {};
    #made = {};

    constructor(hub) {
        this.walk = new MemberWalk(hub);
        this.hub = hub;
    }

    static roles = ['member', 'owner', 'administrator'];

    // What a request of this role carries: the cookie and its proof.
    headers(role) {
        return this.#sessions[role] ??= this.#begin(role);
    }

    // The session in which `headers` were good has ended; the next one is asked for anew.
    async ended(role, headers) {
        if (await this.#sessions[role] === headers) this.#sessions[role] = undefined;
    }

    close() { this.walk.close(); }

    async #begin(role) {
        const first = !this.#made[role];
        const person = await (this.#made[role] ??= this.#make(role));
        if (role !== 'administrator') return (await this.walk.logIn(person.mail, walkPassword, role)).headers;
        if (!first) await person.logIn();
        return { Cookie: person.cookie, 'X-CSRF-Token': person.csrf };
    }

    #make(role) {
        if (role === 'member') return this.walk.register();
        return role === 'owner' ? this.walk.registerOwner('walk.owner@example.jp') : firstAdministrator(this.hub);
    }
}
