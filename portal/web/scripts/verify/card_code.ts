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

// The digits of a number as people type it, in groups and full-width too; null when anything else stands in the text.
export function typedDigits(text: string): string | null {
  const plain = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const digits = plain.replace(/[\s\u3000\u2010-\u2015\u2212\u30fc\uff0d-]/g, "");
  return /^[0-9]+$/.test(digits) ? digits : null;
}

// Whether the two check digits fit (handlers/members/card_number.hpp). Says nothing of a card.
export function isCardNumber(digits: string): boolean {
  const remainder = Array.from(digits, Number).reduce((before, digit) => (before * 10 + digit) % 97, 0);
  return digits.length === 14 && remainder === 1;
}

// Whether it may be a number of today's system, which nobody can check here (todays_number() in the same place).
function mayBeTodaysNumber(text: string): boolean {
  const plain = text.normalize("NFKC").trim().replace(/[\u2010-\u2015\u2212\u30fc]/g, "-");
  return /^[0-9A-Z-]{4,30}$/i.test(plain) || /^[0-9]{4,30}$/.test(typedDigits(text) ?? "");
}

// What can be said of a text that is no code of ours, as handlers/members/card.cpp says it.
export function unprovenState(text: string): string {
  const digits = typedDigits(text);
  if (digits !== null && isCardNumber(digits)) return "number_only";
  if (digits?.length === 14) return "mistyped";
  if (mayBeTodaysNumber(text)) return "unchecked";
  return digits === null ? "forged" : "mistyped";
}

// The day it is in Japan as YYYYMMDD.
export function today(now: number): string {
  const japan = new Date(now + 9 * 60 * 60 * 1000);
  return japan.toISOString().slice(0, 10).replace(/-/g, "");
}
