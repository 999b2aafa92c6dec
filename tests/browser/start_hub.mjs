// The hub the browser tests look at: the one of PASSPORT_HUB_URL, or of the environment config/up was run with
// (PASSPORT_HUB_BASE_URL); without either a whole one of their own that goes away again.
import { RunningHub } from '../support/running_hub.mjs';

export async function startHub() {
  const url = process.env.PASSPORT_HUB_URL ?? process.env.PASSPORT_HUB_BASE_URL;
  if (url) return { url: url.replace(/\/$/, ''), stop: async () => {} };
  const hub = await RunningHub.start({ workers: 1 });
  return { url: hub.url, stop: () => hub.stop() };
}
