// The routes of the fault tests: mail without a translator, by every rule about unknown outcomes.
const base = {
    from: ['/cli'], mode: 'queued', connector: 'mail', lane: 'urgent', timeout_ms: 1000,
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
