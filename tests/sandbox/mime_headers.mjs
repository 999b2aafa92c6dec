// Header lines of a mail: unfolding, encoded words (RFC 2047), parameters (RFC 2045 and 2231). Lenient; oddities
// become warnings.
const ENCODED_WORD = /=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=/g;
const MAX_ENCODED_WORD = 75;

// Splits a header block (binary text, CRLF lines) into [{name, value}], values unfolded.
export function splitHeaders(block) {
  const headers = [];
  for (const line of block.split('\r\n')) {
    if (/^[ \t]/.test(line) && headers.length) headers.at(-1).value += line;
    else if (/^[\x21-\x39\x3b-\x7e]+:/.test(line))
      headers.push({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() });
  }
  return headers;
}

export function headerValue(headers, name) {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

// A header's text for people. Each encoded word must be whole characters by itself, as the rules ask.
export function decodeText(value, warn = () => {}) {
  const joined = value.replace(/(\?=)[ \t]+(?==\?)/g, '$1');
  return joined.replace(ENCODED_WORD, (word, charset, encoding, data) => {
    if (word.length > MAX_ENCODED_WORD) warn(`an encoded word is longer than ${MAX_ENCODED_WORD} characters`);
    const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(data, 'base64') : decodeQ(data);
    return decodeBytes(bytes, charset.split('*')[0], warn);
  });
}

export function decodeBytes(bytes, charset, warn = () => {}) {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    warn(`text is not whole characters of ${charset}`);
    return Buffer.from(bytes).toString('utf8');
  }
}

// {value, parameters} of a structured header such as Content-Type; parameter names are lower case.
export function parseStructured(text = '') {
  const [value = '', ...rest] = splitOutsideQuotes(text, ';');
  const parameters = {};
  for (const piece of rest) {
    const at = piece.indexOf('=');
    if (at > 0) addParameter(parameters, piece.slice(0, at).trim().toLowerCase(), unquote(piece.slice(at + 1).trim()));
  }
  return { value: value.trim().toLowerCase(), parameters };
}

// Mail addresses without their display names.
export function addressesOf(value) {
  return splitOutsideQuotes(value ?? '', ',')
    .map((part) => /<([^<>]*)>\s*$/.exec(part)?.[1] ?? part.trim())
    .filter(Boolean);
}

function addParameter(parameters, name, value) {
  const extended = /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(name);
  if (!extended || (!extended[2] && !extended[3])) {
    parameters[name] = value;
  } else {
    const text = extended[3] ? decodeExtended(value) : value;
    parameters[extended[1]] = extended[2] && extended[2] !== '0' ? (parameters[extended[1]] ?? '') + text : text;
  }
}

// UTF-8''%E3%81%82
function decodeExtended(value) {
  const match = /^([^']*)'[^']*'(.*)$/s.exec(value);
  const bytes = Buffer.from(
    (match ? match[2] : value).replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  return decodeBytes(bytes, match?.[1] || 'utf-8');
}

function splitOutsideQuotes(text, separator) {
  const parts = [''];
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && quoted) parts[parts.length - 1] += character + (text[++index] ?? '');
    else if (character === separator && !quoted) parts.push('');
    else {
      if (character === '"') quoted = !quoted;
      parts[parts.length - 1] += character;
    }
  }
  return parts;
}

function unquote(text) {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
}

function decodeQ(data) {
  return Buffer.from(
    data.replace(/_/g, ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}
