// All training phrases of an agent export, as plain texts.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export function trainingPhrases(directory) {
  const folder = join(directory, 'intents');
  return readdirSync(folder)
    .filter((name) => /_usersays_.+\.json$/.test(name))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .map(({ data }) => data.map(({ text }) => text).join(''));
}
