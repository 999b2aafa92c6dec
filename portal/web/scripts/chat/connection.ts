import { text } from "../texts";

// Says when the device loses its connection and when it has it again. `returned` sends what was lost meanwhile, and tells
// whether there was anything.
export function watchConnection(say: (sentence: string) => void, returned: () => boolean): void {
  const lost = (): void => say(text("connectionLost"));
  window.addEventListener("offline", lost);
  window.addEventListener("online", () => {
    const sent = returned();
    say(text(sent ? "sentAgain" : "connectionBack"));
  });
  if (!navigator.onLine) lost();
}
