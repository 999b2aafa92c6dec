import L from "leaflet";

const ringMetres = [100, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];
const mostRings = 3;

function ringName(metres: number): string {
  return metres < 1000 ? `${metres}m` : `${metres / 1000}km`;
}

// Without a background, rings around the place that was searched for tell how far away the shops are.
export function drawDistances(map: L.Map, centre: { lat: number; lng: number }, bounds: L.LatLngBounds): void {
  const farthest = Math.max(
    ...[bounds.getNorthEast(), bounds.getSouthWest()].map((corner) => map.distance(corner, [centre.lat, centre.lng])),
  );
  const reached = ringMetres.filter((metres) => metres <= farthest);
  const rings = reached.length > 0 ? reached.slice(-mostRings) : ringMetres.slice(0, 1);
  for (const metres of rings) {
    const ring = L.circle([centre.lat, centre.lng], { className: "map-ring", interactive: false, radius: metres });
    ring.addTo(map);
    const name = document.createElement("span");
    name.textContent = ringName(metres);
    L.marker([ring.getBounds().getNorth(), centre.lng], {
      icon: L.divIcon({ className: "map-ring-name", html: name, iconSize: [64, 20] }),
      interactive: false,
      keyboard: false,
    }).addTo(map);
  }
}
