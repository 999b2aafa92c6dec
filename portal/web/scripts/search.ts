import { find } from "./dom";
import { askPosition, positionIsAvailable } from "./position";

// The search form's button that searches around the browser's position.
export function enhanceSearch(form: HTMLFormElement): void {
  const part = find<HTMLElement>(form, "[data-position]");
  const button = find<HTMLButtonElement>(form, "[data-position-button]");
  const status = find<HTMLElement>(form, "[data-position-status]");
  const near = find<HTMLInputElement>(form, "#near");
  const lat = find<HTMLInputElement>(form, "[data-position-lat]");
  const lng = find<HTMLInputElement>(form, "[data-position-lng]");
  if (!part || !button || !status || !near || !lat || !lng || !positionIsAvailable()) return;
  part.hidden = false;

  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    status.textContent = status.dataset["waiting"] ?? "";
    const answer = await askPosition();
    button.removeAttribute("aria-disabled");
    if ("problem" in answer) {
      status.textContent = status.dataset[answer.problem] ?? "";
      return;
    }
    near.value = "";
    lat.value = String(answer.position.lat);
    lng.value = String(answer.position.lng);
    lat.disabled = lng.disabled = false;
    form.submit();
  });
}
