import { text, type TextName } from "../texts";
import { chipsOf, type ChatReply, spokenLines } from "./reply";

function counted(name: TextName, entries: unknown[] | undefined): string[] {
  return entries && entries.length > 0 ? [text(name, { count: String(entries.length) })] : [];
}

// An answer as one sentence after the other for those who hear it: what was said, and how much there is to look at.
export function announcementOf(reply: ChatReply): string {
  const said = spokenLines(reply);
  return [
    `${text("bot")}：${said.join(" ")}`,
    ...counted("announceShops", reply.shops),
    ...counted("announceFacilities", reply.facilities),
    ...counted("announceEvents", reply.events),
    ...counted("announceChoices", chipsOf(reply)),
  ].join(" ");
}
