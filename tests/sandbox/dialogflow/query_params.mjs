// What a caller sends beside the question: contexts to activate, entity types of the session, headers for the webhook.
import { badRequest } from '../google_error.mjs';
import { compileEntity } from './entities.mjs';
import { keyOfSessionName } from './paths.mjs';

const CONTEXT_ID = /^[A-Za-z0-9_%-]+$/;
const MAX_CONTEXT_ID_BYTES = 250;
const RESERVED = /^__system_counters__$|_id_dialog_context$|_dialog_context$|_dialog_params_/;
const TRANSPORT_HEADERS = new Set([
  'host',
  'content-length',
  'user-agent',
  'connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'from',
]);

// An error reply, or null when the parameters can be used with the session that `key` names.
export function checkQueryParams(params, key) {
  const violations = [];
  (params.contexts ?? []).forEach((context, index) =>
    checkContext(context, key, `query_params.contexts[${index}]`, violations),
  );
  (params.sessionEntityTypes ?? []).forEach((type, index) =>
    checkEntityType(type, key, `query_params.session_entity_types[${index}]`, violations),
  );
  for (const name of Object.keys(params.webhookHeaders ?? {})) {
    if (TRANSPORT_HEADERS.has(name.toLowerCase()))
      violations.push(violation('query_params.webhook_headers', `Header '${name}' is not allowed`));
  }
  const { latitude = 0, longitude = 0 } = params.geoLocation ?? {};
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    violations.push(violation('query_params.geo_location', 'LatLng is out of range'));
  return violations.length ? badRequest(violations) : null;
}

export function checkContext({ name = '', lifespanCount = 0 }, key, field, violations) {
  const [session, id] = splitName(name, '/contexts/');
  if (keyOfSessionName(session) !== key)
    violations.push(violation(`${field}.name`, `Resource name '${name}' does not belong to the session`));
  else if (!CONTEXT_ID.test(id) || Buffer.byteLength(id) > MAX_CONTEXT_ID_BYTES)
    violations.push(violation(`${field}.name`, `Context id '${id}' is not valid`));
  if (lifespanCount < 0) violations.push(violation(`${field}.lifespan_count`, 'lifespan_count must not be negative'));
}

export function checkEntityType({ name = '', entityOverrideMode, entities = [] }, key, field, violations) {
  const [session, id] = splitName(name, '/entityTypes/');
  if (keyOfSessionName(session) !== key || !id)
    violations.push(violation(`${field}.name`, `Resource name '${name}' does not belong to the session`));
  if (!entityOverrideMode || entityOverrideMode.endsWith('UNSPECIFIED'))
    violations.push(violation(`${field}.entity_override_mode`, 'entity_override_mode is required'));
  if (!entities.length) violations.push(violation(`${field}.entities`, 'entities is required'));
}

// Activates contexts before matching. Reserved ones belong to the service and are passed over.
export function activateContexts(session, contexts = []) {
  for (const { name, lifespanCount = 0, parameters = {} } of contexts) {
    const id = splitName(name, '/contexts/')[1].toLowerCase();
    if (!RESERVED.test(id)) session.contexts.set(id, lifespanCount, parameters);
  }
}

export function storeEntityTypes(session, types = []) {
  for (const { name, entityOverrideMode, entities } of types) {
    session.entityTypes.set(splitName(name, '/entityTypes/')[1], {
      supplement: entityOverrideMode.endsWith('SUPPLEMENT'),
      compiled: compileEntity({}, entities),
    });
  }
}

// The session's version of an entity, or undefined when the agent's own holds.
export function sessionEntity(session, agent, language) {
  return (name) => {
    const own = session.entityTypes.get(name);
    const base = agent.entities.get(name)?.get(language);
    if (!own || !own.supplement || !base) return own?.compiled;
    return {
      find: (text, position) =>
        [...own.compiled.find(text, position), ...base.find(text, position)].sort((a, b) => b.length - a.length),
    };
  };
}

export function splitName(name, separator) {
  const at = name.lastIndexOf(separator);
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + separator.length)];
}

function violation(field, description) {
  return { field, description: `Invalid value at '${field}': ${description}.` };
}
