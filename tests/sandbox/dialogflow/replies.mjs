// An intent's built-in messages in the wire's shape, with $parameters filled in.
import { createHash } from 'node:crypto';
import { isEmpty } from './parameters.mjs';

const NAMED_TYPES = {
  0: text,
  1: card,
  2: quickReplies,
  3: image,
  4: payload,
  text,
  card,
  quick_replies: quickReplies,
  image,
  custom_payload: payload,
};
const PLATFORMS = {
  facebook: 'FACEBOOK',
  slack: 'SLACK',
  telegram: 'TELEGRAM',
  kik: 'KIK',
  skype: 'SKYPE',
  line: 'LINE',
  viber: 'VIBER',
  google: 'ACTIONS_ON_GOOGLE',
  hangouts: 'GOOGLE_HANGOUTS',
};

// `fill` = {values, originals, contexts, language, seed}. The same seed chooses the same variant.
export function builtInMessages(messages, fill) {
  return messages
    .filter(({ lang }) => lang === undefined || lang === fill.language)
    .map((message) => withPlatform(NAMED_TYPES[message.type]?.(message, fill), message.platform))
    .filter((message) => message !== undefined);
}

export function textMessage(value) {
  return { text: { text: [value] } };
}

// The first text for the default platform.
export function firstText(messages) {
  return messages.find((message) => message.text && !message.platform)?.text.text?.[0];
}

export function forPlatform(messages, platform) {
  return platform ? messages.filter((message) => message.platform === platform) : messages;
}

// One of several texts; those that speak of an empty parameter are left out.
export function chooseVariant(variants, fill) {
  const usable = variants.map((variant) => fillIn(variant, fill)).filter((variant) => variant !== null);
  return usable.length ? usable[seedNumber(fill.seed) % usable.length] : undefined;
}

function text(message, fill) {
  const chosen = chooseVariant([message.speech ?? []].flat(), fill);
  return chosen === undefined ? undefined : textMessage(chosen);
}

function card({ title, subtitle, imageUrl, buttons = [] }) {
  return {
    card: {
      title,
      subtitle,
      imageUri: imageUrl,
      buttons: buttons.map(({ text: label, postback }) => ({ text: label, postback })),
    },
  };
}

function quickReplies({ title, replies }) {
  return { quickReplies: { title, quickReplies: replies ?? [] } };
}

function image({ imageUrl, accessibilityText }) {
  return { image: { imageUri: imageUrl, accessibilityText } };
}

function payload(message) {
  return { payload: message.payload ?? {} };
}

function withPlatform(message, platform) {
  const name = platform && (PLATFORMS[platform.toLowerCase()] ?? platform.toUpperCase());
  return message && name ? { ...message, platform: name } : message;
}

function fillIn(template, { values, originals, contexts }) {
  let usable = true;
  const put = (value) => {
    if (isEmpty(value)) usable = false;
    return [value].flat().join('、');
  };
  const filled = template
    .replace(/\$([A-Za-z_][\w-]*)(\.original)?/g, (whole, name, original) =>
      name in values ? put((original ? originals : values)[name]) : whole,
    )
    .replace(/#([A-Za-z_][\w-]*)\.([\w-]+)/g, (whole, context, name) =>
      contexts.has(context.toLowerCase()) ? put(contexts.get(context.toLowerCase()).parameters[name]) : whole,
    );
  return usable ? filled : null;
}

function seedNumber(seed) {
  return createHash('sha256').update(seed).digest().readUInt32BE(0);
}
