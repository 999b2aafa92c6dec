// listShops near random points of Osaka at a fixed rate (open loop), until standard input ends; then one line of JSON.
//   node shop_load.mjs BASE_URL RATE_PER_SECOND
import { Agent, get } from 'node:http';

const [base, rate] = [process.argv[2], Number(process.argv[3] ?? 100)];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const latencies = [];
let failed = 0;
let over = false;
process.stdin.on('end', () => { over = true; }).resume();

function ask() {
    return new Promise((resolve) => {
        const started = performance.now();
        const target = `${base}/api/v1/shops?lat=${(34.4 + Math.random() * 0.6).toFixed(6)}&lng=${(135.2 + Math.random() * 0.5).toFixed(6)}&limit=20`;
        get(target, { agent }, (answer) => {
            answer.resume().on('end', () => {
                latencies.push(performance.now() - started);
                if (answer.statusCode !== 200) ++failed;
                resolve();
            });
        }).on('error', () => { ++failed; resolve(); });
    });
}

const pending = [];
const begin = performance.now();
for (let number = 0; !over || number === 0; ++number) {
    const wait = begin + (number * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(ask());
}
await Promise.all(pending);
latencies.sort((left, right) => left - right);
const percentile = (share) => Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(2));
console.log(JSON.stringify({ answered: latencies.length, failed, p50_ms: percentile(0.5), p99_ms: percentile(0.99) }));
agent.destroy();
