// Operator log: one JSON object per line on standard error. Callers never pass message texts, addresses or session ids.
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

export function createLog(level) {
  const threshold = LEVELS.indexOf(level);
  const write = (name, event, details) => {
    if (LEVELS.indexOf(name) < threshold) return;
    process.stderr.write(JSON.stringify({ time: new Date().toISOString(), level: name, event, ...details }) + '\n');
  };
  return Object.fromEntries(
    LEVELS.slice(0, -1).map((name) => [name, (event, details = {}) => write(name, event, details)]),
  );
}

export const LOG_LEVELS = LEVELS;
