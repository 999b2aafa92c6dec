// How an operation is to say who may ask for it: from the table of authority and what it has to do with a session.

// Nothing for an operation that looks at no session, or only begins one.
export function expectedSecurity({ method, operation, id }, { roles }) {
    if (!['needed', 'ends'].includes(operation['x-session'])) return undefined;
    const session = method === 'get' ? { session: [] } : { session: [], csrf: [] };
    return roles(id)?.includes('visitor') ? [{}, session] : [session];
}
