import type { Position } from "../position";
import { type ChatReply, isChatReply } from "./reply";

export interface Question {
  text: string;
  conversation: string;
  position: Position | null;
}

export type Problem = "offline" | "slow" | "failed";

// `detail` is the hub's own sentence about a question it refused.
export type Answer = { reply: ChatReply } | { problem: Problem; detail?: string };

// The hub answers within its own, shorter limit; this is for a network that hangs.
const longestWait = 15_000;

async function readAnswer(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && isChatReply(body)) return { reply: body };
  const detail = (body as { detail?: unknown } | null)?.detail;
  return typeof detail === "string" && response.status < 500 ? { problem: "failed", detail } : { problem: "failed" };
}

// Once aborted through `cancel`, the answer is "slow" and nobody should look at it.
export async function askHub(question: Question, cancel: AbortController): Promise<Answer> {
  const timer = window.setTimeout(() => cancel.abort(), longestWait);
  try {
    const response = await fetch("/api/v1/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({
        text: question.text,
        language: document.documentElement.lang,
        ...(question.conversation ? { conversation: question.conversation } : {}),
        ...(question.position ? { position: question.position } : {}),
      }),
      signal: cancel.signal,
    });
    const answer = await readAnswer(response);
    // The connection may break off within the answer's body.
    return "problem" in answer && cancel.signal.aborted ? { problem: "slow" } : answer;
  } catch {
    return { problem: cancel.signal.aborted ? "slow" : "offline" };
  } finally {
    window.clearTimeout(timer);
  }
}
