import { find } from "../dom";
import { mapSection, type MapPoint, type MapSection, shopsAt } from "./map_content";

// What we use of the Maps JavaScript API.
interface Position {
  lat: number;
  lng: number;
}
interface GoogleMap {
  fitBounds(bounds: object, padding?: number): void;
}
interface Mark {
  addListener(event: string, handler: () => void): void;
}
interface InfoWindow {
  open(options: { map: GoogleMap; anchor: Mark }): void;
  setContent(content: HTMLElement): void;
}
interface Maps {
  Map: new (frame: HTMLElement, options: object) => GoogleMap;
  Marker: new (options: object) => Mark;
  InfoWindow: new () => InfoWindow;
  LatLngBounds: new () => { extend(position: Position): void };
}
interface GoogleWindow extends Window {
  google?: { maps: Maps };
  gm_authFailure?: () => void;
  passportHubMap?: () => void;
}

const host = window as GoogleWindow;
const closest = 17;

function addMark(maps: Maps, map: GoogleMap, info: InfoWindow, section: MapSection, point: MapPoint): void {
  const numbers = section.numbersOf(point);
  const mark = new maps.Marker({
    map,
    position: { lat: point.lat, lng: point.lng },
    title: section.nameOf(point),
    ...(numbers ? { label: { text: numbers, fontWeight: "700" } } : {}),
  });
  mark.addListener("click", () => {
    info.setContent(shopsAt(point));
    info.open({ map, anchor: mark });
  });
}

function draw(maps: Maps, section: MapSection): void {
  const { points, centre } = section.content;
  const bounds = new maps.LatLngBounds();
  for (const { lat, lng } of points) bounds.extend({ lat, lng });
  if (centre) bounds.extend({ lat: centre.lat, lng: centre.lng });
  // "cooperative": one finger and the wheel scroll the page.
  const map = new maps.Map(section.frame, {
    clickableIcons: false,
    gestureHandling: "cooperative",
    mapTypeControl: false,
    maxZoom: closest,
    streetViewControl: false,
  });
  map.fitBounds(bounds, 36);
  const info = new maps.InfoWindow();
  for (const point of points) addMark(maps, map, info, section, point);
  section.say("");
}

// The loading form that Google documents for one callback.
function load(section: MapSection): void {
  const failed = (): void => section.say(section.get("failed"));
  host.passportHubMap = () => (host.google ? draw(host.google.maps, section) : failed());
  host.gm_authFailure = failed;
  const address = new URL("https://maps.googleapis.com/maps/api/js");
  address.search = new URLSearchParams({
    key: section.get("mapKey"),
    callback: "passportHubMap",
    language: document.documentElement.lang,
    loading: "async",
    region: "JP",
  }).toString();
  const script = document.createElement("script");
  script.src = address.href;
  script.async = true;
  script.nonce = find<HTMLScriptElement>(document, "script[nonce]")?.nonce ?? "";
  script.addEventListener("error", failed);
  document.head.append(script);
}

const section = mapSection();
if (section) load(section);
