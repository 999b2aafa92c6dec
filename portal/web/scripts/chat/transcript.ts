import { text } from "../texts";

function words(element: Element | null): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

function shown(elements: Iterable<HTMLElement>): HTMLElement[] {
  return [...elements].filter((element) => !element.closest("[hidden]"));
}

// A card in a few lines: its name, what it offers, where it leads.
function cardLines(card: HTMLElement): string[] {
  const address = card.querySelector<HTMLAnchorElement>(".shop-card-name a")?.href;
  const facts = shown(card.querySelectorAll<HTMLElement>(".benefit, .facts > li")).map(words);
  return [`・${words(card.querySelector(".shop-card-name"))}`, ...facts.map((fact) => `　${fact}`),
    ...(address ? [`　${address}`] : [])];
}

function messageLines(message: HTMLElement): string[] {
  const bubbles = [...message.querySelectorAll<HTMLElement>(".bubble")].flatMap((bubble) =>
    [...bubble.querySelectorAll<HTMLElement>("p, li")].filter((each) => !each.querySelector("button"))
      .map((each) => (each.textContent ?? "").trim()));
  const cards = [...message.querySelectorAll<HTMLElement>(".shop-card")].flatMap(cardLines);
  return [...bubbles, ...cards].filter(Boolean);
}

// What the log shows, as text to paste somewhere: who said what, with the cards' facts and addresses.
export function transcriptOf(log: HTMLElement): string {
  const time = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const turns = [...log.querySelectorAll<HTMLElement>(".message")].map((message) => {
    const speaker = message.classList.contains("message-user") ? text("user") : text("bot");
    return `${speaker}：${messageLines(message).join("\n")}`;
  });
  return [text("transcript", { time }), ...turns].join("\n\n") + "\n";
}
