// The texts scripts show, from the page (chat_parts.tpl).
export type TextName =
  | "user" | "bot" | "shops" | "facilities" | "events" | "choices" | "examples" | "empty" | "busy" | "failed" | "offline"
  | "slow" | "still" | "typing" | "connectionLost" | "connectionBack" | "sentAgain" | "cleared" | "undone" | "copied"
  | "copyByHand" | "transcript" | "announceShops" | "announceFacilities" | "announceEvents" | "announceChoices"
  | "position" | "positionStop" | "positionWaiting" | "positionReady" | "positionStopped" | "positionAsk"
  | "positionDenied" | "positionFailed" | "distance" | "distanceWalk" | "routeTo" | "more" | "continue" | "day" | "days";

export function text(name: TextName, values: Record<string, string> = {}): string {
  const pattern = document.getElementById("chat-texts")?.dataset[name] ?? "";
  return pattern.replace(/\{(\w+)\}/g, (marker, key: string) => values[key] ?? marker);
}
