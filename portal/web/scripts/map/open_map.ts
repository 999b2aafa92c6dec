import L from "leaflet";
import { distanceRings } from "./distance_rings";
import { mapSection, type MapSection } from "./map_content";
import { drawMarks } from "./marks";
import { addTiles } from "./tiles";

const closest = 17;

function isCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// One finger scrolls the page, two move the map; the wheel scrolls the page. Nobody gets stuck on the map.
function makeMap(section: MapSection): L.Map {
  const calm = isCalm();
  const map = L.map(section.frame, {
    attributionControl: false,
    dragging: !window.matchMedia("(pointer: coarse)").matches,
    fadeAnimation: !calm,
    inertia: !calm,
    markerZoomAnimation: !calm,
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    zoomControl: false,
    // Tiles are sharp at whole steps only.
    zoomSnap: section.get("mapTiles") ? 1 : 0.25,
  });
  if (calm) {
    const { panBy } = map;
    map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
  }
  L.control.zoom({ zoomInTitle: section.get("zoomIn"), zoomOutTitle: section.get("zoomOut") }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  return map;
}

function nameFrame(frame: HTMLElement): void {
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-labelledby", "map-title");
  frame.setAttribute("aria-describedby", "map-note");
}

function draw(section: MapSection): void {
  const { points, centre } = section.content;
  const bounds = L.latLngBounds(points.map(({ lat, lng }) => [lat, lng]));
  if (centre) bounds.extend([centre.lat, centre.lng]);
  nameFrame(section.frame);
  const map = makeMap(section);
  const rings = section.get("mapTiles") || !centre ? null : distanceRings(centre, points);
  if (rings) bounds.extend(rings.bounds);
  map.fitBounds(bounds, { animate: false, maxZoom: closest, padding: [24, 24] });
  if (rings) rings.layer.addTo(map);
  else if (section.get("mapTiles")) addTiles(map, section);
  drawMarks(map, section);
  // Leaflet itself hears the key only while the map as a whole has the focus.
  section.frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  section.say("");
}

const section = mapSection();
if (section) draw(section);
