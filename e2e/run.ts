import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { RESULTS } from './harness.ts';

/** Runs the journeys one after the other: `npm run e2e -- [part of a name]`. */
const wanted = process.argv[2] ?? '';
const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith('.spec.ts') && name.includes(wanted))
  .sort()
  .map((name) => fileURLToPath(new URL(name, import.meta.url)));
const results = { passed: 0, failed: 0, failures: [] as { name: string; reason: string }[] };
const stream = run({ files, concurrency: 1, timeout: 600_000 });
stream.on('test:pass', ({ details }) => {
  if (details.type !== 'suite') results.passed++;
});
stream.on('test:fail', ({ details, name, file = '' }) => {
  if (details.type === 'suite') return;
  results.failed++;
  const { cause } = details.error;
  results.failures.push({ name: `${basename(file)}: ${name}`, reason: String((cause as Error)?.stack ?? cause) });
});
stream.on('end', () => {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, 'summary.json'), JSON.stringify(results));
  process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0;
});
stream.compose(new spec()).pipe(process.stdout);
