// Small helpers over the document. Every text of a page comes from the server's catalogue, none is written here.

export function find<Kind extends Element>(root: ParentNode, selector: string): Kind | null {
  return root.querySelector<Kind>(selector);
}

// A copy of the first element in the <template> of this id; a page without it is a bug.
export function copyOf(templateId: string): HTMLElement {
  const template = document.getElementById(templateId);
  const first = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!first) throw new Error(`the page has no template ${templateId}`);
  return first.cloneNode(true) as HTMLElement;
}

// Shows the part marked data-NAME and puts `text` into data-NAME-text when there is such an element.
export function reveal(root: ParentNode, name: string, text?: string): void {
  const part = find<HTMLElement>(root, `[data-${name}]`);
  if (part) part.hidden = false;
  const target = find<HTMLElement>(root, `[data-${name}-text]`);
  if (target && text !== undefined) target.textContent = text;
}

export function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = "free-text";
  element.textContent = text;
  return element;
}

// An address that a link may lead to: the web, or a path of our own.
export function isSafeAddress(address: string): boolean {
  return /^https?:\/\//.test(address) || /^\/(?!\/)/.test(address);
}
