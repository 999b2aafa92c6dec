#!/usr/bin/env node
// Stands in for `passport-hub agent explain --lines`: finds a facility where there is a 公園 and nothing anywhere else.
// FAKE_AGENT=silent answers nothing, FAKE_AGENT=broken fails.
import { createInterface } from 'node:readline';

if (process.argv.slice(2, 5).join(' ') !== 'agent explain --lines') process.exit(2);
if (process.env.FAKE_AGENT === 'broken') {
  console.error('the export is incomplete');
  process.exit(2);
}
for await (const line of createInterface({ input: process.stdin })) {
  if (process.env.FAKE_AGENT === 'silent') continue;
  const { conversation, text } = JSON.parse(line);
  const found = text.includes('公園');
  console.log(
    JSON.stringify({
      conversation,
      text,
      intent: found ? 'facility.nearby' : 'Default Fallback Intent',
      parameters: found ? { facility: '公園' } : {},
      mentions: [],
    }),
  );
}
