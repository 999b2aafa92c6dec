import { find } from "../dom";
import { codeOf, groupedNumber, readCard, today, type Card } from "./card_code";

const cacheName = "verify-1"; // as in verify_worker.js

// Keeps this page and all it is made of, so that the worker can open it without a network.
async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register("/verify_worker.js", { scope: "/verify" });
  const parts = document.querySelectorAll<HTMLElement>("link[rel=stylesheet], link[rel~=icon], script[src], img[src]");
  const addresses = Array.from(parts, (part) => part.getAttribute("href") ?? part.getAttribute("src") ?? "");
  const cache = await caches.open(cacheName);
  await cache.addAll(["/verify", ...new Set(addresses)]);
  await navigator.serviceWorker.ready;
  document.documentElement.dataset["kept"] = "yes";
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

// As the server shows it when there is no script.
function show(form: HTMLElement, output: HTMLElement, card: Card | null): void {
  const state = !card ? "forged" : today(Date.now()) <= card.lastDay ? "valid" : "ended";
  const result = document.createElement("div");
  result.className = state === "valid" ? "notice notice-success" : "notice notice-error";
  const heading = document.createElement("h2");
  heading.textContent = form.dataset[state] ?? "";
  result.append(heading);
  if (card) {
    const facts = document.createElement("dl");
    facts.className = "information";
    addFact(facts, form.dataset["programmeName"] ?? "", form.dataset[`programme-${card.programme}`] ?? "");
    addFact(facts, form.dataset["untilName"] ?? "", shownDay(form, card.lastDay));
    addFact(facts, form.dataset["numberName"] ?? "", groupedNumber(card.number));
    result.append(facts);
  }
  output.replaceChildren(result);
}

function start(form: HTMLFormElement, output: HTMLElement): void {
  const field = find<HTMLTextAreaElement>(form, "textarea");
  const check = (text: string): void => show(form, output, readCard(codeOf(text), form.dataset["key"] ?? ""));
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
  keepPage().catch(() => {
    document.documentElement.dataset["kept"] = "no";
  });
}
