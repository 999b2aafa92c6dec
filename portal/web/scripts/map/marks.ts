import L from "leaflet";
import { type MapPoint, type MapSection, shopsAt } from "./map_content";

// Big enough for a thumb; what is seen of it is smaller (map.css).
const markSize = 44;

function icon(className: string, text: string): L.DivIcon {
  const label = document.createElement("span");
  label.textContent = text;
  return L.divIcon({ className, html: label, iconSize: [markSize, markSize] });
}

function addMark(map: L.Map, section: MapSection, point: MapPoint): void {
  const many = point.shops.length > 1;
  const mark = L.marker([point.lat, point.lng], {
    icon: icon(many ? "map-mark map-mark-many" : "map-mark", section.numbersOf(point)),
    title: section.nameOf(point),
  });
  mark.bindPopup(shopsAt(point), {
    // Beside the buttons for the zoom, also on the narrowest phone.
    autoPanPaddingTopLeft: [64, 8],
    maxHeight: 200,
    maxWidth: Math.min(240, section.frame.clientWidth - 148),
    minWidth: 100,
  });
  mark.addTo(map);
  const element = mark.getElement();
  if (!element) return;
  element.setAttribute("aria-label", section.nameOf(point));
  element.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    mark.openPopup();
  });
  keepFocus(map, mark, element, section.get("close"));
}

// Whoever opens a mark by keyboard is led into what opens, and back when it closes.
function keepFocus(map: L.Map, mark: L.Marker, element: HTMLElement, closeText: string): void {
  mark.on("popupopen", () => {
    const popup = mark.getPopup()?.getElement();
    popup?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", closeText);
    if (document.activeElement === element) popup?.querySelector("a")?.focus({ preventScroll: true });
  });
  // Before Leaflet takes the popup away, and the focus with it.
  map.on("popupclose", ({ popup }) => {
    if (popup === mark.getPopup() && popup.getElement()?.contains(document.activeElement))
      element.focus({ preventScroll: true });
  });
}

// The place that was searched for, and the shops.
export function drawMarks(map: L.Map, section: MapSection): void {
  const { points, centre } = section.content;
  if (centre)
    L.marker([centre.lat, centre.lng], {
      icon: icon("map-centre", ""),
      interactive: false,
      keyboard: false,
      title: centre.name,
      zIndexOffset: -1000,
    }).addTo(map);
  for (const point of points) addMark(map, section, point);
}
