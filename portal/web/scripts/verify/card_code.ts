import nacl from "tweetnacl";

// What a card's code says, as handlers/members/card_signer.hpp writes it.
export interface Card {
  number: string;
  programme: string;
  lastDay: string; // YYYYMMDD in Japan
}

export function bytesOf(letters: string): Uint8Array {
  const text = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

// The code alone of what was scanned, which may be the address of this page with the code behind its sign.
export function codeOf(text: string): string {
  return text.slice(text.lastIndexOf("#") + 1).trim();
}

// Our own numbers in groups of four; those of today's system as they are.
export function groupedNumber(number: string): string {
  return /^[0-9]{14}$/.test(number) ? number.replace(/([0-9]{4})(?=[0-9])/g, "$1-") : number;
}

// What a code says that was signed by the owner of this public key; null for any other text.
export function readCard(code: string, publicKey: string): Card | null {
  const parts = /^(PC1\.([0-9A-Z-]{4,30})\.([12])\.([0-9]{8}))\.([A-Za-z0-9_-]{86})$/.exec(code);
  if (!parts) return null;
  const [, signed = "", number = "", programme = "", lastDay = "", signature = ""] = parts;
  const message = new TextEncoder().encode(signed);
  if (!nacl.sign.detached.verify(message, bytesOf(signature), bytesOf(publicKey))) return null;
  return { number, programme, lastDay };
}

// The day it is in Japan as YYYYMMDD.
export function today(now: number): string {
  const japan = new Date(now + 9 * 60 * 60 * 1000);
  return japan.toISOString().slice(0, 10).replace(/-/g, "");
}
