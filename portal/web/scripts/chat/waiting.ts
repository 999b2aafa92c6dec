import { find } from "../dom";
import { text } from "../texts";
import { typingMessage } from "./messages";

// Most answers come sooner: a sign that only flickers says less than none.
const untilSign = 500;
const untilPatience = 6_000;

// What a person sees and hears between a question and its answer.
export class Waiting {
  private readonly sign = typingMessage();
  private readonly timers: number[];

  constructor(show: (sign: HTMLElement) => void, announce: (sentence: string) => void) {
    const say = (sentence: string): void => {
      const words = find<HTMLElement>(this.sign, "[data-waiting-text]");
      if (words) words.textContent = sentence;
      announce(sentence);
    };
    this.timers = [
      window.setTimeout(() => {
        show(this.sign);
        announce(text("typing"));
      }, untilSign),
      window.setTimeout(() => say(text("still")), untilPatience),
    ];
  }

  end(): void {
    this.timers.forEach((timer) => window.clearTimeout(timer));
    this.sign.remove();
  }
}
