import { spawnSync } from 'node:child_process';
import { ROOT } from './stages.mjs';

/** `npm run check`: format, lint, types, arrows and the tests that need no browser. */
const steps = [
  ['@biomejs/biome/bin/biome', 'check', '.'],
  ['typescript/bin/tsc', '-b'],
  ['typescript/bin/tsc', '--noEmit', '-p', 'apps/web'],
  ['vitest/vitest.mjs', 'run'],
];
for (const [script, ...args] of steps) {
  const { status } = spawnSync(process.execPath, [`${ROOT}/node_modules/${script}`, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
