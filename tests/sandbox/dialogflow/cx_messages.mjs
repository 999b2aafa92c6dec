// The built-in messages of an ES intent as CX has them: texts and Messenger payloads.
export function toResponseMessages(messages = [], responseType = 'HANDLER_PROMPT') {
  return messages.filter(({ platform }) => !platform).flatMap((message) => convert(message, responseType));
}

function convert({ text, payload, quickReplies, card }, responseType) {
  if (text) return [{ text: { text: text.text }, responseType }];
  if (payload) return [{ payload, responseType }];
  if (quickReplies) {
    const chips = { type: 'chips', options: (quickReplies.quickReplies ?? []).map((option) => ({ text: option })) };
    const title = quickReplies.title ? [{ text: { text: [quickReplies.title] }, responseType }] : [];
    return [...title, { payload: { richContent: [[chips]] }, responseType }];
  }
  if (card) {
    const info = { type: 'info', title: card.title ?? '', subtitle: card.subtitle ?? '' };
    return [{ payload: { richContent: [[info]] }, responseType }];
  }
  return [];
}
