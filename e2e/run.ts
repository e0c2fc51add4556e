import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { RESULTS } from './harness.ts';

/**
 * Runs the journeys, two at a time where the machine has two cores: each has a server, a database and a browser of its own, and
 * waits for them most of its time. `npm run e2e -- [part of a name]`.
 */
const ABREAST = Math.min(2, availableParallelism());
/** They stop what runs at moments of their own choosing, and count on the machine to themselves. */
const ALONE = ['8-outages', '9-chaos'];

const wanted = process.argv[2] ?? '';
const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith('.spec.ts') && name.includes(wanted))
  .sort()
  .map((name) => fileURLToPath(new URL(name, import.meta.url)));
const isAlone = (path: string) => ALONE.some((name) => basename(path).startsWith(name));
const results = { passed: 0, failed: 0, failures: [] as { name: string; reason: string }[] };

function runFiles(paths: string[], concurrency: number): Promise<void> {
  if (paths.length === 0) return Promise.resolve();
  const stream = run({ files: paths, concurrency, timeout: 900_000 });
  stream.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') results.passed++;
  });
  stream.on('test:fail', ({ details, name, file = '' }) => {
    if (details.type === 'suite') return;
    results.failed++;
    const { cause } = details.error;
    results.failures.push({ name: `${basename(file)}: ${name}`, reason: String((cause as Error)?.stack ?? cause) });
  });
  const ended = new Promise<void>((resolve) => stream.once('end', resolve));
  stream.compose(new spec()).pipe(process.stdout, { end: false });
  return ended;
}

await runFiles(
  files.filter((path) => !isAlone(path)),
  ABREAST,
);
await runFiles(files.filter(isAlone), 1);
mkdirSync(RESULTS, { recursive: true });
writeFileSync(join(RESULTS, 'summary.json'), JSON.stringify(results));
process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0;
