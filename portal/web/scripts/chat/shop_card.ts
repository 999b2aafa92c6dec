import { copyOf, find, isSafeAddress, reveal } from "../dom";
import { text } from "../texts";
import type { ChatShop } from "./reply";

// The same rule as the server's pages: over 3 km nobody walks; streets are 1.3 times the straight line, 80 m a minute.
function distanceText(metres: number): string {
  const distance =
    metres < 995 ? `${Math.max(10, Math.round(metres / 10) * 10)}m` : `${(metres / 1000).toFixed(1)}km`;
  if (metres > 3000) return text("distance", { distance });
  const minutes = Math.max(1, Math.ceil((metres * 1.3) / 80));
  return text("distanceWalk", { distance, minutes: String(minutes) });
}

function genreName(shop: ChatShop): string {
  return (typeof shop.genre === "string" ? shop.genre : shop.genre?.name) ?? "";
}

export function shopCard(shop: ChatShop): HTMLElement {
  const card = copyOf("chat-shop");
  const name = find<HTMLAnchorElement>(card, "[data-name]");
  if (name) {
    name.textContent = shop.name;
    name.href = `/shops/${encodeURIComponent(shop.shop_id)}`;
  }
  if (shop.benefit) reveal(card, "benefit", shop.benefit);
  if (shop.distance_m !== undefined) reveal(card, "distance", distanceText(shop.distance_m));
  if (genreName(shop)) reveal(card, "genre", genreName(shop));
  if (shop.open_now !== undefined) reveal(card, shop.open_now ? "open" : "closed");
  if (shop.directions_url && isSafeAddress(shop.directions_url)) {
    reveal(card, "route");
    const link = find<HTMLAnchorElement>(card, "[data-route-link]");
    if (link) link.href = shop.directions_url;
    const to = find<HTMLElement>(card, "[data-route-to]");
    if (to) to.textContent = text("routeTo", { name: shop.name });
  }
  return card;
}
