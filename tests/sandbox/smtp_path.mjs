// The argument of MAIL and RCPT: FROM:<address> NAME=value ...
const PATH = /^(FROM|TO):<((?:"(?:[^"\\]|\\.)*"|[^<>"\s])*)>((?: +[A-Za-z0-9-]+(?:=[^\s=]+)?)*) *$/i;

// {address, parameters}, or null when it is malformed. The empty address is the null sender.
export function parsePath(text, keyword) {
  const match = PATH.exec(text.trimStart());
  if (!match || match[1].toUpperCase() !== keyword) return null;
  const parameters = {};
  for (const piece of match[3].split(/ +/).filter(Boolean)) {
    const [name, value = ''] = piece.split('=');
    parameters[name.toUpperCase()] = value;
  }
  return { address: match[2], parameters };
}
