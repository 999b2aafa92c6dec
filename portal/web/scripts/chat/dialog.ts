import { find } from "../dom";
import { Chat } from "./chat";

// The chat in a dialog over any page. Links and buttons that lead to /chat open it instead; a browser without <dialog>
// keeps them as they are.
export function enhanceChatDialog(): void {
  const dialog = find<HTMLDialogElement>(document, "[data-chat-dialog]");
  const root = dialog && find<HTMLElement>(dialog, '[data-chat="dialog"]');
  if (!dialog || !root || typeof dialog.showModal !== "function") return;
  let chat: Chat | null = null;

  const open = (): Chat => {
    chat ??= new Chat(root);
    if (!dialog.open) dialog.showModal();
    const log = find<HTMLElement>(root, "[data-chat-log]");
    const last = log?.lastElementChild;
    if (log && last instanceof HTMLElement) log.scrollTop = last.offsetTop - log.offsetTop - 8;
    chat.focus();
    return chat;
  };

  document.querySelectorAll<HTMLAnchorElement>("[data-chat-open]").forEach((link) => {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  });
  document.querySelectorAll<HTMLButtonElement>("[data-chat-examples] button").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      void open().ask(button.value);
    });
  });
  find<HTMLButtonElement>(dialog, "[data-chat-close]")?.addEventListener("click", () => dialog.close());
}
