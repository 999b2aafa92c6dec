import { copyOf, find, isSafeAddress, paragraph } from "../dom";
import { text } from "../texts";
import type { Position } from "../position";
import { eventCard, facilityCard, shopCard } from "./cards";
import { type ChatMessage, type ChatReply, itemText, namedPlaces } from "./reply";

function bubble(...content: Node[]): HTMLElement {
  const element = copyOf("chat-bubble");
  element.append(...content);
  return element;
}

function link(address: string, label: string): Node {
  if (!isSafeAddress(address)) return document.createTextNode(label);
  const element = document.createElement("a");
  element.href = address;
  element.textContent = label;
  return element;
}

function inParagraph(className: string, content: Node): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.append(content);
  return element;
}

function list(items: string[]): HTMLElement {
  const element = document.createElement("ul");
  element.className = "bubble-list";
  for (const item of items) {
    const entry = document.createElement("li");
    entry.textContent = item;
    element.append(entry);
  }
  return element;
}

// Empty for chips, which stand below the log, and for types a newer hub may send.
function part(message: ChatMessage): HTMLElement | null {
  switch (message.type) {
    case "text":
      return message.text ? bubble(paragraph(message.text)) : null;
    case "link":
      return bubble(inParagraph("", link(message.url, message.text)));
    case "card": {
      const title = message.url ? link(message.url, message.title) : document.createTextNode(message.title);
      const content = [inParagraph("card-title", title)];
      if (message.subtitle) content.push(paragraph(message.subtitle));
      return bubble(...content);
    }
    case "list":
      return bubble(list(message.items.map(itemText)));
    default:
      return null;
  }
}

function message(side: "user" | "bot", simple = false): HTMLElement {
  const element = copyOf("chat-message");
  element.classList.add(`message-${side}`);
  const speaker = find<HTMLElement>(element, "[data-speaker]");
  if (speaker) speaker.textContent = text(side);
  const note = find<HTMLElement>(element, "[data-note]");
  if (note) note.hidden = !simple;
  return element;
}

export function questionMessage(question: string): HTMLElement {
  const element = message("user");
  element.append(bubble(paragraph(question)));
  return element;
}

function cardList(label: string, cards: HTMLElement[]): HTMLElement[] {
  if (cards.length === 0) return [];
  const element = document.createElement("ul");
  element.className = "shop-list";
  element.setAttribute("aria-label", label);
  element.append(...cards);
  return [element];
}

// The list of shops with its map, around the place the answer is about or else the position that was sent.
function listAddress(reply: ChatReply, position: Position | null): string {
  const place = namedPlaces(reply)[0]?.name;
  if (place) return `/shops?near=${encodeURIComponent(place)}#map`;
  return position ? `/shops?lat=${position.lat}&lng=${position.lng}#map` : "";
}

// `position` is the one sent along with the question; it is not kept with the conversation.
export function replyMessage(reply: ChatReply, position: Position | null): HTMLElement {
  const element = message("bot", reply.answered_by === "local_agent");
  for (const each of reply.messages) {
    const shown = part(each);
    if (shown) element.append(shown);
  }
  const shops = reply.shops ?? [];
  element.append(
    ...cardList(text("shops"), shops.map(shopCard)),
    ...cardList(text("facilities"), (reply.facilities ?? []).map(facilityCard)),
    ...cardList(text("events"), (reply.events ?? []).map(eventCard)),
  );
  const address = listAddress(reply, position);
  if (shops.length > 0 && address) element.append(inParagraph("message-more", link(address, text("more"))));
  return element;
}

export function problemMessage(sentence: string, retry: () => void): HTMLElement {
  const element = copyOf("chat-retry");
  const problem = find<HTMLElement>(element, "[data-problem]");
  if (problem) problem.textContent = sentence;
  find<HTMLButtonElement>(element, "button")?.addEventListener("click", retry);
  return element;
}

export function typingMessage(): HTMLElement {
  return copyOf("chat-typing");
}

export function chipList(label: string, chips: string[], press: (chip: string) => void): HTMLElement[] {
  const title = document.createElement("p");
  title.className = "field-label";
  title.id = "chat-choices-title";
  title.textContent = label;
  const element = document.createElement("ul");
  element.className = "chips";
  element.setAttribute("aria-labelledby", title.id);
  for (const chip of chips) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = chip;
    button.addEventListener("click", () => press(chip));
    const entry = document.createElement("li");
    entry.append(button);
    element.append(entry);
  }
  return [title, element];
}
