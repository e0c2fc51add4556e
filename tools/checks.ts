import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { inLines, type Results, readJourneys, readVitest } from './results.ts';
import { QUIET, ROOT } from './stages.mjs';

const RESULTS = `${ROOT}/e2e/results`;
const bin = (path: string) => `${ROOT}/node_modules/${path}`;
const types = (project: string) => [bin('typescript/bin/tsc'), '--noEmit', '-p', project];

interface Check {
  title: string;
  args: string[];
  /** Where it counts its tests; a check that leaves nothing there has not come to them. */
  results?: { file: string; read: (file: string) => Results };
}

const testsOf = (words: string[]): Check => ({
  title: 'Tests',
  args: [
    ...[bin('vitest/vitest.mjs'), 'run', ...words, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${RESULTS}/vitest.json`,
  ],
  results: { file: `${RESULTS}/vitest.json`, read: readVitest },
});

const CHECKS: Check[] = [
  { title: 'Format and lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] },
  { title: 'Unused code', args: [bin('knip/bin/knip.js'), '--no-config-hints'] },
  // The build has seen the types of packages and worker, all but those of their tests.
  { title: 'Types of the web app', args: types('apps/web') },
  { title: 'Types of tools, benches, journeys and tests', args: types('.') },
  testsOf([]),
];

const JOURNEYS: Check = {
  title: 'Journeys in a browser',
  args: ['--import', 'tsx', 'e2e/run.ts'],
  results: { file: `${RESULTS}/summary.json`, read: readJourneys },
};

/** @returns whether the check passed, and its tests by their number */
function show({ title, args, results }: Check): Results & { isPassed: boolean } {
  console.log(`\n— ${title}`);
  if (results) rmSync(results.file, { force: true });
  const env = { ...process.env, ...QUIET };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
  const isPassed = status === 0;
  if (isPassed && !results) return { isPassed, passed: 0, failed: 0, failures: [] };
  if (results && existsSync(results.file)) return { isPassed, ...results.read(results.file) };
  return { isPassed, passed: 0, failed: results ? 1 : 0, failures: [{ name: title, reason: 'See above.' }] };
}

/**
 * Every check and every test, one after the other; words go to Vitest, and nothing else runs then.
 *
 * @returns whether all is well
 */
export function runChecks(words: string[], { hasBrowser }: { hasBrowser: boolean }) {
  mkdirSync(RESULTS, { recursive: true });
  const checks = words.length > 0 ? [testsOf(words)] : [...CHECKS, ...(hasBrowser ? [JOURNEYS] : [])];
  const results = checks.map(show);
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
  console.log(inLines(results.flatMap(({ failures }) => failures)));
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return results.every(({ isPassed }) => isPassed) && sum('failed') === 0 && sum('passed') > 0;
}
