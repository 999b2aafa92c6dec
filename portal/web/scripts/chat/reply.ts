// The reply of POST /api/v1/chat/messages, as far as the widget reads it.
export interface ChatShop {
  shop_id: number;
  name: string;
  benefit?: string;
  genre?: string | { name: string } | null;
  distance_m?: number;
  walk_minutes?: number;
  open_now?: boolean;
  irregular?: boolean;
  hours?: string;
  url?: string;
  directions_url?: string;
}

export interface ChatFacility {
  name: string;
  kind?: string;
  distance_m?: number;
  walk_minutes?: number;
  lat?: number;
  lng?: number;
  open_now?: boolean;
  irregular?: boolean;
  hours?: string;
  url?: string;
}

export interface ChatPlace {
  name: string;
  source?: string; // "visitor": where the person who asked is
}

// Days are written 2026-11-22.
export interface ChatEvent {
  title: string;
  first_day?: string;
  last_day?: string;
  time?: string;
  venue?: string;
  fee?: string;
  url?: string;
}

export type ChatMessage =
  | { type: "text"; text: string }
  | { type: "card"; title: string; subtitle?: string; url?: string }
  | { type: "chips"; options: { text: string }[] }
  | { type: "link"; text: string; url: string }
  | { type: "list"; items: ListItem[] };

export type ListItem = string | { title?: string; text?: string };

export interface ChatReply {
  conversation: string;
  answered_by: "dialogflow" | "local_agent";
  messages: ChatMessage[];
  places?: ChatPlace[];
  shops?: ChatShop[];
  facilities?: ChatFacility[];
  events?: ChatEvent[];
  suggestions?: string[];
}

// Whether a JSON value can be shown as a reply; what a newer hub adds does not matter.
export function isChatReply(value: unknown): value is ChatReply {
  if (typeof value !== "object" || value === null) return false;
  const reply = value as Partial<ChatReply>;
  return typeof reply.conversation === "string" && Array.isArray(reply.messages);
}

// The places that have a name a search can be given: where the visitor is has none.
export function namedPlaces(reply: ChatReply): ChatPlace[] {
  return (reply.places ?? []).filter((place) => place.source !== "visitor");
}

// The quick answers a reply offers, each once.
export function chipsOf(reply: ChatReply): string[] {
  const chips: string[] = [];
  for (const message of reply.messages)
    if (message.type === "chips") chips.push(...message.options.map((option) => option.text));
  chips.push(...(reply.suggestions ?? []));
  return [...new Set(chips)];
}

export function itemText(item: ListItem): string {
  return typeof item === "string" ? item : item.title ?? item.text ?? "";
}

// What the messages of a reply say, without its choices.
export function spokenLines(reply: ChatReply): string[] {
  return reply.messages.flatMap((message) => {
    switch (message.type) {
      case "text":
      case "link":
        return [message.text];
      case "card":
        return [message.title, message.subtitle ?? ""];
      case "list":
        return message.items.map(itemText);
      default:
        return [];
    }
  }).filter(Boolean);
}
