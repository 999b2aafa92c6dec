// Style and script of the sandbox page. They travel inside it, so that it needs no other file.
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1a1a1c; --soft: #595959; --line: #d9d9d9; --back: #f6f7f9; --blue: #0946b0; --red: #a8071a; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans JP", sans-serif; color: var(--ink); background: var(--back); }
header, main { max-width: 80rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 0 0 .5rem; font-size: 1.2rem; } h3, h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
header p { margin: .25rem 0; } .addresses { color: var(--soft); } a { color: var(--blue); }
section { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin-bottom: 1rem; }
.quick, .active { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 .5rem; padding: 0; list-style: none; }
.active li { display: flex; flex-wrap: wrap; max-width: 100%; gap: .5rem; align-items: center; border: 1px solid var(--red); border-radius: 6px; padding: .25rem .5rem; }
form { margin: 0; } button { font: inherit; min-height: 2.5rem; padding: .25rem .75rem; border: 1px solid var(--blue); border-radius: 6px; background: #fff; color: var(--blue); cursor: pointer; }
button:hover { background: #e8f1fe; } :focus-visible { outline: 3px solid #b78f00; outline-offset: 2px; }
.fault-form { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem; align-items: end; margin-top: .5rem; }
.fault-form label { display: grid; } input, select { font: inherit; padding: .25rem; min-height: 2.5rem; width: 100%; }
.mail { border-top: 1px solid var(--line); padding: .5rem 0; } .mail summary { cursor: pointer; overflow-wrap: anywhere; } .mail summary span, time { color: var(--soft); }
#mails:not(:empty) + .empty { display: none; } .empty { margin: 0; color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .5rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0; padding: .75rem; background: var(--back); white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 28rem; border: 1px solid var(--line); background: #fff; } .warnings, .bad td:nth-child(4) { color: var(--red); }
.scroll { overflow-x: auto; } section { min-width: 0; } table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-top: 1px solid var(--line); white-space: nowrap; }
.details { white-space: normal; min-width: 18rem; overflow-wrap: anywhere; } .details i { color: var(--soft); font-style: normal; } .details span { margin-right: .75rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } header, main { padding: .75rem; } }
`;

export const PAGE_SCRIPT = `
const live = document.getElementById('live');
const limits = { mails: 50, calls: 200 };
const source = new EventSource('/sandbox/events');
source.onopen = () => { live.textContent = 'live'; };
source.onerror = () => { live.textContent = 'connection lost, trying again'; };
source.onmessage = (event) => {
  const piece = JSON.parse(event.data);
  const place = document.getElementById(piece.place);
  const holder = document.createElement('template');
  holder.innerHTML = piece.html;
  const added = holder.content.firstElementChild;
  if (!document.getElementById(added.id)) place.prepend(added);
  while (place.childElementCount > limits[piece.place]) place.lastElementChild.remove();
  if (piece.faults) document.getElementById('faults').innerHTML = piece.faults;
};
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const reply = await fetch(event.target.action, { method: 'POST', redirect: 'manual', body: new URLSearchParams(new FormData(event.target)) });
  if (reply.status >= 400) alert(await reply.text());
});
`;
