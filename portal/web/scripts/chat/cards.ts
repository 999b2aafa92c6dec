import { copyOf, find, isSafeAddress, reveal } from "../dom";
import { text } from "../texts";
import type { ChatEvent, ChatFacility, ChatShop } from "./reply";

// The same rule as the server's pages: over 3 km nobody walks; streets are 1.3 times the straight line, 80 m a minute.
function distanceText(metres: number, walkMinutes?: number): string {
  const distance =
    metres < 995 ? `${Math.max(10, Math.round(metres / 10) * 10)}m` : `${(metres / 1000).toFixed(1)}km`;
  if (metres > 3000 && walkMinutes === undefined) return text("distance", { distance });
  const minutes = walkMinutes ?? Math.max(1, Math.ceil((metres * 1.3) / 80));
  return text("distanceWalk", { distance, minutes: String(minutes) });
}

function genreName(shop: ChatShop): string {
  return (typeof shop.genre === "string" ? shop.genre : shop.genre?.name) ?? "";
}

// The name, as a link when it leads somewhere.
function setName(card: HTMLElement, name: string, address: string): void {
  const heading = find<HTMLElement>(card, "[data-name]");
  if (!heading) return;
  if (!isSafeAddress(address)) {
    heading.textContent = name;
    return;
  }
  const link = document.createElement("a");
  link.href = address;
  link.textContent = name;
  heading.replaceChildren(link);
}

function setRoute(card: HTMLElement, name: string, address: string): void {
  if (!isSafeAddress(address)) return;
  reveal(card, "route");
  const link = find<HTMLAnchorElement>(card, "[data-route-link]");
  if (link) link.href = address;
  const to = find<HTMLElement>(card, "[data-route-to]");
  if (to) to.textContent = text("routeTo", { name });
}

function setTimes(card: HTMLElement, place: { open_now?: boolean; irregular?: boolean; hours?: string }): void {
  if (place.open_now !== undefined) reveal(card, place.open_now ? "open" : "closed");
  if (place.irregular) reveal(card, "irregular");
  if (place.hours) reveal(card, "hours", place.hours);
}

export function shopCard(shop: ChatShop): HTMLElement {
  const card = copyOf("chat-shop");
  setName(card, shop.name, `/shops/${encodeURIComponent(shop.shop_id)}`);
  if (shop.benefit) reveal(card, "benefit", shop.benefit);
  if (shop.distance_m !== undefined) reveal(card, "distance", distanceText(shop.distance_m, shop.walk_minutes));
  if (genreName(shop)) reveal(card, "genre", genreName(shop));
  setTimes(card, shop);
  setRoute(card, shop.name, shop.directions_url ?? "");
  return card;
}

function walkingAddress({ lat, lng }: ChatFacility): string {
  if (typeof lat !== "number" || typeof lng !== "number") return "";
  const destination = `${lat.toFixed(6)}%2C${lng.toFixed(6)}`;
  return `https://www.google.com/maps/dir/?api=1&destination=${destination}&travelmode=walking`;
}

export function facilityCard(facility: ChatFacility): HTMLElement {
  const card = copyOf("chat-facility");
  setName(card, facility.name, facility.url ?? "");
  if (facility.kind) reveal(card, "kind", facility.kind);
  if (facility.distance_m !== undefined)
    reveal(card, "distance", distanceText(facility.distance_m, facility.walk_minutes));
  setTimes(card, facility);
  setRoute(card, facility.name, walkingAddress(facility));
  return card;
}

// 2026年11月22日（日）; what is no day stays as it is written.
function dayText(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !year || !month || !date) return day;
  const time = new Date(Date.UTC(year, month - 1, date));
  const weekday = time.toLocaleDateString(document.documentElement.lang, { weekday: "short", timeZone: "UTC" });
  return text("day", { year: String(year), month: String(month), day: String(date), weekday });
}

function daysText({ first_day: first = "", last_day: last = "" }: ChatEvent): string {
  return last && last !== first ? text("days", { first: dayText(first), last: dayText(last) }) : dayText(first);
}

export function eventCard(event: ChatEvent): HTMLElement {
  const card = copyOf("chat-event");
  setName(card, event.title, event.url ?? "");
  if (event.first_day) reveal(card, "days", [daysText(event), event.time].filter(Boolean).join(" "));
  if (event.venue) reveal(card, "venue", event.venue);
  if (event.fee) reveal(card, "fee", event.fee);
  return card;
}
