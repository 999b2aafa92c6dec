// Reads an SMTP client's bytes: command lines, then message content up to the one true end, CRLF . CRLF.
const MAX_LINE = 2048;
const MAX_TEXT_LINE = 998;
const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;

export class SmtpReader {
  #chunks;
  #buffer = Buffer.alloc(0);

  constructor(socket) {
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  get hasBufferedBytes() {
    return this.#buffer.length > 0;
  }

  // The next line without its CRLF; null for a line that ends otherwise or is too long. Throws {code: 'ENDED'} at the
  // end.
  async line() {
    let end = this.#buffer.indexOf(LF);
    while (end < 0) {
      if (this.#buffer.length > MAX_LINE) this.#buffer = this.#buffer.subarray(-1);
      await this.#more();
      end = this.#buffer.indexOf(LF);
    }
    const line = this.#buffer.subarray(0, end + 1);
    this.#buffer = this.#buffer.subarray(end + 1);
    if (line.length > MAX_LINE || line[end - 1] !== CR || line.subarray(0, end - 1).includes(CR)) return null;
    return line.subarray(0, end - 1).toString('latin1');
  }

  // Message content, unstuffed: {raw, tooLarge, bareLineEnd, longLine}. What is too large is read and thrown away.
  async content(maxBytes) {
    const lines = [];
    const result = { tooLarge: false, bareLineEnd: false, longLine: false };
    let size = 0;
    for (;;) {
      const line = await this.#contentLine(maxBytes);
      if (line.length === 1 && line[0] === DOT) break;
      const text = line[0] === DOT ? line.subarray(1) : line;
      size += text.length + 2;
      result.tooLarge ||= size > maxBytes;
      result.longLine ||= text.length > MAX_TEXT_LINE;
      result.bareLineEnd ||= text.includes(CR) || text.includes(LF);
      if (!result.tooLarge) lines.push(text, Buffer.from('\r\n'));
    }
    return { ...result, raw: result.tooLarge ? Buffer.alloc(0) : Buffer.concat(lines) };
  }

  // Takes this many bytes (or all there are until the end) without looking at them.
  async skip(count) {
    while (this.#buffer.length < count) await this.#more();
    this.#buffer = this.#buffer.subarray(count);
  }

  // Up to the next CRLF; a bare CR or LF is part of the line. A line beyond every limit ends the connection.
  async #contentLine(maxBytes) {
    let from = 0;
    for (;;) {
      const end = this.#buffer.indexOf('\r\n', from, 'latin1');
      if (end >= 0) {
        const line = Buffer.from(this.#buffer.subarray(0, end));
        this.#buffer = this.#buffer.subarray(end + 2);
        return line;
      }
      if (this.#buffer.length > maxBytes) throw gone();
      from = Math.max(0, this.#buffer.length - 1);
      await this.#more();
    }
  }

  async #more() {
    const { value, done } = await this.#chunks.next().catch(() => ({ done: true }));
    if (done) throw gone();
    this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, value]) : value;
  }
}

function gone() {
  return Object.assign(new Error('The client has gone.'), { code: 'ENDED' });
}
