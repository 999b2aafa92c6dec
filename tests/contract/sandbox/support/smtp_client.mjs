// A plain SMTP client for tests: sends exactly the bytes it is given and reads whole replies.
import { connect } from 'node:net';

export class SmtpClient {
  #buffer = '';
  #waiting = null;
  closed = false;

  static async open(address) {
    const client = new SmtpClient();
    const [host, port] = address.split(':');
    client.socket = connect({ host, port: Number(port) });
    client.socket.setEncoding('latin1');
    client.socket.on('data', (text) => {
      client.#buffer += text;
      client.#deliver();
    });
    client.socket.on('error', () => {});
    client.socket.on('close', () => {
      client.closed = true;
      client.#deliver();
    });
    return client;
  }

  // The next reply as {code, lines}; null when the connection has ended.
  reply() {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#deliver();
    });
  }

  write(text) {
    this.socket.write(Buffer.from(text, 'latin1'));
  }

  command(line) {
    this.write(`${line}\r\n`);
    return this.reply();
  }

  // Greeting up to 354; returns the reply to DATA.
  async start({ from = 'hub@portal.example.jp', to = ['shop@example.jp'] } = {}) {
    await this.reply();
    await this.command('EHLO test.example.jp');
    await this.command(`MAIL FROM:<${from}>`);
    for (const address of to) await this.command(`RCPT TO:<${address}>`);
    return this.command('DATA');
  }

  // A whole mail; returns the reply to the final dot.
  async send(message, options) {
    await this.start(options);
    this.write(`${message}\r\n.\r\n`);
    return this.reply();
  }

  end() {
    this.socket.destroy();
  }

  #deliver() {
    if (!this.#waiting) return;
    const match = /^(?:\d{3}-.*\r\n)*(\d{3}) .*\r\n/.exec(this.#buffer);
    if (!match && !this.closed) return;
    const resolve = this.#waiting;
    this.#waiting = null;
    if (match) this.#buffer = this.#buffer.slice(match[0].length);
    resolve(
      match
        ? {
            code: Number(match[1]),
            lines: match[0]
              .trimEnd()
              .split('\r\n')
              .map((line) => line.slice(4)),
          }
        : null,
    );
  }
}
