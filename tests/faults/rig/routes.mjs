// The routes of the fault tests: mail without a translator, by every rule about unknown outcomes.
// The mail server's deadline is short, so that rows of the dead are soon taken over; the long forms give it what a busy
// machine with 200 mails at once needs.
const kDeadlineMs = process.env.PASSPORT_HUB_FAULTS_FULL === '1' ? 5_000 : 1_000;

const base = {
    from: ['/cli'], mode: 'queued', connector: 'mail', lane: 'urgent', timeout_ms: kDeadlineMs,
    retry: { attempts: 1000, first_ms: 100, cap_ms: 500 }, max_crashes: 10, dead_letter: 'park',
};

export const kTypes = { retry: 'fault.retry', show: 'fault.show', frail: 'fault.frail' };

export const kRoutes = [
    { ...base, id: 'fault_retry', type: kTypes.retry, unknown: 'retry' },
    { ...base, id: 'fault_show', type: kTypes.show, unknown: 'show' },
    // One crash parks it.
    { ...base, id: 'fault_frail', type: kTypes.frail, unknown: 'retry', max_crashes: 1 },
];

export const unknownRuleOf = (route) => kRoutes.find(({ id }) => id === route).unknown;
