// One SMTP connection: commands in order, replies in order, faults where they are switched on.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { SmtpReader } from './smtp_reader.mjs';
import { parsePath } from './smtp_path.mjs';

const IDLE_MS = 5 * 60 * 1000;
const MAX_ERRORS = 20;
const HOST = 'sandbox.invalid';

class Hangup extends Error {}

export class SmtpSession {
  #helo = null;
  #envelope = null;
  #errors = 0;

  // accept(envelope, raw) stores a mail and resolves to its queue id.
  constructor({ socket, settings, secureContext, faults, ledger, accept }) {
    Object.assign(this, { settings, secureContext, faults, ledger, accept });
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    this.#talkOver(socket);
  }

  #talkOver(socket) {
    this.socket = socket;
    this.reader = new SmtpReader(socket);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => {});
  }

  async run() {
    try {
      if (await this.#fault('connect')) await this.#reply(220, `${HOST} ESMTP passport-hub sandbox`);
      for (;;) await this.#command(await this.reader.line());
    } catch (error) {
      if (!(error instanceof Hangup) && error.code !== 'ENDED') throw error;
      this.socket.destroy();
    }
  }

  async #command(line) {
    if (line === null) return this.#refuse(500, '5.5.2 Error: lines must end with CRLF and be at most 2048 octets');
    const [, verb, rest] = /^([A-Za-z]*) ?(.*)$/s.exec(line);
    const handlers = {
      EHLO: this.#ehlo,
      HELO: this.#ehlo,
      MAIL: this.#mail,
      RCPT: this.#rcpt,
      DATA: this.#data,
      RSET: this.#reset,
      NOOP: this.#noop,
      QUIT: this.#quit,
      STARTTLS: this.#startTls,
      VRFY: this.#verify,
    };
    const handler = handlers[verb.toUpperCase()];
    if (!handler) return this.#refuse(502, '5.5.2 Error: command not recognized');
    return handler.call(this, rest, verb.toUpperCase());
  }

  async #ehlo(host, verb) {
    if (!(await this.#fault('helo'))) return;
    if (!host.trim()) return this.#refuse(501, `5.5.4 Syntax: ${verb} hostname`);
    this.#helo = host;
    this.#envelope = null;
    const features = [HOST, 'PIPELINING', `SIZE ${this.settings.maxBytes}`, 'ENHANCEDSTATUSCODES', '8BITMIME'];
    if (this.#offersTls) features.push('STARTTLS');
    return this.#reply(250, ...(verb === 'EHLO' ? features : [HOST]));
  }

  get #offersTls() {
    return this.secureContext !== undefined && !this.socket.encrypted;
  }

  // RFC 3207: what was said before counts no more, and what was sent before its time is not read as if it came encrypted.
  async #startTls(rest) {
    if (!this.#offersTls) return this.#refuse(502, '5.5.1 Error: STARTTLS is not offered');
    if (rest.trim() || this.reader.hasBufferedBytes) return this.#refuse(501, '5.5.4 Syntax: STARTTLS');
    this.#helo = null;
    this.#envelope = null;
    // The encrypted socket takes over in the same turn of the loop, so that it gets the client's first byte.
    this.socket.write('220 2.0.0 Ready to start TLS\r\n');
    const secured = new TLSSocket(this.socket, { isServer: true, secureContext: this.secureContext });
    const isSecure = once(secured, 'secure').then(() => true, () => false);
    const isGone = this.closed.then(() => false);
    if (!(await Promise.race([isSecure, isGone]))) throw new Hangup();
    return this.#talkOver(secured);
  }

  async #mail(rest) {
    if (!(await this.#fault('mail'))) return;
    const path = parsePath(rest, 'FROM');
    if (!this.#helo) return this.#refuse(503, '5.5.1 Error: send HELO first');
    if (this.#envelope) return this.#refuse(503, '5.5.1 Error: nested MAIL command');
    if (!path) return this.#refuse(501, '5.5.4 Syntax: MAIL FROM:<address>');
    for (const [name, value] of Object.entries(path.parameters)) {
      if (name === 'SIZE' && Number(value) > this.settings.maxBytes)
        return this.#refuse(552, '5.3.4 Message size exceeds fixed limit');
      if (
        !/^(SIZE|BODY)$/.test(name) ||
        (name === 'BODY' && !/^(7BIT|8BITMIME)$/i.test(value)) ||
        (name === 'SIZE' && !/^\d+$/.test(value))
      ) {
        return this.#refuse(555, `5.5.4 Unsupported option: ${name}`);
      }
    }
    const tls = this.socket.encrypted ? { tls: this.socket.getProtocol() } : {};
    this.#envelope = { from: path.address, to: [], helo: this.#helo, ...tls };
    return this.#reply(250, '2.1.0 Ok');
  }

  async #rcpt(rest) {
    if (!(await this.#fault('rcpt'))) return;
    const path = parsePath(rest, 'TO');
    if (!this.#envelope) return this.#refuse(503, '5.5.1 Error: need MAIL command');
    if (!path || !path.address.includes('@')) return this.#refuse(501, '5.1.3 Bad recipient address syntax');
    if (Object.keys(path.parameters).length) return this.#refuse(555, '5.5.4 Unsupported option');
    if (this.#envelope.to.length >= this.settings.maxRecipients)
      return this.#refuse(452, '4.5.3 Error: too many recipients');
    this.#envelope.to.push(path.address);
    return this.#reply(250, '2.1.5 Ok');
  }

  async #data(rest) {
    if (!(await this.#fault('data'))) return;
    if (rest.trim()) return this.#refuse(501, '5.5.4 Syntax: DATA');
    if (!this.#envelope?.to.length) return this.#refuse(554, '5.5.1 Error: no valid recipients');
    if (this.reader.hasBufferedBytes) {
      await this.#refuse(554, '5.5.0 Error: the message must wait for 354');
      throw new Hangup();
    }
    await this.#reply(354, 'End data with <CR><LF>.<CR><LF>');
    const envelope = this.#envelope;
    const content = await this.#receive();
    this.#envelope = null;
    return this.#judge(envelope, content);
  }

  // Reads the content; a fault of the stage "content" strikes in the middle of it.
  async #receive() {
    const { latency, other } = this.#take('content');
    if (latency) await delay(latency.delay_ms);
    if (other?.fault === 'cut') await this.reader.skip(other.at_byte ?? 1);
    if (other) {
      await this.#strike(other, 'content');
      throw new Hangup();
    }
    return this.reader.content(this.settings.maxBytes);
  }

  async #judge(envelope, { raw, tooLarge, bareLineEnd, longLine }) {
    if (!(await this.#fault('final_dot'))) return;
    if (tooLarge) return this.#refuse(552, '5.3.4 Message size exceeds fixed limit');
    if (bareLineEnd) return this.#refuse(550, '5.6.0 Message contains bare CR or LF');
    if (longLine) return this.#refuse(550, '5.6.0 A line is longer than 998 octets');
    const id = await this.accept(envelope, raw);
    if (!(await this.#fault('accepted'))) return;
    await this.#reply(250, `2.0.0 Ok: queued as ${id}`);
  }

  async #reset() {
    this.#envelope = null;
    return this.#reply(250, '2.0.0 Ok');
  }

  async #noop() {
    return this.#reply(250, '2.0.0 Ok');
  }

  async #verify() {
    return this.#reply(252, '2.0.0 Cannot VRFY user');
  }

  async #quit() {
    await this.#reply(221, '2.0.0 Bye');
    this.socket.end();
    throw new Hangup();
  }

  #take(stage) {
    const taken = this.faults.take('smtp', stage);
    for (const fault of [taken.latency, taken.other]) {
      if (fault) this.ledger.append('smtp', 'fault', { fault: fault.fault, fault_id: fault.id, stage });
    }
    return taken;
  }

  // Applies the faults of a stage. False when a fault has answered in place of the command.
  async #fault(stage) {
    const { latency, other } = this.#take(stage);
    if (latency) await delay(latency.delay_ms);
    if (!other) return true;
    await this.#strike(other, stage);
    return false;
  }

  async #strike(fault, stage) {
    if (fault.fault === 'refuse') this.socket.resetAndDestroy();
    if (fault.fault === 'freeze') await this.faults.untilCleared(fault, this.closed);
    if (fault.fault === 'status')
      return this.#refuse(fault.status, `${fault.status < 500 ? 4 : 5}.3.0 Sandbox fault at ${stage}`);
    if (fault.fault === 'garbage') return this.#write('\u0001\u0002 this is no SMTP reply\r\n');
    throw new Hangup();
  }

  async #refuse(code, text) {
    this.ledger.append('smtp', 'refused', { code, reply: text });
    await this.#reply(code, text);
    this.#errors += 1;
    if (code === 421 || this.#errors >= MAX_ERRORS) throw new Hangup();
  }

  #reply(code, ...lines) {
    return this.#write(
      lines.map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join(''),
    );
  }

  #write(text) {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Hangup());
      return this.socket.write(text, () => resolve());
    });
  }
}
