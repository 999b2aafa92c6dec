import L from "leaflet";

interface Place {
  lat: number;
  lng: number;
}

const ringMetres = [100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000, 20_000, 50_000, 100_000];
const mostRings = 3;

function ringName(metres: number): string {
  return metres < 1000 ? `${metres}m` : `${metres / 1000}km`;
}

// The radii to draw: the first that reaches the farthest place, and some within.
function radii(farthest: number): number[] {
  const outermost = ringMetres.findIndex((metres) => metres >= farthest);
  const end = outermost < 0 ? ringMetres.length : outermost + 1;
  return ringMetres.slice(Math.max(0, end - mostRings), end);
}

// Without a background, rings around the place that was searched for tell how far away the shops are.
export function distanceRings(centre: Place, points: Place[]): { layer: L.Layer; bounds: L.LatLngBounds } {
  const middle = L.latLng(centre.lat, centre.lng);
  const metres = radii(Math.max(...points.map(({ lat, lng }) => middle.distanceTo([lat, lng]))));
  const layer = L.layerGroup();
  let bounds = L.latLngBounds(middle, middle);
  for (const radius of metres) {
    bounds = middle.toBounds(radius * 2);
    L.circle(middle, { className: "map-ring", interactive: false, radius }).addTo(layer);
    const name = document.createElement("span");
    name.textContent = ringName(radius);
    L.marker([bounds.getSouth(), centre.lng], {
      icon: L.divIcon({ className: "map-ring-name", html: name, iconSize: [64, 20] }),
      interactive: false,
      keyboard: false,
      zIndexOffset: -2000,
    }).addTo(layer);
  }
  return { layer, bounds };
}
