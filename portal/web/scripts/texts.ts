// The texts scripts show, from the page (chat_parts.tpl).
export type TextName =
  | "user" | "bot" | "shops" | "choices" | "examples" | "empty" | "failed" | "offline" | "slow"
  | "position" | "positionStop" | "positionWaiting" | "positionReady" | "positionStopped" | "positionAsk"
  | "positionDenied" | "positionFailed" | "distance" | "distanceWalk" | "routeTo" | "more";

export function text(name: TextName, values: Record<string, string> = {}): string {
  const pattern = document.getElementById("chat-texts")?.dataset[name] ?? "";
  return pattern.replace(/\{(\w+)\}/g, (marker, key: string) => values[key] ?? marker);
}
