// Reads an accepted mail for the ledger and the page: subject, people, text and HTML parts, attachments, and what a
// careful receiver would frown at.
import { addressesOf, decodeBytes, decodeText, headerValue, parseStructured, splitHeaders } from './mime_headers.mjs';

const MAX_DEPTH = 10;
const REQUIRED_HEADERS = ['date', 'from', 'message-id', 'to', 'subject', 'mime-version', 'content-type'];
const SINGLE_HEADERS = [
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
];

// `raw` is the mail's bytes with CRLF line ends. Never throws.
export function parseMail(raw) {
  const warnings = [];
  const warn = (text) => {
    if (!warnings.includes(text)) warnings.push(text);
  };
  const message = raw.toString('latin1');
  const { headers, body } = splitPart(message);
  checkHeaders(headers, message, warn);
  const parts = [];
  collectParts(headers, body, parts, 0, warn);
  const text = (name) => decodeText(toUtf8(headerValue(headers, name) ?? ''), warn);
  return {
    subject: text('subject'),
    from: text('from'),
    to: text('to'),
    to_addresses: addressesOf(headerValue(headers, 'to')),
    date: headerValue(headers, 'date') ?? '',
    message_id: headerValue(headers, 'message-id') ?? '',
    headers: headers.map(({ name, value }) => [name, decodeText(toUtf8(value))]),
    text: parts.find(({ type }) => type === 'text/plain')?.content ?? '',
    html: parts.find(({ type }) => type === 'text/html')?.content ?? '',
    attachments: parts
      .filter(({ content }) => content === undefined)
      .map(({ type, filename, size }) => ({ type, filename, size })),
    warnings,
  };
}

function splitPart(message) {
  const end = message.indexOf('\r\n\r\n');
  if (message.startsWith('\r\n')) return { headers: [], body: message.slice(2) };
  if (end < 0) return { headers: splitHeaders(message), body: '' };
  return { headers: splitHeaders(message.slice(0, end)), body: message.slice(end + 4) };
}

function checkHeaders(headers, message, warn) {
  const names = headers.map(({ name }) => name.toLowerCase());
  for (const name of REQUIRED_HEADERS) if (!names.includes(name)) warn(`header ${name} is missing`);
  for (const name of SINGLE_HEADERS)
    if (names.filter((other) => other === name).length > 1) warn(`header ${name} is given twice`);
  if (/[\x80-\xff]/.test(message.slice(0, message.indexOf('\r\n\r\n'))))
    warn('a header holds characters outside ASCII');
  if (message.split('\r\n').some((line) => line.length > 78)) warn('a line is longer than 78 characters');
}

function collectParts(headers, body, parts, depth, warn) {
  const { value: type, parameters } = parseStructured(headerValue(headers, 'content-type') ?? 'text/plain');
  if (type.startsWith('multipart/') && parameters.boundary && depth < MAX_DEPTH) {
    for (const piece of splitMultipart(body, parameters.boundary, warn)) {
      const part = splitPart(piece);
      collectParts(part.headers, part.body, parts, depth + 1, warn);
    }
    return;
  }
  parts.push(readLeaf(headers, body, type, parameters, warn));
}

function readLeaf(headers, body, type, parameters, warn) {
  const disposition = parseStructured(headerValue(headers, 'content-disposition'));
  const bytes = decodeTransfer(body, headerValue(headers, 'content-transfer-encoding'), warn);
  const filename = disposition.parameters.filename ?? parameters.name ?? '';
  if (!type.startsWith('text/') || disposition.value === 'attachment')
    return { type, filename: decodeText(filename), size: bytes.length };
  return { type, content: decodeBytes(bytes, parameters.charset ?? 'us-ascii', warn) };
}

function splitMultipart(body, boundary, warn) {
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
  const last = pieces.findIndex((piece, index) => index > 0 && piece.startsWith('--'));
  if (last < 0) warn('a multipart has no closing boundary');
  return pieces.slice(1, last < 0 ? undefined : last).map((piece) => piece.slice(piece.indexOf('\r\n') + 2));
}

function decodeTransfer(body, encoding = '7bit', warn) {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  if (name === 'quoted-printable') {
    const text = body.replace(/[ \t]+(?=\r\n|$)/g, '').replace(/=\r\n/g, '');
    return Buffer.from(
      text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    );
  }
  if (name === '7bit' && /[\x80-\xff]/.test(body)) warn('a 7bit part holds bytes outside ASCII');
  return Buffer.from(body, 'latin1');
}

function toUtf8(value) {
  return Buffer.from(value, 'latin1').toString('utf8');
}
