import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build, generateClient } from './build.mjs';
import { installPackages } from './install.mjs';
import { prepareNative } from './native.mjs';
import { checkFolder, checkNode } from './preflight.mjs';
import { asStageError, QUIET, ROOT, stage } from './stages.mjs';

/** `npm test`: all set-up, then every check and every test. Words after `--` go to Vitest and skip the browser. */
const only = process.argv.slice(2);
const show = (title, args) => {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...QUIET },
  });
  return status === 0;
};
const bin = (path) => `${ROOT}/node_modules/${path}`;
const readCounts = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  checkFolder();
  await stage('Packages', installPackages);
  await stage('Training library', prepareNative);
  await stage('Database client', generateClient);
  await stage('Build', build);

  const results = `${ROOT}/e2e/results`;
  mkdirSync(results, { recursive: true });
  const [unit, journeys] = [`${results}/vitest.json`, `${results}/summary.json`];
  for (const file of [unit, journeys]) rmSync(file, { force: true });
  const ok = [];
  if (only.length === 0) ok.push(show('Format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']));
  if (only.length === 0)
    ok.push(show('Types of the web app', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/web']));
  ok.push(
    show('Tests', [
      bin('vitest/vitest.mjs'),
      'run',
      ...only,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unit}`,
    ]),
  );
  if (only.length === 0) ok.push(show('Journeys in a browser', ['e2e/run.mjs']));

  const counts = readCounts(unit);
  const seen = readCounts(journeys);
  const passed = (counts?.numPassedTests ?? 0) + (seen?.passed ?? 0);
  const failed = (counts?.numFailedTests ?? 1) + (only.length > 0 ? 0 : (seen?.failed ?? 1));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(ok.every(Boolean) && failed === 0 && passed > 0 ? 0 : 1);
}

main().catch((error) => {
  console.error(asStageError(error).message);
  process.exit(1);
});
