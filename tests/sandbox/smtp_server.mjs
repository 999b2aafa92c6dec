// The SMTP listener. A mail counts as accepted when it is in the ledger, and only then the client reads 250.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { parseMail } from './mime.mjs';
import { SmtpSession } from './smtp_session.mjs';

// settings: {maxBytes, maxRecipients}, live. With a secureContext STARTTLS is offered.
export function createSmtpServer({ settings, secureContext, faults, ledger, log }) {
  const sockets = new Set();
  const accept = (envelope, raw) => storeMail(ledger, envelope, raw);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new SmtpSession({ socket, settings, secureContext, faults, ledger, accept }).run().catch((error) => {
      log.error('smtp_session_failed', { error: error.stack });
      socket.destroy();
    });
  });
  return { server, destroySockets: () => sockets.forEach((socket) => socket.destroy()) };
}

// Puts the mail into the ledger and onto the disk. Returns its queue id.
async function storeMail(ledger, envelope, raw) {
  const id = randomBytes(6).toString('hex').toUpperCase();
  ledger.append('smtp', 'mail', {
    id,
    envelope,
    ...parseMail(raw),
    size: raw.length,
    sha256: createHash('sha256').update(raw).digest('hex'),
    raw_base64: raw.toString('base64'),
  });
  await ledger.sync();
  return id;
}
