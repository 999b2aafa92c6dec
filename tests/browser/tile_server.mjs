// A stand-in for a publisher of map tiles on loopback, which remembers what it was asked for.
import { once } from 'node:events';
import { createServer } from 'node:http';

function tile(path) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#eef3ea"
    stroke="#c9d4c0"/><path d="M0 90H256M120 0V256" stroke="#fff" stroke-width="10"/><text x="8" y="24" font-size="14"
    fill="#9aa68f">${path}</text></svg>`;
}

export class TileServer {
  requests = [];
  broken = false;

  static async start() {
    const server = new TileServer();
    server.http = createServer((request, response) => {
      server.requests.push({ path: request.url, referrer: request.headers.referer ?? '' });
      const found = !server.broken && /^\/tiles\/\d+\/\d+\/\d+\.png$/.test(request.url);
      response.writeHead(found ? 200 : 404, { 'Content-Type': 'image/svg+xml' }).end(found ? tile(request.url) : '');
    }).listen(0, '127.0.0.1');
    await once(server.http, 'listening');
    return server;
  }

  get origin() {
    return `http://127.0.0.1:${this.http.address().port}`;
  }

  get pattern() {
    return `${this.origin}/tiles/{z}/{x}/{y}.png`;
  }

  stop() {
    this.http.closeAllConnections();
    this.http.close();
  }
}
