// The failpoints of the hub, in the order of a message's life, and how a test gets to each. The numbers are those of the
// reliability plan; K27 (a page of a campaign's fan-out) is a batch of the outbox, which is what a campaign is made of so far.
//
// setting  where it is hit: accepting (in the worker that is asked by HTTP to accept messages), queued (with messages
//          waiting when the workers go on), withdrawn (rows that claim to be in an emptied stream), takeover (after
//          another worker was killed), parking (the same, with rows that one crash parks), migration, reload, rotation
// skip     hits that are passed over first, so that it strikes in the middle of the work
// expected accepting only: what must be there afterwards, "nothing" or "everything"; answered: the client has heard the answer;
//          givesUp: it does not ask again
const points = [
    { name: 'K1', what: 'request parsed', setting: 'accepting', expected: { before: 'nothing', inside: 'nothing', after: 'everything' } },
    { name: 'K2', what: 'business rows written', setting: 'accepting', expected: 'nothing' },
    { name: 'K3', what: 'outbox row written', setting: 'accepting', expected: 'nothing' },
    { name: 'K4', what: 'commit sent', setting: 'accepting', expected: { before: 'nothing', inside: 'nothing', after: 'everything' } },
    { name: 'K5', what: 'commit acknowledged', setting: 'accepting', expected: 'everything' },
    { name: 'K6', what: 'response half written', setting: 'accepting', expected: 'everything', answered: { after: true } },
    { name: 'K7', what: 'relay claim', setting: 'queued' },
    { name: 'K8', what: 'XADD sent', setting: 'queued', skip: { inside: 10 } },
    { name: 'K9', what: 'XADD answered', setting: 'queued', skip: { inside: 10 } },
    { name: 'K10', what: 'mark enqueued', setting: 'queued' },
    { name: 'K11', what: 'XREADGROUP answered', setting: 'queued' },
    { name: 'K12', what: 'lease update', setting: 'queued' },
    { name: 'K13', what: 'key stored', setting: 'queued' },
    { name: 'K14', what: 'provider connect', setting: 'queued', skip: { before: 4, inside: 4, after: 4 } },
    { name: 'K15', what: 'request half written', setting: 'queued', skip: { before: 4, inside: 4, after: 4 } },
    { name: 'K16', what: 'request complete', setting: 'queued', skip: { before: 4, inside: 4, after: 4 } },
    { name: 'K17', what: 'response half read', setting: 'queued', skip: { before: 4, inside: 4, after: 4 } },
    { name: 'K18', what: 'response parsed', setting: 'queued', skip: { before: 4, inside: 4, after: 4 } },
    { name: 'K19', what: 'result row written', setting: 'queued', skip: { before: 1, inside: 1, after: 1 } },
    { name: 'K20', what: 'result commit', setting: 'queued', skip: { before: 1, inside: 1, after: 1 } },
    { name: 'K21', what: 'XACK', setting: 'queued' },
    { name: 'K22', what: 'XDEL', setting: 'queued' },
    { name: 'K23', what: 'reconciler scan', setting: 'withdrawn' },
    { name: 'K24', what: 'reconciler re-enqueue', setting: 'withdrawn' },
    { name: 'K25', what: 'takeover of a dead worker', setting: 'takeover' },
    { name: 'K26', what: 'park poison', setting: 'parking' },
    { name: 'K27', what: 'batch of the outbox', setting: 'accepting', expected: 'nothing', skip: { before: 1, inside: 1, after: 1 }, messages: 2500, givesUp: true },
    { name: 'K28', what: 'schema migration step', setting: 'migration' },
    { name: 'K29', what: 'configuration swap', setting: 'reload' },
    { name: 'K30', what: 'log rotation', setting: 'rotation' },
];

export const kPositions = ['before', 'inside', 'after'];
export const kWays = ['kill', 'abort', 'exit'];

// Every point in every position, in every way of dying.
export const kCases = points.flatMap((point) => kPositions.flatMap((position) => kWays.map((way) => ({
    ...point,
    position,
    armed: { name: `${point.name}.${position}`, way, skip: point.skip?.[position] ?? 0 },
    expected: point.expected?.[position] ?? point.expected,
    answered: point.answered?.[position] ?? false,
    title: `${point.name} ${point.what}, ${position}, ${way}`,
}))));

export const kPointNames = points.flatMap(({ name }) => kPositions.map((position) => `${name}.${position}`));
