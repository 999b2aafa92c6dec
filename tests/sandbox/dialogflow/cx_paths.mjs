// The two forms of a CX session's path: of the draft, or of an environment.
import { googleError } from '../google_error.mjs';

const PATH = new RegExp(
  '^/v3/(projects/([^/]+)/locations/([^/]+)/agents/([^/]+))(/environments/([^/]+))?/sessions/([^/]+?)(:detectIntent|/entityTypes)$',
);
const START_FLOW = '00000000-0000-0000-0000-000000000000';
const MAX_ID_CHARACTERS = 36;

// Returns {path} = {agent, session, method} or {error: reply}. `agent` is the prefix of the names of intents and flows.
export function readCxPath(pathname, { project, location, environments, cxAgent }) {
  const match = PATH.exec(decode(pathname));
  if (!match) return { error: googleError(404, 'Method not found.') };
  const [, agent, projectId, givenLocation, agentId, scope = '', environment, sessionId, method] = match;
  if ([...sessionId].length > MAX_ID_CHARACTERS)
    return { error: googleError(400, `The session ID must be at most ${MAX_ID_CHARACTERS} characters.`) };
  if (givenLocation !== location)
    return { error: googleError(400, `The agent is in '${location}'; the request names '${givenLocation}'.`) };
  if (projectId !== project || agentId !== cxAgent) return { error: notFound(`Agent '${agent}'`) };
  if (environment && !environments.includes(environment)) return { error: notFound(`Environment '${environment}'`) };
  return { path: { agent, session: `${agent}${scope}/sessions/${sessionId}`, method } };
}

export function flowName({ agent }) {
  return `${agent}/flows/${START_FLOW}`;
}

// The page of an id; without one the start page.
export function pageName(path, id = 'START_PAGE') {
  return `${flowName(path)}/pages/${id}`;
}

// The id of a page of this agent's only flow; null for any other name.
export function pageId(path, name) {
  const prefix = `${flowName(path)}/pages/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

function notFound(what) {
  return googleError(404, `com.google.apps.framework.request.NotFoundException: NOT_FOUND: ${what} not found.`);
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
