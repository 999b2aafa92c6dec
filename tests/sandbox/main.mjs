// Passport Hub sandbox: see --help and README.md.
import { helpText, parseOptions } from './options.mjs';
import { startSandbox } from './sandbox.mjs';

const { options, problems } = parseOptions(process.argv.slice(2));
if (problems) {
  process.stderr.write(`${problems.join('\n')}\nTry --help.\n`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(helpText());
  process.exit(0);
}

try {
  const { ready, stop } = await startSandbox(options);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(() => process.exit(0));
    });
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  process.stderr.write(`The sandbox cannot start: ${error.message}\n`);
  process.exit(1);
}
