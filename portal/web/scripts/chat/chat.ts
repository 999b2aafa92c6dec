import { find } from "../dom";
import { text } from "../texts";
import { announcementOf } from "./announcement";
import { type Answer, askHub, type Problem } from "./api";
import { watchConnection } from "./connection";
import { Conversation, type Turn } from "./conversation";
import { chipList, problemMessage, questionMessage, replyMessage } from "./messages";
import { PositionButton } from "./position_button";
import { chipsOf } from "./reply";
import { Tools } from "./tools";
import { transcriptOf } from "./transcript";
import type { View } from "./view";
import { Waiting } from "./waiting";

// A question that got no answer, and the message that says so.
interface Unanswered {
  question: string;
  problem: Problem;
  message: HTMLElement;
}

// What 「会話を消す」 took away, for bringing it back.
interface Cleared {
  turns: Turn[];
  token: string;
  log: Node[];
  chips: Node[];
}

// The chat in a page or in the dialog: what is in the view's root is marked with data-chat-… by the templates.
export class Chat {
  private readonly conversation: Conversation;
  private readonly position: PositionButton;
  private readonly tools: Tools;
  private readonly beginning: { log: Element[]; chips: Element[] };
  private cleared: Cleared | null = null;
  private unanswered: Unanswered | null = null;
  private running: { cancel: AbortController; waiting: Waiting } | null = null;

  constructor(private readonly view: View) {
    const { form, input, log, chips, root } = view;
    this.conversation = new Conversation(find<HTMLInputElement>(form, "[name=conversation]")?.value ?? "");
    const firstQuestion = [...log.children].findIndex((each) => each.matches(".message-user"));
    this.beginning =
      firstQuestion < 0
        ? { log: [...log.children], chips: [...chips.children] }
        : { log: [...log.children].slice(0, firstQuestion), chips: [] };
    this.position = new PositionButton(
      root,
      (sentence) => view.say(sentence),
      () => this.showChips(text("examples"), [text("positionAsk")]),
    );
    this.tools = new Tools(
      root,
      { written: () => transcriptOf(log), clear: () => this.clear(), bringBack: () => this.bringBack() },
      (sentence) => view.say(sentence),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(input.value);
    });
    input.addEventListener("input", () => (this.conversation.draft = input.value));
    chips.addEventListener("click", (event) => this.pressServerChip(event));
    watchConnection((sentence) => view.say(sentence), () => this.sendUnanswered());
    this.begin();
  }

  focus(): void {
    this.view.input.focus();
  }

  // Sends a question; one at a time. What cannot be sent stays where it was typed.
  async ask(question: string): Promise<void> {
    const { input } = this.view;
    const asked = question.trim();
    if (this.running || !asked) {
      this.view.say(text(this.running ? "busy" : "empty"));
      if (!asked) input.focus();
      return;
    }
    this.view.say("");
    this.view.append(questionMessage(asked));
    if (input.value.trim() === asked) input.value = "";
    this.tools.offer(true);
    this.cleared = null;
    await this.answer(asked);
  }

  // A page that answered a form already shows its turns; what this tab remembers is older.
  private begin(): void {
    const { log, input } = this.view;
    if (find(log, "#answer")) this.conversation.replace([], this.conversation.firstToken);
    else this.showTurns();
    if (!input.value) input.value = this.conversation.draft;
    this.tools.offer(find(log, ".message-user") !== null);
    // The link for those without scripts: 「会話を消す」 takes its place.
    const restart = find<HTMLElement>(document, "[data-chat-restart]");
    if (restart) restart.hidden = true;
  }

  private showTurns(): void {
    const { turns } = this.conversation;
    for (const turn of turns) this.view.log.append(questionMessage(turn.question), replyMessage(turn.reply, null));
    const last = turns[turns.length - 1];
    if (last) this.showChips(text("choices"), chipsOf(last.reply));
  }

  private async answer(question: string): Promise<void> {
    const { view, conversation } = this;
    const waiting = new Waiting((sign) => view.append(sign), (sentence) => view.announce(sentence));
    const run = { cancel: new AbortController(), waiting };
    this.running = run;
    this.unanswered = null;
    view.setBusy(true);
    // Until it is answered it counts as typed: a page that is left or reloaded has it in the field again.
    conversation.draft = view.input.value || question;
    const { position } = this.position;
    const answer = await askHub({ text: question, conversation: conversation.token, position }, run.cancel);
    if (this.running !== run) return;
    this.stop();
    if ("problem" in answer) {
      this.fail(question, answer);
      return;
    }
    conversation.draft = view.input.value;
    conversation.add({ question, reply: answer.reply });
    view.append(replyMessage(answer.reply, position));
    view.announce(announcementOf(answer.reply));
    this.showChips(text("choices"), chipsOf(answer.reply));
  }

  private stop(): void {
    this.running?.waiting.end();
    this.running = null;
    this.view.setBusy(false);
  }

  private fail(question: string, { problem, detail }: Extract<Answer, { problem: Problem }>): void {
    const sentence = detail ?? text(problem);
    const message = problemMessage(sentence, () => this.sendAgain(unanswered));
    const unanswered = { question, problem, message };
    this.unanswered = unanswered;
    this.view.append(message);
    this.view.announce(sentence);
  }

  private sendAgain({ question, message }: Unanswered): void {
    if (this.running) {
      this.view.say(text("busy"));
      return;
    }
    if (message.contains(document.activeElement)) this.view.focusLog();
    message.remove();
    this.view.say("");
    void this.answer(question);
  }

  // The connection is back: a question that was lost with it goes out again by itself.
  private sendUnanswered(): boolean {
    const unanswered = this.unanswered;
    if (this.running || unanswered?.problem !== "offline") return false;
    this.sendAgain(unanswered);
    return true;
  }

  private clear(): void {
    this.running?.cancel.abort();
    this.stop();
    this.unanswered = null;
    this.view.announce("");
    const { log, chips, input } = this.view;
    const { turns, token } = this.conversation;
    this.cleared = { turns, token, log: [...log.childNodes], chips: [...chips.childNodes] };
    this.conversation.replace([], "");
    this.conversation.draft = input.value;
    log.replaceChildren(...this.beginning.log);
    chips.replaceChildren(...this.beginning.chips);
  }

  private bringBack(): void {
    if (!this.cleared) return;
    const { turns, token, log, chips } = this.cleared;
    this.cleared = null;
    this.conversation.replace(turns, token);
    this.view.log.replaceChildren(...log);
    this.view.chips.replaceChildren(...chips);
    this.view.showEnd();
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
    if (!this.running) this.view.focusLog();
    void this.ask(chip);
  }

  private showChips(label: string, chips: string[]): void {
    this.view.chips.replaceChildren();
    if (chips.length > 0) this.view.chips.append(...chipList(label, chips, (chip) => this.pressChip(chip)));
  }
}
