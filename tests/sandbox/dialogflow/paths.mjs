// The four forms of a detectIntent path. A form names project, and by choice a location, an environment and a user.
import { googleError } from '../google_error.mjs';

const PATH = new RegExp(
  '^/v2/projects/([^/]+)(?:/locations/([^/]+))?/agent(?:/environments/([^/]+)/users/([^/]+))?/sessions/([^/]+):detectIntent$',
);
const MAX_ID_CHARACTERS = 36;

// Returns {path} = {session, agent, key} or {error: reply}. `session` is the name as the caller wrote it, `key` the
// same for all spellings of one session, `agent` the prefix of intent names.
export function readPath(pathname, { project, location, environments }) {
  const match = PATH.exec(decode(pathname));
  if (!match) return { error: googleError(404, 'Method not found.') };
  const [, projectId, givenLocation, environment = 'draft', user = '-', sessionId] = match;
  const wrong = wrongId('session', sessionId) ?? wrongId('user', user);
  if (wrong) return { error: googleError(400, wrong) };
  if ((givenLocation ?? 'global') !== location)
    return { error: googleError(400, regionMessage(givenLocation, location)) };
  if (projectId !== project) return { error: googleError(404, `No DesignTimeAgent found for project '${projectId}'.`) };
  if (environment !== 'draft' && !environments.includes(environment)) {
    return {
      error: googleError(
        404,
        `com.google.apps.framework.request.NotFoundException: Environment '${environment}' not found for agent ` +
          "with internal ID '00000000-0000-0000-0000-000000000000'.",
      ),
    };
  }
  const agent = `projects/${projectId}${givenLocation ? `/locations/${givenLocation}` : ''}/agent`;
  const scope = match[3] ? `/environments/${environment}/users/${user}` : '';
  return {
    path: {
      agent,
      session: `${agent}${scope}/sessions/${sessionId}`,
      key: sessionKey(projectId, environment, user, sessionId),
    },
  };
}

// The canonical key of a session name, or null when it is none. Contexts may be named by any form of their session's
// name.
export function keyOfSessionName(name) {
  const match = PATH.exec(`/v2/${name}:detectIntent`);
  return match && sessionKey(match[1], match[3] ?? 'draft', match[4] ?? '-', match[5]);
}

function sessionKey(project, environment, user, session) {
  return [project, environment, user, session].join('/');
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

function wrongId(kind, id) {
  return [...id].length <= MAX_ID_CHARACTERS ? null : `The ${kind} ID must be at most ${MAX_ID_CHARACTERS} characters.`;
}

function regionMessage(given, expected) {
  return `Please refer to the agent's region: the request names '${given ?? 'global'}', the agent is in '${expected}'.`;
}
