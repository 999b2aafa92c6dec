import { find, paragraph, reveal } from "../dom";
import { codeOf, groupedNumber, readCard, today, typedDigits, unprovenState } from "./card_code";

const cacheName = "verify-1"; // as in verify_worker.js

// Keeps this page and all it is made of, so that the worker can open it without a network.
async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register("/verify_worker.js", { scope: "/verify" });
  const parts = document.querySelectorAll<HTMLElement>("link[rel=stylesheet], link[rel~=icon], script[src], img[src]");
  const addresses = Array.from(parts, (part) => part.getAttribute("href") ?? part.getAttribute("src") ?? "");
  const cache = await caches.open(cacheName);
  const kept = ["/verify", ...new Set(addresses)];
  await cache.addAll(kept);
  // What an earlier version of the page was made of.
  for (const entry of await cache.keys()) if (!kept.includes(new URL(entry.url).pathname)) await cache.delete(entry);
  await navigator.serviceWorker.ready;
  document.documentElement.dataset["kept"] = "yes";
  reveal(document, "verify-offline");
}

function addFact(list: HTMLElement, name: string, value: string): void {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.textContent = name;
  description.textContent = value;
  line.append(term, description);
  list.append(line);
}

function shownDay(form: HTMLElement, day: string): string {
  return (form.dataset["day"] ?? "")
    .replace("{year}", day.slice(0, 4))
    .replace("{month}", String(Number(day.slice(4, 6))))
    .replace("{day}", String(Number(day.slice(6))));
}

const notices = new Map([["valid", "notice notice-success"], ["number_only", "notice"], ["unchecked", "notice"]]);

// As the server shows it when there is no script.
function show(form: HTMLElement, output: HTMLElement, code: string): void {
  const card = readCard(code, form.dataset["key"] ?? "");
  const state = !card ? unprovenState(code) : today(Date.now()) <= card.lastDay ? "valid" : "ended";
  const result = document.createElement("div");
  result.className = notices.get(state) ?? "notice notice-error";
  const heading = document.createElement("h2");
  heading.textContent = form.dataset[state] ?? "";
  result.append(heading);
  const note = form.dataset[`${state}Note`];
  if (note) result.append(paragraph(note));
  const facts = document.createElement("dl");
  facts.className = "information";
  if (card) {
    addFact(facts, form.dataset["programmeName"] ?? "", form.dataset[`programme-${card.programme}`] ?? "");
    addFact(facts, form.dataset["untilName"] ?? "", shownDay(form, card.lastDay));
  }
  const number = card?.number ?? (state === "number_only" ? typedDigits(code) : null);
  if (number) addFact(facts, form.dataset["numberName"] ?? "", groupedNumber(number));
  if (facts.childElementCount > 0) result.append(facts);
  output.replaceChildren(result);
}

function start(form: HTMLFormElement, output: HTMLElement): void {
  const field = find<HTMLTextAreaElement>(form, "textarea");
  const check = (text: string): void => show(form, output, codeOf(text));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(field?.value ?? "");
  });
  // The telephone's camera opens this page with the code behind its sign, which no server is sent.
  const checkAddress = (): void => {
    if (location.hash.length > 1) check(location.hash);
  };
  window.addEventListener("hashchange", checkAddress);
  checkAddress();
}

const form = find<HTMLFormElement>(document, "[data-verify]");
const output = find<HTMLElement>(document, "[data-verify-output]");
if (form && output) {
  start(form, output);
  // Only where this script runs is nothing sent.
  reveal(document, "verify-private");
  find<HTMLElement>(document, "[data-verify-sent]")?.remove();
  keepPage().catch(() => {
    document.documentElement.dataset["kept"] = "no";
    if (navigator.serviceWorker?.controller) reveal(document, "verify-offline");
  });
}
