import { find } from "../dom";

// How far below what is seen a map begins to load.
const ahead = "300px";

// Shows the map's section, and fetches the map itself only when it comes near: most readers want the list. The list is
// complete without it.
export function enhanceMap(section: HTMLElement): void {
  section.hidden = false;
  if (location.hash === `#${section.id}`) section.scrollIntoView();
  if (!("IntersectionObserver" in window)) {
    fetchMap(section);
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      fetchMap(section);
    },
    { rootMargin: ahead },
  );
  observer.observe(section);
}

function fetchMap(section: HTMLElement): void {
  const { mapStyle, mapScript } = section.dataset;
  const script = document.createElement("script");
  script.src = mapScript ?? "";
  script.addEventListener("error", () => {
    const status = find<HTMLElement>(section, "[data-map-status]");
    if (status) status.textContent = section.dataset["failed"] ?? "";
  });
  if (!mapStyle) {
    document.head.append(script);
    return;
  }
  // The map measures its own parts: the style has to be there first.
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = mapStyle;
  style.addEventListener("load", () => document.head.append(script));
  style.addEventListener("error", () => script.dispatchEvent(new Event("error")));
  document.head.append(style);
}
