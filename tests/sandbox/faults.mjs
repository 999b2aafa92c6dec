// Which faults are switched on. The services ask for theirs when a call arrives; nothing here touches a socket.
export const SERVICES = ['oauth', 'dialogflow', 'webhook', 'geocoding', 'places', 'identity', 'smtp'];
export const FAULTS = ['latency', 'status', 'cut', 'garbage', 'wrong_length', 'freeze', 'refuse'];
export const SMTP_STAGES = ['connect', 'helo', 'mail', 'rcpt', 'data', 'content', 'final_dot', 'accepted'];
export const MAPS_STATUSES = [
  'OVER_QUERY_LIMIT',
  'OVER_DAILY_LIMIT',
  'REQUEST_DENIED',
  'INVALID_REQUEST',
  'UNKNOWN_ERROR',
  'ZERO_RESULTS',
  'NOT_FOUND',
];

const FIELDS = [
  'service',
  'fault',
  'delay_ms',
  'status',
  'retry_after_s',
  'at_byte',
  'times',
  'smtp_stage',
  'maps_status',
];
const MAX_DELAY_MS = 10 * 60 * 1000;

export class FaultRegistry {
  #faults = [];
  #nextId = 1;
  #releaseWaiters = new Set();

  constructor(onChange = () => {}) {
    this.onChange = onChange;
  }

  // Returns {fault} or {problems: [{field, message}]} with every wrong field.
  set(spec) {
    const problems = checkFault(spec);
    if (problems.length) return { problems };
    const fault = { id: this.#nextId++, times: null, applied: 0, ...spec };
    if (fault.service === 'smtp' && fault.fault !== 'refuse') fault.smtp_stage ??= defaultStage(fault.fault);
    this.#faults.push(fault);
    this.onChange('fault.set', describe(fault));
    return { fault: describe(fault) };
  }

  list() {
    return this.#faults.map(describe);
  }

  // Removes the faults that match, and lets go of calls that were frozen by them. Returns what was removed.
  clear(matches = () => true) {
    const gone = this.#faults.filter(matches);
    this.#faults = this.#faults.filter((fault) => !gone.includes(fault));
    for (const fault of gone) this.onChange('fault.cleared', describe(fault));
    for (const waiter of [...this.#releaseWaiters]) if (matches(waiter.fault)) waiter.release();
    return gone.map(describe);
  }

  // Takes what applies to one call: at most one latency and one other fault. Each taking counts against `times`.
  take(service, stage) {
    const here = this.#faults.filter(
      (f) => f.service === service && (stage === undefined || (f.smtp_stage ?? 'connect') === stage),
    );
    const latency = here.find((f) => f.fault === 'latency');
    const other = here.find((f) => f.fault !== 'latency');
    return { latency: latency && this.#use(latency), other: other && this.#use(other) };
  }

  // Resolves when this fault is cleared, or when `closed` resolves first.
  untilCleared(fault, closed) {
    return new Promise((resolve) => {
      const waiter = {
        fault,
        release: () => {
          this.#releaseWaiters.delete(waiter);
          resolve();
        },
      };
      this.#releaseWaiters.add(waiter);
      closed.then(waiter.release);
    });
  }

  #use(fault) {
    fault.applied += 1;
    const used = { ...fault };
    if (fault.times !== null && fault.applied >= fault.times)
      this.#faults = this.#faults.filter((other) => other !== fault);
    return used;
  }
}

function describe(fault) {
  const { times, applied, ...rest } = fault;
  return { ...rest, times, applied };
}

function defaultStage(fault) {
  return fault === 'cut' ? 'content' : 'final_dot';
}

// All that is wrong with a fault description, field by field.
export function checkFault(spec) {
  const problems = [];
  const refuse = (field, message) => problems.push({ field, message });
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec))
    return [{ field: '', message: 'must be a JSON object' }];
  for (const name of Object.keys(spec)) if (!FIELDS.includes(name)) refuse(name, 'is not a known field');
  checkChoice(spec, 'service', SERVICES, true, refuse);
  checkChoice(spec, 'fault', FAULTS, true, refuse);
  checkChoice(spec, 'smtp_stage', SMTP_STAGES, false, refuse);
  checkChoice(spec, 'maps_status', MAPS_STATUSES, false, refuse);
  checkInteger(spec, 'delay_ms', 0, MAX_DELAY_MS, refuse);
  checkInteger(spec, 'status', 400, 599, refuse);
  checkInteger(spec, 'retry_after_s', 0, 86400, refuse);
  checkInteger(spec, 'at_byte', 0, 100 * 1024 * 1024, refuse);
  if (spec.times !== null) checkInteger(spec, 'times', 1, 1e9, refuse);
  checkCombination(spec, refuse);
  return problems;
}

function checkCombination(spec, refuse) {
  if (spec.fault === 'latency' && spec.delay_ms === undefined) refuse('delay_ms', 'is needed for latency');
  if (spec.fault === 'status' && spec.status === undefined && spec.maps_status === undefined)
    refuse('status', 'is needed for status');
  if (spec.smtp_stage !== undefined && spec.service !== 'smtp') refuse('smtp_stage', 'is only for smtp');
  if (spec.maps_status !== undefined && !['geocoding', 'places'].includes(spec.service))
    refuse('maps_status', 'is only for geocoding and places');
  if (spec.service === 'smtp' && spec.fault === 'wrong_length') refuse('fault', 'wrong_length is not for smtp');
}

function checkChoice(spec, field, choices, required, refuse) {
  const value = spec[field];
  if (value === undefined && !required) return;
  if (!choices.includes(value)) refuse(field, `must be one of ${choices.join(', ')}`);
}

function checkInteger(spec, field, low, high, refuse) {
  const value = spec[field];
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < low || value > high)
    refuse(field, `must be a whole number from ${low} to ${high}`);
}
