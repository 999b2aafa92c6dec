// A hub and a browser for the file of tests that imports them: started before its tests, stopped after them.
import { after, before } from 'node:test';

import { startBrowser } from './browser.mjs';
import { RunningHub } from '../support/running_hub.mjs';

export let hub;
export let browser;

before(async () => {
  hub = await RunningHub.start({ workers: 1 });
  browser = await startBrowser();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await hub?.stop();
});
