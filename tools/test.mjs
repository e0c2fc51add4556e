// @ts-check
import { importCompiled } from './compiled.mjs';
import { installPackages } from './install.mjs';
import { checkFolder, checkNode } from './preflight.mjs';
import { asStageError, QUIET, stage } from './stages.mjs';

/**
 * `npm test`: all set-up, then every check and every test (checks.ts), which is what continuous integration runs;
 * `npm run check` is the same without the browser. Words after `--` go to Vitest, and nothing else runs.
 */
const NO_BROWSER = '--without-browser';

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  checkFolder();
  await stage('Packages', installPackages);
  const { runChecks, setUp } = await importCompiled();
  await setUp();
  const words = process.argv.slice(2);
  const isWell = runChecks(
    words.filter((word) => word !== NO_BROWSER),
    { hasBrowser: !words.includes(NO_BROWSER) },
  );
  process.exit(isWell ? 0 : 1);
}

main().catch((error) => {
  console.error(asStageError(error).message);
  process.exit(1);
});
