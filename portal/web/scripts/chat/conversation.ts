import { type ChatReply, isChatReply, namedPlaces } from "./reply";

export interface Turn {
  question: string;
  reply: ChatReply;
}

const turnsKey = "passport-hub-chat";
const draftKey = "passport-hub-chat-draft";
const mostTurns = 20;
const longestDraft = 2000; // what a question may have

function isTurn(value: unknown): value is Turn {
  const turn = value as Partial<Turn> | null;
  return typeof turn?.question === "string" && isChatReply(turn.reply);
}

function kept(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(key: string, value: string): boolean {
  try {
    sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

// What was said in this tab and what was typed but not answered yet, kept until the tab is closed. Works without storage
// (private mode), only then forgets.
export class Conversation {
  turns: Turn[] = [];

  // `firstToken`: where the page's own form has brought the conversation to; empty without.
  constructor(public firstToken: string) {
    try {
      const value: unknown = JSON.parse(kept(turnsKey) || "[]");
      if (Array.isArray(value)) this.turns = value.filter(isTurn).slice(-mostTurns);
    } catch {
      this.turns = [];
    }
  }

  // The hub's sealed token of the last turn; empty at the start.
  get token(): string {
    return this.turns[this.turns.length - 1]?.reply.conversation ?? this.firstToken;
  }

  get draft(): string {
    return kept(draftKey);
  }

  set draft(typed: string) {
    keep(draftKey, typed.slice(0, longestDraft));
  }

  // Where the visitor is is not kept.
  add({ question, reply }: Turn): void {
    this.replace([...this.turns, { question, reply: { ...reply, places: namedPlaces(reply) } }], this.firstToken);
  }

  // Of more turns than fit, the latest stay. `token` is the one to go on with when there are none.
  replace(turns: Turn[], token: string): void {
    this.turns = turns.slice(-mostTurns);
    this.firstToken = token;
    for (let from = 0; from < this.turns.length; from += 1)
      if (keep(turnsKey, JSON.stringify(this.turns.slice(from)))) return;
    keep(turnsKey, "[]");
  }
}

export function somethingWasSaid(): boolean {
  return kept(turnsKey).length > 2;
}
