import { find } from "../dom";
import { text } from "../texts";
import { Chat } from "./chat";
import { somethingWasSaid } from "./conversation";
import { View } from "./view";

// The chat in a dialog over any page. Links and buttons that lead to /chat open it instead; a browser without <dialog>
// keeps them as they are. Closing gives the focus back to what opened it: the browser does.
export function enhanceChatDialog(): void {
  const dialog = find<HTMLDialogElement>(document, "[data-chat-dialog]");
  const root = dialog && find<HTMLElement>(dialog, '[data-chat="dialog"]');
  if (!dialog || !root || typeof dialog.showModal !== "function") return;
  const view = new View(root);
  let chat: Chat | null = null;

  const open = (): Chat => {
    if (!dialog.open) dialog.showModal();
    chat ??= new Chat(view);
    view.showEnd();
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
  nameLauncher();
  dialog.addEventListener("close", nameLauncher);
}

// Whoever comes from another page of the site is told that the conversation goes on.
function nameLauncher(): void {
  const label = find<HTMLElement>(document, "[data-chat-launcher] span");
  if (!label) return;
  label.dataset["beginning"] ??= label.textContent ?? "";
  label.textContent = somethingWasSaid() ? text("continue") : label.dataset["beginning"];
}
