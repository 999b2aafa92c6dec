import { type ChatReply, isChatReply } from "./reply";

export interface Turn {
  question: string;
  reply: ChatReply;
}

const storageKey = "passport-hub-chat";
const mostTurns = 20;

// What was said in this tab, kept until it is closed. Works without storage (private mode), only then forgets.
export class Conversation {
  turns: Turn[] = [];

  constructor() {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
      if (Array.isArray(kept))
        this.turns = kept.filter((turn) => typeof turn?.question === "string" && isChatReply(turn?.reply));
    } catch {
      this.turns = [];
    }
  }

  // The hub's sealed token of the last turn; empty at the start.
  get token(): string {
    return this.turns[this.turns.length - 1]?.reply.conversation ?? "";
  }

  add(turn: Turn): void {
    this.turns = [...this.turns, turn].slice(-mostTurns);
    this.save();
  }

  clear(): void {
    this.turns = [];
    this.save();
  }

  private save(): void {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(this.turns));
    } catch {
      // A full or forbidden storage costs the memory over page changes, not the chat.
    }
  }
}
