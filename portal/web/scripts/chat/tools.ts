import { find } from "../dom";
import { text } from "../texts";
import { copyText } from "./clipboard";

export interface Transcript {
  written(): string;
  // Both move nothing but what is shown; what was cleared can be brought back until the next question.
  clear(): void;
  bringBack(): void;
}

// 「会話をコピー」 and 「会話を消す」 with its way back.
export class Tools {
  private readonly tools: HTMLElement | null;
  private readonly copyButton: HTMLElement | null;
  private readonly clearButton: HTMLElement | null;
  private readonly undoButton: HTMLElement | null;
  private readonly byHand: HTMLElement | null;

  constructor(
    private readonly root: HTMLElement,
    private readonly transcript: Transcript,
    private readonly say: (sentence: string) => void,
  ) {
    this.tools = find<HTMLElement>(root, "[data-chat-tools]");
    this.copyButton = find<HTMLElement>(root, "[data-chat-copy]");
    this.clearButton = find<HTMLElement>(root, "[data-chat-clear]");
    this.undoButton = find<HTMLElement>(root, "[data-chat-undo]");
    this.byHand = find<HTMLElement>(root, "[data-chat-copy-by-hand]");
    this.copyButton?.addEventListener("click", () => void this.copy());
    this.clearButton?.addEventListener("click", () => this.clear());
    this.undoButton?.addEventListener("click", () => this.undo());
    find<HTMLElement>(root, "[data-chat-copy-done]")?.addEventListener("click", () => {
      this.hideCopy();
      this.copyButton?.focus();
    });
  }

  // `something`: whether there is a conversation to copy or clear.
  offer(something: boolean): void {
    this.show(something, something, false);
  }

  private show(tools: boolean, copyAndClear: boolean, undo: boolean): void {
    if (this.tools) this.tools.hidden = !tools;
    if (this.copyButton) this.copyButton.hidden = !copyAndClear;
    if (this.clearButton) this.clearButton.hidden = !copyAndClear;
    if (this.undoButton) this.undoButton.hidden = !undo;
  }

  private hideCopy(): void {
    if (this.byHand) this.byHand.hidden = true;
  }

  private async copy(): Promise<void> {
    const written = this.transcript.written();
    if (await copyText(written, this.root)) {
      this.say(text("copied"));
      return;
    }
    const area = this.byHand && find<HTMLTextAreaElement>(this.byHand, "textarea");
    if (!this.byHand || !area) return;
    this.byHand.hidden = false;
    area.value = written;
    area.focus();
    area.select();
    this.say(text("copyByHand"));
  }

  private clear(): void {
    this.hideCopy();
    this.transcript.clear();
    this.show(true, false, true);
    this.say(text("cleared"));
    this.undoButton?.focus();
  }

  private undo(): void {
    this.transcript.bringBack();
    this.offer(true);
    this.say(text("undone"));
    this.clearButton?.focus();
  }
}
