// Pieces of the sandbox page as HTML text.
import { FAULTS, MAPS_STATUSES, SERVICES, SMTP_STAGES } from './faults.mjs';

const SHOWN_ELSEWHERE = new Set(['seq', 'time', 'service', 'kind']);

// Faults that people want most often: label and description.
const QUICK_FAULTS = [
  ['Dialogflow slow (4 s)', { service: 'dialogflow', fault: 'latency', delay_ms: 4000 }],
  ['Dialogflow 503', { service: 'dialogflow', fault: 'status', status: 503 }],
  ['Dialogflow over quota', { service: 'dialogflow', fault: 'status', status: 429, retry_after_s: 30 }],
  ['Dialogflow frozen', { service: 'dialogflow', fault: 'freeze' }],
  ['Webhook frozen', { service: 'webhook', fault: 'freeze' }],
  ['Tokens refused (500)', { service: 'oauth', fault: 'status', status: 500 }],
  ['Maps down (503)', { service: 'geocoding', fault: 'status', status: 503 }],
  ['Maps over quota', { service: 'geocoding', fault: 'status', maps_status: 'OVER_QUERY_LIMIT' }],
  ['Mail deferred (451)', { service: 'smtp', fault: 'status', status: 451, smtp_stage: 'final_dot' }],
  ['Mail cut after acceptance', { service: 'smtp', fault: 'cut', smtp_stage: 'accepted' }],
  ['Mail refused', { service: 'smtp', fault: 'refuse' }],
];

export function escapeHtml(value) {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function renderCall(entry) {
  const details = Object.entries(entry)
    .filter(([name, value]) => !SHOWN_ELSEWHERE.has(name) && value !== null)
    .map(
      ([name, value]) =>
        `<span><i>${escapeHtml(name)}</i> ${escapeHtml(typeof value === 'object' ? JSON.stringify(value) : value)}</span>`,
    );
  const bad = ['refused', 'token.refused', 'fault'].includes(entry.kind) ? ' class="bad"' : '';
  return (
    `<tr id="entry-${entry.seq}"${bad}><td>${entry.seq}</td><td>${renderTime(entry.time)}</td><td>${escapeHtml(entry.service)}</td>` +
    `<td>${escapeHtml(entry.kind)}</td><td class="details">${details.join(' ')}</td></tr>`
  );
}

export function renderMail(entry) {
  const html = entry.html
    ? `<h4>HTML</h4><iframe sandbox="" title="HTML part of mail ${escapeHtml(entry.id)}" srcdoc="${escapeHtml(entry.html)}"></iframe>`
    : '';
  const warnings = entry.warnings.length
    ? `<ul class="warnings">${entry.warnings.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`
    : '';
  const attachments = entry.attachments
    .map(({ filename, type, size }) => `<li>${escapeHtml(filename || type)} (${size} bytes)</li>`)
    .join('');
  return `<details class="mail" id="entry-${entry.seq}"><summary><b>${escapeHtml(entry.subject || '(no subject)')}</b>
<span>to ${escapeHtml(entry.envelope.to.join(', '))}</span> ${renderTime(entry.time)}</summary>
<dl><dt>From</dt><dd>${escapeHtml(entry.from)}</dd>
<dt>To</dt><dd>${escapeHtml(entry.to)}</dd>
<dt>Date</dt><dd>${escapeHtml(entry.date)}</dd>
<dt>Message-ID</dt><dd>${escapeHtml(entry.message_id)}</dd>
<dt>Envelope</dt><dd>&lt;${escapeHtml(entry.envelope.from)}&gt; → ${escapeHtml(entry.envelope.to.join(', '))}</dd>
<dt>Queue id</dt><dd>${escapeHtml(entry.id)} ·
<a href="/sandbox/mails/${escapeHtml(entry.id)}/raw">as it came (${entry.size} bytes)</a></dd></dl>
${warnings}<h4>Text</h4><pre>${escapeHtml(entry.text)}</pre>${html}
${attachments ? `<h4>Attachments</h4><ul>${attachments}</ul>` : ''}</details>`;
}

export function renderFaults(faults) {
  const rows = faults.map((fault) => {
    const { id, service, fault: kind, ...rest } = fault;
    const details = Object.entries(rest)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return `<li><b>${escapeHtml(service)}</b> ${escapeHtml(kind)} <span>${escapeHtml(details)}</span>
<form method="post" action="/sandbox/faults/clear"><input type="hidden" name="id" value="${id}">
<button aria-label="Clear fault ${id}">Clear</button></form></li>`;
  });
  return rows.length
    ? `<ul class="active">${rows.join('')}</ul><form method="post" action="/sandbox/faults/clear"><button>Clear all</button></form>`
    : '<p>None: every service answers as it should.</p>';
}

export function renderFaultForms() {
  return `<h3>Switch one on</h3><div class="quick">${QUICK_FAULTS.map(renderQuick).join('')}</div>${renderFaultForm()}`;
}

function renderQuick([label, fault]) {
  const fields = Object.entries(fault)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
  return `<form method="post" action="/sandbox/faults">${fields}<button>${escapeHtml(label)}</button></form>`;
}

function renderFaultForm() {
  const number = (name, label) =>
    `<label>${label} <input name="${name}" type="number" min="0" inputmode="numeric"></label>`;
  return `<details><summary>Any other</summary><form method="post" action="/sandbox/faults" class="fault-form">
${renderSelect('service', 'Service', SERVICES)}${renderSelect('fault', 'Fault', FAULTS)}
${number('delay_ms', 'Delay (ms)')}${number('status', 'Status')}
${number('retry_after_s', 'Retry-After (s)')}${number('at_byte', 'Cut at byte')}
${number('times', 'Times (empty: until cleared)')}
${renderSelect('smtp_stage', 'SMTP stage', ['', ...SMTP_STAGES])}
${renderSelect('maps_status', 'Maps status', ['', ...MAPS_STATUSES])}
<button>Switch on</button></form></details>`;
}

function renderSelect(name, label, choices) {
  return `<label>${label} <select name="${name}">${choices.map((choice) => `<option>${choice}</option>`).join('')}</select></label>`;
}

function renderTime(time) {
  return `<time datetime="${escapeHtml(time)}">${escapeHtml(time.slice(11, 23))}</time>`;
}
