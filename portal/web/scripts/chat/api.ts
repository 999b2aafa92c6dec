import type { Position } from "../position";
import { type ChatReply, isChatReply } from "./reply";

export interface Question {
  text: string;
  conversation: string;
  position: Position | null;
}

// `detail` is the hub's own sentence about a question it refused.
export type Answer = { reply: ChatReply } | { problem: "offline" | "slow" | "failed"; detail?: string };

// The hub answers within its own, shorter limit; this is for a network that hangs.
const longestWait = 15_000;

async function readAnswer(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && isChatReply(body)) return { reply: body };
  const detail = (body as { detail?: unknown } | null)?.detail;
  return typeof detail === "string" && response.status < 500 ? { problem: "failed", detail } : { problem: "failed" };
}

export async function askHub(question: Question): Promise<Answer> {
  const controller = new AbortController();
  const timer = window.setTimeout(() => controller.abort(), longestWait);
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
      signal: controller.signal,
    });
    return await readAnswer(response);
  } catch {
    return { problem: controller.signal.aborted ? "slow" : "offline" };
  } finally {
    window.clearTimeout(timer);
  }
}
