import { Chat } from "./chat/chat";
import { enhanceChatDialog } from "./chat/dialog";
import { View } from "./chat/view";
import { find } from "./dom";
import { enhanceMap } from "./map/map_section";
import { enhanceSearch } from "./search";

// Every page works without this script; what it adds is looked for in the page and left out where it is missing.
document.querySelectorAll<HTMLFormElement>("[data-search]").forEach(enhanceSearch);
document.querySelectorAll<HTMLElement>("[data-map]").forEach(enhanceMap);
const chatPage = find<HTMLElement>(document, '[data-chat="page"]');
if (chatPage) new Chat(new View(chatPage));
else enhanceChatDialog();
