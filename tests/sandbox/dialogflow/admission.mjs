// What both editions of Dialogflow do with a call before they look at what it says.
import { googleError } from '../google_error.mjs';

// The error of a call without a token of ours, or null.
export function refusedToken(oauth, headers) {
  if (oauth.accepts(headers.authorization)) return null;
  return googleError(
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid ' +
      'authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  );
}

// Undefined when the body is no JSON.
export function parseJson(body) {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch {
    return undefined;
  }
}

// The agent's language that a code means: itself, the one without its region, else the agent's first.
export function chooseLanguage(agent, code) {
  const wanted = code.toLowerCase();
  return (
    agent.languages.find((language) => language.toLowerCase() === wanted) ??
    agent.languages.find((language) => language.toLowerCase() === wanted.split('-')[0]) ??
    agent.language
  );
}
