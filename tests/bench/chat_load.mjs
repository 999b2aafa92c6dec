// Chat turns at a fixed rate (open loop: a slow answer does not slow the questions down), whole way: API, Dialogflow
// (sandbox), webhook, catalog, answer.   node chat_load.mjs BASE_URL RATE_PER_SECOND SECONDS
import { Agent, request } from 'node:http';

const [base, rate, seconds] = [process.argv[2], Number(process.argv[3] ?? 50), Number(process.argv[4] ?? 20)];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const questions = ['梅田駅の近くで使えるお店は？', '難波駅の近くで割引のある店は？', '天王寺駅の近くの飲食店を教えて', 'こんにちは', 'カードの作り方'];

const latencies = [];
const outcomes = new Map();
const note = (outcome) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);

function ask(number) {
    return new Promise((resolve) => {
        const started = performance.now();
        const body = JSON.stringify({ text: questions[number % questions.length] });
        const call = request(`${base}/api/v1/chat/messages`, {
            method: 'POST', agent,
            headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        }, (answer) => {
            const chunks = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.on('end', () => {
                latencies.push(performance.now() - started);
                note(answer.statusCode === 200 ? JSON.parse(Buffer.concat(chunks)).answered_by : `status ${answer.statusCode}`);
                resolve();
            });
        });
        call.on('error', (error) => { note(error.code ?? 'error'); resolve(); });
        call.end(body);
    });
}

const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
const total = rate * seconds;
const pending = [];
const begin = performance.now();
for (let number = 0; number < total; ++number) {
    const wait = begin + (number * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(ask(number));
}
await Promise.all(pending);
latencies.sort((left, right) => left - right);
console.log(JSON.stringify({
    requests_per_second: Math.round(latencies.length / ((performance.now() - begin) / 1000)),
    p50_ms: Number(percentile(0.5).toFixed(2)), p99_ms: Number(percentile(0.99).toFixed(2)),
    outcomes: Object.fromEntries(outcomes),
}));
