import { find, isSafeAddress } from "../dom";

// What the server decided to draw: map_json() in portal/pages.
export interface MapShop {
  number: number;
  name: string;
  url: string;
  benefit?: string;
}

export interface MapPoint {
  lat: number;
  lng: number;
  shops: MapShop[];
}

export interface MapContent {
  points: MapPoint[];
  centre?: { lat: number; lng: number; name: string };
}

// A map's section of a page with its texts.
export class MapSection {
  readonly content: MapContent;
  readonly frame: HTMLElement;
  private readonly status: HTMLElement;

  constructor(private readonly section: HTMLElement) {
    this.content = JSON.parse(section.dataset["mapContent"] ?? "") as MapContent;
    this.frame = this.part("frame");
    this.status = this.part("status");
  }

  // A text or setting of the template by its data attribute.
  get(name: string): string {
    return this.section.dataset[name] ?? "";
  }

  say(sentence: string): void {
    this.status.textContent = sentence;
  }

  get isNumbered(): boolean {
    return find(document, ".shop-number") !== null;
  }

  // "1・4": what stands on a mark; nothing where the list has no numbers.
  numbersOf(point: MapPoint): string {
    return this.isNumbered ? point.shops.map((shop) => shop.number).join("・") : "";
  }

  // "1番　グリル": how a mark is called.
  nameOf(point: MapPoint): string {
    const pattern = this.get(this.isNumbered ? "mark" : "markUnnumbered");
    const names = point.shops.map((shop) => shop.name).join("、");
    const values = { numbers: this.numbersOf(point), names };
    return pattern.replace(/\{(numbers|names)\}/g, (_, key: keyof typeof values) => values[key]);
  }

  private part(name: string): HTMLElement {
    const element = find<HTMLElement>(this.section, `[data-map-${name}]`);
    if (!element) throw new Error(`the map has no ${name}`);
    return element;
  }
}

export function mapSection(): MapSection | null {
  const section = find<HTMLElement>(document, "[data-map]");
  return section && new MapSection(section);
}

// What opens at a mark: the shops with links to their pages.
export function shopsAt(point: MapPoint): HTMLElement {
  const list = document.createElement("ul");
  list.className = "map-shops";
  for (const shop of point.shops) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = shop.name;
    if (isSafeAddress(shop.url)) link.href = shop.url;
    entry.append(link);
    if (shop.benefit) {
      const benefit = document.createElement("span");
      benefit.textContent = shop.benefit;
      entry.append(benefit);
    }
    list.append(entry);
  }
  return list;
}
