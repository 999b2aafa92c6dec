// Copies `content`; false when the browser allows no way of doing so. `home` is where an element may stand meanwhile: an
// open dialog makes everything outside itself unreachable.
export async function copyText(content: string, home: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copyBySelection(content, home);
  }
}

// For browsers that forbid the clipboard, or a page without TLS, which has none.
function copyBySelection(content: string, home: HTMLElement): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.className = "visually-hidden";
  area.readOnly = true;
  area.value = content;
  home.append(area);
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    copied = false;
  }
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
