import { readFileSync } from 'node:fs';
import { startWeb } from '../e2e/web.ts';
import { fillProject } from './export-project.ts';
import type { Flags } from './flags.ts';

const ROWS = 1_000_000;
const SAMPLE_MS = 100;
/** What is read of a small export before anything is measured, so that the server has loaded what it needs. */
const WARM_UP = 'format=csv&status=skipped&split=holdout';

const EXPORTS: Record<string, string> = {
  'csv, records': 'format=csv',
  'jsonl, records': 'format=jsonl',
  'csv, answers': 'format=csv&rows=answers',
};

/**
 * How long a large project takes to go out, through the real server, and what its process needs meanwhile. The reader throws
 * away what it gets.
 */
export async function bench({ rows = ROWS }: Flags) {
  const web = await startWeb({ QUERENT_CHECK_ANSWERS: '' }); // as people run it
  try {
    const eve = await web.join('engineer', 'Eve');
    console.error(`Filling a project of ${rows} records.`);
    const projectId = await fillProject((statement, values = []) => web.db.$executeRawUnsafe(statement, ...values), {
      records: rows,
      managerId: eve.id,
    });
    const read = (query: string) => readAll(`${web.address}/api/v1/projects/${projectId}/export?${query}`, eve.cookie);
    await read(WARM_UP);
    const restMb = residentMb(web.child.pid!);
    const exports: Record<string, object> = {};
    for (const [name, query] of Object.entries(EXPORTS)) {
      let mostMb = 0;
      const timer = setInterval(() => {
        mostMb = Math.max(mostMb, residentMb(web.child.pid!));
      }, SAMPLE_MS);
      const { firstMs, seconds, bytes, rows: written } = await read(query).finally(() => clearInterval(timer));
      const rowsPerSecond = Math.round(written / seconds);
      exports[name] = { rows: written, megabytes: Math.round(bytes / 1e6), firstMs, seconds, rowsPerSecond, mostMb };
      console.error(`${name}: ${JSON.stringify(exports[name])}`);
    }
    return { bench: 'export', records: rows, restMb, exports };
  } finally {
    await web.stop();
  }
}

async function readAll(url: string, cookie: string) {
  const since = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok || !response.body) throw new Error(`Nothing came: ${response.status} ${await response.text()}`);
  let [bytes, rows, firstMs] = [0, 0, 0];
  for await (const chunk of response.body) {
    firstMs ||= Math.round(performance.now() - since);
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 0x0a) rows++;
  }
  return { bytes, rows, firstMs, seconds: Number(((performance.now() - since) / 1_000).toFixed(1)) };
}

/** Memory that a process has, as the system counts it. */
function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
