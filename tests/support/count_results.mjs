// Prints "PASSED FAILED SKIPPED" for a result file: `gtest FILE` (GoogleTest's JSON), `tap FILE` (node --test) or
// `aims FILE` (tests/eval). Exit code 1 when the file is missing or is not such a file.
import { readFileSync } from 'node:fs';

function countGtest(text) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of JSON.parse(text).testsuites) {
    for (const test of suite.testsuite) {
      if (test.failures?.length > 0) counts.failed += 1;
      else if (test.result === 'SKIPPED' || test.status === 'NOTRUN') counts.skipped += 1;
      else counts.passed += 1;
    }
  }
  return counts;
}

// The runner's own totals stand at the end, one comment line each.
function countTap(text) {
  const total = (name) => {
    const matches = [...text.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))];
    if (matches.length === 0) throw new Error(`no line "# ${name}"`);
    return Number(matches.at(-1)[1]);
  };
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    skipped: total('skipped') + total('todo'),
  };
}

function countAims(text) {
  const { aims } = JSON.parse(text);
  const passed = aims.filter(({ met }) => met).length;
  return { passed, failed: aims.length - passed, skipped: 0 };
}

const formats = { gtest: countGtest, tap: countTap, aims: countAims };
const [format, file] = process.argv.slice(2);
try {
  const { passed, failed, skipped } = formats[format](readFileSync(file, 'utf8'));
  console.log(`${passed} ${failed} ${skipped}`);
} catch (error) {
  console.error(`count_results: ${file}: ${error.message}`);
  process.exitCode = 1;
}
