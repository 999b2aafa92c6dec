// What became of every message that a test tried to have accepted: counted from the client's ledger, the mail server's
// ledger and the delivery rows. Pure.
//
//   attempts  [{run, names, outcome}]   the client's ledger; outcome: accepted, refused, in_doubt (it heard no answer)
//   mails     [{name, messageId}]       what the mail server took, in the order it did
//   rows      [{name, unknownRule, state, doubts, businessRows}]   one per delivery; doubts counts the calls after which
//             nobody knew whether the mail had arrived
//
// lost           accepted; neither at the provider nor shown to staff as failed, unknown or parked
// duplicates     taken twice by the provider, other than `repeats`
// repeats        taken again with the same Message-ID after a doubt, on a route that says "unknown: retry"
// phantoms       taken by the provider although the client was refused, or never asked
// falseSuccesses accepted without a delivery row or without the business row of the same transaction
// extra          done more than once: several deliveries or business rows of one name
// torn           a transaction of which only a part is there
// unfinished     rows that are in none of the final states
const kShown = new Set(['failed', 'unknown', 'parked']);
const kFinal = new Set(['sent', ...kShown]);

export function check({ attempts, mails, rows }) {
    const rowOf = new Map(rows.map((row) => [row.name, row]));
    const mailsOf = groupByName(mails);
    const found = { accepted: 0, delivered: mailsOf.size, lost: [], duplicates: [], extra: [], repeats: [], phantoms: [], falseSuccesses: [],
        torn: [], unfinished: [], unknown: [], parked: [] };

    const mayBeThere = new Set();
    for (const { run, names, outcome } of attempts) {
        const present = names.filter((name) => rowOf.has(name));
        if (present.length > 0 && present.length < names.length) found.torn.push(run);
        if (outcome === 'refused') continue;
        for (const name of names) mayBeThere.add(name);
        // What nobody promised may be there or not; once it is there it is to be kept like everything else.
        const promised = outcome === 'accepted' ? names : present;
        found.accepted += promised.length;
        for (const name of promised) {
            const row = rowOf.get(name);
            if (!row || row.businessRows === 0) found.falseSuccesses.push(name);
            if (!mailsOf.has(name) && !kShown.has(row?.state)) found.lost.push(name);
        }
    }
    for (const [name, taken] of mailsOf) {
        if (!mayBeThere.has(name) || !rowOf.has(name)) found.phantoms.push(name);
        for (let again = 1; again < taken.length; ++again) {
            const row = rowOf.get(name);
            const sameKey = taken[again].messageId !== '' && taken[again].messageId === taken[0].messageId;
            const excused = sameKey && row?.unknownRule === 'retry' && again <= row.doubts;
            found[excused ? 'repeats' : 'duplicates'].push(name);
        }
    }
    for (const row of rows) {
        const { name, state } = row;
        if (rowOf.get(name) !== row || row.businessRows > 1) found.extra.push(name);
        if (!kFinal.has(state)) found.unfinished.push(name);
        if (state === 'unknown') found.unknown.push(name);
        if (state === 'parked') found.parked.push(name);
    }
    return found;
}

function groupByName(mails) {
    const groups = new Map();
    for (const mail of mails) {
        const group = groups.get(mail.name);
        if (group) group.push(mail);
        else groups.set(mail.name, [mail]);
    }
    return groups;
}

// The sentences about what must never be; empty when all is well.
export function violations(found) {
    const sentences = [];
    for (const kind of ['lost', 'duplicates', 'extra', 'phantoms', 'falseSuccesses', 'torn', 'unfinished'])
        if (found[kind].length > 0) sentences.push(`${kind}: ${found[kind].length} (${found[kind].slice(0, 5).join(', ')})`);
    return sentences;
}

// Zero events in n trials bound the rate at 3/n with 95 % confidence.
export function bound(trials) {
    return trials < 3 ? `n = ${trials}, too few to say anything` : `n = ${trials}, so the rate is below ${Number((300 / trials).toPrecision(2))} % with 95 % confidence`;
}
