import { find } from "../dom";
import { askPosition, type Position, positionIsAvailable } from "../position";
import { text } from "../texts";

// 「現在地を使う」: the position is asked for when it is pressed, goes along with questions until it is pressed again, and
// is never kept beyond the page.
export class PositionButton {
  position: Position | null = null;
  private readonly button: HTMLButtonElement | null;

  constructor(
    private readonly root: HTMLElement,
    private readonly say: (sentence: string) => void,
    private readonly ready: () => void,
  ) {
    this.button = find<HTMLButtonElement>(root, "[data-chat-position-button]");
    const part = find<HTMLElement>(root, "[data-chat-position]");
    if (!this.button || !part || !positionIsAvailable()) return;
    part.hidden = false;
    this.button.addEventListener("click", () => void this.press());
  }

  private async press(): Promise<void> {
    if (this.button?.getAttribute("aria-disabled") === "true") return;
    if (this.position) {
      this.use(null);
      this.say(text("positionStopped"));
      return;
    }
    this.button?.setAttribute("aria-disabled", "true");
    this.say(text("positionWaiting"));
    const answer = await askPosition();
    this.button?.removeAttribute("aria-disabled");
    if ("problem" in answer) {
      this.say(text(answer.problem === "denied" ? "positionDenied" : "positionFailed"));
      return;
    }
    this.use(answer.position);
    this.say(text("positionReady"));
    this.ready();
  }

  private use(position: Position | null): void {
    this.position = position;
    const label = find<HTMLElement>(this.root, "[data-chat-position-label]");
    if (label) label.textContent = text(position ? "positionStop" : "position");
  }
}
