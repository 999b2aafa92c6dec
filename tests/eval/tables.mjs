// Tables for a terminal: Japanese letters are two columns wide.

const WIDE = [
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff]/,
  /[\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/,
  /[\u{1f300}-\u{1faff}]/u,
];

export function displayWidth(text) {
  return [...String(text)].reduce((sum, letter) => sum + (WIDE.some((range) => range.test(letter)) ? 2 : 1), 0);
}

// The first column is text, the others are numbers or short words, set to the right.
export function table(header, rows) {
  const lines = [header, ...rows].map((cells) => cells.map(String));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => displayWidth(cells[column] ?? ''))));
  const pad = (cell, column) => ' '.repeat(widths[column] - displayWidth(cell));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell + pad(cell, column) : pad(cell, column) + cell))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

export const percent = (share) => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
