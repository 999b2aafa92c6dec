import { find } from "../dom";

const untilForgotten = 10_000;

// The parts of the chat in the page: where messages, choices and sentences are shown.
export class View {
  readonly log: HTMLElement;
  readonly chips: HTMLElement;
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  private readonly scroller: HTMLElement;
  private readonly status: HTMLElement;
  private readonly announcer: HTMLElement;
  private forgetting = 0;

  constructor(readonly root: HTMLElement) {
    this.scroller = this.part("scroll");
    this.log = this.part("log");
    this.chips = this.part("chips");
    this.form = this.part("form") as HTMLFormElement;
    this.input = this.part("text") as HTMLInputElement;
    this.status = this.part("status");
    this.announcer = this.part("announcer");
  }

  append(message: HTMLElement): void {
    this.log.append(message);
    // The beginning of an answer matters: long ones are read from there.
    if (this.scrolls()) this.scroller.scrollTop = message.offsetTop - this.scroller.offsetTop - 8;
    else message.scrollIntoView({ block: message.offsetHeight > window.innerHeight / 2 ? "start" : "nearest" });
  }

  showEnd(): void {
    const last = this.log.lastElementChild;
    if (this.scrolls() && last instanceof HTMLElement)
      this.scroller.scrollTop = last.offsetTop - this.scroller.offsetTop - 8;
  }

  focusLog(): void {
    this.scroller.focus({ preventScroll: true });
  }

  // Seen beside the field, and heard.
  say(sentence: string): void {
    this.status.textContent = sentence;
  }

  // Heard only, once: the log itself is no live region, else whole lists of cards would be read out. Whoever reads on in
  // the page later must not come across it a second time.
  announce(sentence: string): void {
    window.clearTimeout(this.forgetting);
    this.announcer.textContent = sentence;
    this.forgetting = window.setTimeout(() => (this.announcer.textContent = ""), untilForgotten);
  }

  setBusy(busy: boolean): void {
    this.log.setAttribute("aria-busy", String(busy));
    find<HTMLElement>(this.form, "[type=submit]")?.setAttribute("aria-disabled", String(busy));
    if (busy) this.announce("");
  }

  private part(name: string): HTMLElement {
    const element = find<HTMLElement>(this.root, `[data-chat-${name}]`);
    if (!element) throw new Error(`the chat has no ${name}`);
    return element;
  }

  private scrolls(): boolean {
    return this.scroller.scrollHeight > this.scroller.clientHeight;
  }
}
