// A webhook for tests: keeps every call and answers with what the test gives it.
import { createServer } from 'node:http';

export class WebhookStub {
  calls = [];
  answer = () => ({});

  static async start() {
    const stub = new WebhookStub();
    stub.server = createServer((request, response) => stub.#handle(request, response));
    await new Promise((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.url = `http://127.0.0.1:${stub.server.address().port}/webhooks/dialogflow`;
    return stub;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  // `answer(call, response)` returns a JSON value, or undefined when it has dealt with the response itself.
  async #handle(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
    this.calls.push(call);
    const value = this.answer(call, response);
    if (value === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof value === 'string' ? value : JSON.stringify(value));
  }
}
