// The peer of the stream benchmark: adds so many jobs of 300 bytes to an empty queue, then processes them.
//   node load.mjs REDIS_PORT COUNT      one line of JSON: rates a second
// The settings are those its makers recommend for speed: jobs added 500 at a time, 100 processed at once, none kept.
import { Queue, Worker } from 'bullmq';

const [port, count] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, retryStrategy: () => null };
const kTogether = 500;
const rate = (begin) => Math.round(count / ((performance.now() - begin) / 1000));

const queue = new Queue('peer', { connection });
const job = { name: 'job', data: { text: 'x'.repeat(300) }, opts: { removeOnComplete: true, removeOnFail: true } };
await queue.waitUntilReady();

const adding = performance.now();
for (let added = 0; added < count; added += kTogether)
    await queue.addBulk(Array.from({ length: Math.min(kTogether, count - added) }, () => job));
const added = rate(adding);

let left = count;
let allDone;
const done = new Promise((resolve) => { allDone = resolve; });
const worker = new Worker('peer', async () => {}, { connection, concurrency: 100, autorun: false });
worker.on('completed', () => { if (--left === 0) allDone(); });
await worker.waitUntilReady();
const processing = performance.now();
worker.run();
await done;
const processed = rate(processing);

await worker.close();
await queue.close();
console.log(JSON.stringify({ added_per_second: added, processed_per_second: processed }));
