import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { checkFolder, checkNode } from './preflight.mjs';
import { setUp } from './set-up.mjs';
import { asStageError, QUIET, ROOT } from './stages.mjs';

/**
 * `npm test`: all set-up, then every check and every test, which is what continuous integration runs; `npm run check` is
 * the same without the browser. Words after `--` go to Vitest, and nothing else runs.
 */
const NO_BROWSER = '--without-browser';
const words = process.argv.slice(2).filter((word) => word !== NO_BROWSER);
const RESULTS = `${ROOT}/e2e/results`;
const bin = (path) => `${ROOT}/node_modules/${path}`;

const TESTS = {
  title: 'Tests',
  args: [
    ...[bin('vitest/vitest.mjs'), 'run', ...words, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${RESULTS}/vitest.json`,
  ],
  counts: {
    file: `${RESULTS}/vitest.json`,
    read: ({ numPassedTests: passed, numFailedTests: failed }) => ({ passed, failed }),
  },
};
const JOURNEYS = {
  title: 'Journeys in a browser',
  args: ['e2e/run.mjs'],
  counts: { file: `${RESULTS}/summary.json`, read: (counts) => counts },
};
const CHECKS = [
  { title: 'Format and lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] },
  { title: 'Unused code', args: [bin('knip/bin/knip.js'), '--no-config-hints'] },
  // The build has seen the types of everything else.
  { title: 'Types of the web app', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/web'] },
  TESTS,
  ...(process.argv.includes(NO_BROWSER) ? [] : [JOURNEYS]),
];

/** @returns whether the check passed, and its tests by their number */
function show({ title, args, counts }) {
  console.log(`\n— ${title}`);
  if (counts) rmSync(counts.file, { force: true });
  const env = { ...process.env, ...QUIET };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
  const isPassed = status === 0;
  if (!counts) return { isPassed, passed: 0, failed: 0 };
  // One that has written nothing has not come to its tests.
  if (!existsSync(counts.file)) return { isPassed, passed: 0, failed: 1 };
  return { isPassed, ...counts.read(JSON.parse(readFileSync(counts.file, 'utf8'))) };
}

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  checkFolder();
  await setUp();

  mkdirSync(RESULTS, { recursive: true });
  const results = (words.length > 0 ? [TESTS] : CHECKS).map(show);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(results.every(({ isPassed }) => isPassed) && sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
}

main().catch((error) => {
  console.error(asStageError(error).message);
  process.exit(1);
});
