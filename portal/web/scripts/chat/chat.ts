import { find } from "../dom";
import { text } from "../texts";
import { askHub } from "./api";
import { Conversation } from "./conversation";
import { PositionButton } from "./position_button";
import { chipsOf } from "./reply";
import { chipList, problemMessage, questionMessage, replyMessage, typingMessage } from "./view";

// The chat in a page or in the dialog: what is in `root` is marked with data-chat-… by the templates.
export class Chat {
  private readonly conversation = new Conversation();
  private readonly log: HTMLElement;
  private readonly chips: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly status: HTMLElement;
  private readonly position: PositionButton;
  private readonly beginning: { log: Node[]; chips: Node[] };
  private busy = false;

  constructor(root: HTMLElement) {
    this.log = this.part(root, "log");
    this.chips = this.part(root, "chips");
    this.form = this.part(root, "form") as HTMLFormElement;
    this.input = this.part(root, "text") as HTMLInputElement;
    this.status = this.part(root, "status");
    this.log.tabIndex = 0;
    this.beginning = { log: [...this.log.childNodes], chips: [...this.chips.childNodes] };
    this.position = new PositionButton(
      root,
      (sentence) => this.say(sentence),
      () => this.showChips(text("examples"), [text("positionAsk")]),
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(this.input.value);
    });
    this.chips.addEventListener("click", (event) => this.pressServerChip(event));
    const restart = find<HTMLElement>(root.closest("main, dialog") ?? root, "[data-chat-restart]");
    restart?.addEventListener("click", (event) => {
      event.preventDefault();
      this.restart();
    });
    // A page that answered a form already shows its turns.
    if (find(this.log, "#answer")) this.conversation.clear();
    else this.restore();
  }

  focus(): void {
    this.input.focus();
  }

  // Sends a question; one at a time.
  async ask(question: string): Promise<void> {
    const asked = question.trim();
    if (this.busy) return;
    if (!asked) {
      this.say(text("empty"));
      this.input.focus();
      return;
    }
    this.say("");
    this.append(questionMessage(asked));
    if (this.input.value.trim() === asked) this.input.value = "";
    await this.answer(asked);
  }

  private part(root: HTMLElement, name: string): HTMLElement {
    const element = find<HTMLElement>(root, `[data-chat-${name}]`);
    if (!element) throw new Error(`the chat has no ${name}`);
    return element;
  }

  private async answer(question: string): Promise<void> {
    this.setBusy(true);
    const typing = typingMessage();
    this.append(typing);
    const { token } = this.conversation;
    const answer = await askHub({ text: question, conversation: token, position: this.position.position });
    typing.remove();
    this.setBusy(false);
    if ("problem" in answer) {
      const failed = problemMessage(answer.detail ?? text(answer.problem), () => {
        failed.remove();
        this.log.focus({ preventScroll: true });
        void this.answer(question);
      });
      this.append(failed);
      return;
    }
    this.conversation.add({ question, reply: answer.reply });
    this.append(replyMessage(answer.reply));
    this.showChips(text("choices"), chipsOf(answer.reply));
  }

  private restore(): void {
    for (const turn of this.conversation.turns)
      this.log.append(questionMessage(turn.question), replyMessage(turn.reply));
    const last = this.conversation.turns[this.conversation.turns.length - 1];
    if (last) this.showChips(text("choices"), chipsOf(last.reply));
  }

  private restart(): void {
    this.conversation.clear();
    this.log.replaceChildren(...this.beginning.log);
    find(this.log, "#answer")?.removeAttribute("id");
    this.chips.replaceChildren(...this.beginning.chips);
    this.say("");
    this.input.focus();
  }

  // The chips of the page itself are submit buttons; once the script runs they ask without leaving the page.
  private pressServerChip(event: Event): void {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLButtonElement>("button.chip[value]");
    if (!button?.value) return;
    event.preventDefault();
    this.pressChip(button.value);
  }

  private pressChip(chip: string): void {
    // The chip goes away with the next answer: the focus must not fall to the top of the page.
    this.log.focus({ preventScroll: true });
    void this.ask(chip);
  }

  private showChips(label: string, chips: string[]): void {
    this.chips.replaceChildren();
    if (chips.length > 0) this.chips.append(chipList(label, chips, (chip) => this.pressChip(chip)));
  }

  private append(message: HTMLElement): void {
    this.log.append(message);
    // The beginning of an answer matters: long ones are read from there.
    if (this.log.scrollHeight > this.log.clientHeight) this.log.scrollTop = message.offsetTop - this.log.offsetTop - 8;
    else message.scrollIntoView({ block: "nearest" });
  }

  private say(sentence: string): void {
    this.status.textContent = sentence;
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.log.setAttribute("aria-busy", String(busy));
    find<HTMLElement>(this.form, "[type=submit]")?.setAttribute("aria-disabled", String(busy));
  }
}
