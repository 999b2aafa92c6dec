// The page at /sandbox/: rendered whole on the server, then kept current by server-sent events where scripts run.
import { randomBytes } from 'node:crypto';
import { escapeHtml, renderCall, renderFaultForms, renderFaults, renderMail } from './page_parts.mjs';
import { PAGE_SCRIPT, PAGE_STYLE } from './page_assets.mjs';

const MAILS_SHOWN = 50;
const CALLS_SHOWN = 200;
const HEARTBEAT_MS = 15_000;

const isMail = (entry) => entry.kind === 'mail';
const isCall = (entry) => !isMail(entry);

export class Page {
  constructor({ ledger, faults, addresses }) {
    Object.assign(this, { ledger, faults, addresses });
  }

  render() {
    const nonce = randomBytes(12).toString('base64');
    const policy =
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; form-action 'self'; ` +
      "frame-ancestors 'none'; base-uri 'none'";
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    };
    return { status: 200, headers, body: this.#html(nonce) };
  }

  // Every new ledger entry as a ready piece of HTML; `id` is its number, so that a browser goes on where it was.
  events({ headers }) {
    const since = Number(headers['last-event-id'] ?? this.ledger.lastSeq) || this.ledger.lastSeq;
    return { stream: (response) => this.#stream(response, since) };
  }

  async #stream(response, since) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = (entry) => response.write(`id: ${entry.seq}\ndata: ${JSON.stringify(this.#piece(entry))}\n\n`);
    const missed = await this.ledger.read({ since, limit: CALLS_SHOWN });
    missed.forEach(send);
    const last = missed.at(-1)?.seq ?? since;
    const live = (entry) => {
      if (entry.seq > last) send(entry);
    };
    this.ledger.on('entry', live);
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
    response.once('close', () => {
      this.ledger.off('entry', live);
      clearInterval(heartbeat);
    });
  }

  #piece(entry) {
    const faults = entry.service === 'sandbox' || entry.kind === 'fault' ? renderFaults(this.faults.list()) : undefined;
    return {
      place: isMail(entry) ? 'mails' : 'calls',
      html: isMail(entry) ? renderMail(entry) : renderCall(entry),
      faults,
    };
  }

  #html(nonce) {
    const mails = this.ledger.newest(MAILS_SHOWN, isMail).reverse();
    const calls = this.ledger.newest(CALLS_SHOWN, isCall).reverse();
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Passport Hub sandbox</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body data-last="${this.ledger.lastSeq}">
<header>
<h1>Passport Hub sandbox</h1>
<p>A stand-in for Google OAuth, Dialogflow ES, Google Geocoding and a mail server. Nothing here reaches the outside.
<strong>Matching scores are this sandbox's own approximation; they are not Google's.</strong></p>
<p class="addresses">HTTP <code>${escapeHtml(this.addresses.http)}</code> ·
SMTP <code>${escapeHtml(this.addresses.smtp)}</code> ·
<a href="/sandbox/state">state</a> · <a href="/sandbox/ledger">ledger</a> ·
<span id="live" role="status">reload to see more</span></p>
</header>
<main>
<section aria-labelledby="faults-title"><h2 id="faults-title">Faults</h2>
<div id="faults">${renderFaults(this.faults.list())}</div>
${renderFaultForms()}</section>
<section aria-labelledby="mails-title"><h2 id="mails-title">Mails</h2>
<div id="mails">${mails.map(renderMail).join('\n')}</div><p class="empty">No mail yet.</p></section>
<section aria-labelledby="calls-title"><h2 id="calls-title">Calls</h2>
<div class="scroll"><table><thead><tr><th scope="col">#</th>
<th scope="col">Time</th><th scope="col">Service</th><th scope="col">What</th>
<th scope="col">Details</th></tr></thead>
<tbody id="calls">${calls.map(renderCall).join('\n')}</tbody></table></div></section>
</main>
<script nonce="${nonce}">${PAGE_SCRIPT}</script>
</body>
</html>
`;
  }
}
