// Sends one HTTP answer, spoiled as the active fault says.
import { STATUS_CODES } from 'node:http';

const GARBAGE = Buffer.from('{"\u0000\u0001garbage": [[[ <not json> \xff\xfe', 'latin1');

export function sendReply(response, reply) {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.end(body);
}

// Faults that need no answer of the service: they are carried out before it sees the call. True when one was.
export async function sendInstead(fault, request, response, faults, statusReply) {
  if (fault.fault === 'refuse') {
    request.socket.resetAndDestroy();
    return true;
  }
  if (fault.fault === 'freeze') {
    await faults.untilCleared(fault, new Promise((resolve) => response.once('close', resolve)));
    request.socket.destroy();
    return true;
  }
  if (fault.fault === 'status') {
    const reply = statusReply(fault);
    if (fault.retry_after_s !== undefined)
      reply.headers = { ...reply.headers, 'retry-after': String(fault.retry_after_s) };
    sendReply(response, reply);
    return true;
  }
  return false;
}

// Faults of the answer on its way back: the service has done its work, the caller cannot read that it has.
export function sendSpoiled(fault, reply, response) {
  const body = Buffer.from(reply.body ?? '');
  if (fault.fault === 'garbage') return sendReply(response, { ...reply, status: 200, body: GARBAGE });
  if (fault.fault === 'wrong_length') return sendRaw(response, Buffer.concat([head(reply, body.length + 10), body]));
  const whole = Buffer.concat([head(reply, body.length), body]);
  const end = fault.at_byte ?? whole.length - Math.ceil(body.length / 2);
  return sendRaw(response, whole.subarray(0, end));
}

// Byte counts of a cut begin with the status line.
function head(reply, length) {
  const headers = { ...reply.headers, 'content-length': length };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}\r\n${lines.join('')}\r\n`);
}

function sendRaw(response, bytes) {
  const { socket } = response;
  socket.end(bytes, () => socket.destroy());
}
