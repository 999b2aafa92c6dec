import L from "leaflet";
import { isSafeAddress } from "../dom";
import type { MapSection } from "./map_content";

// Parts of Leaflet's layers that its types leave out; the version is pinned.
interface TileLayerParts {
  _tiles: Record<string, { coords: L.Coords; el: HTMLImageElement }>;
  _tileZoom: number;
}
interface GridLayerParts {
  _removeTile(key: string): void;
}

// Tiles that go away are simply dropped. Leaflet would give them an empty picture as a data: address, which our content
// security policy does not allow.
const Tiles = L.TileLayer.extend({
  _abortLoading(this: TileLayerParts) {
    for (const [key, tile] of Object.entries(this._tiles)) {
      if (tile.coords.z === this._tileZoom) continue;
      tile.el.onload = tile.el.onerror = null;
      if (tile.el.complete) continue;
      tile.el.remove();
      delete this._tiles[key];
    }
  },
  _removeTile(this: GridLayerParts, key: string) {
    (L.GridLayer.prototype as unknown as GridLayerParts)._removeTile.call(this, key);
  },
}) as unknown as new (url: string, options: L.TileLayerOptions) => L.TileLayer;

// The publisher's name as it asks for, as a link where there is one.
function attribution(section: MapSection): string {
  const name = section.get("mapAttribution");
  const address = section.get("mapAttributionUrl");
  const element = document.createElement(isSafeAddress(address) ? "a" : "span");
  if (element instanceof HTMLAnchorElement) element.href = address;
  element.textContent = name;
  return element.outerHTML;
}

export function addTiles(map: L.Map, section: MapSection): void {
  const tiles = new Tiles(section.get("mapTiles"), {
    attribution: attribution(section),
    maxNativeZoom: Number(section.get("mapMaxZoom")),
    maxZoom: 19,
    // Some publishers want to know which site asks; which page is nobody's business.
    referrerPolicy: "strict-origin",
  });
  L.control.attribution({ position: "bottomleft", prefix: false }).addTo(map);
  let failed = false;
  tiles.on("tileerror", () => {
    if (!failed) section.say(section.get("tilesFailed"));
    failed = true;
  });
  tiles.addTo(map);
}
