import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { openDatabase } from '../e2e/database.ts';
import { forget, type Querent, startQuerent, until } from '../e2e/harness.ts';
import { findProcess } from '../e2e/processes.ts';
import { type Api, apiOf, signUp } from './client.ts';
import type { Flags } from './flags.ts';
import { type BroughtFile, madeUp, news, photos, write } from './import-files.ts';

const ROWS = 1_000_000;
const LONGEST_MS = 1_800_000;
const TIMES = 10;

/**
 * How long it takes from the click on "Import" to the first card and to the last record, and how much memory the worker has
 * then; what a record more takes in a large project, and its page. The files lie in the inbox before anything is measured.
 */
export async function bench({ rows = ROWS }: Flags) {
  const querent = await startQuerent({ env: { QUERENT_CHECK_ANSWERS: '' } }); // as people run it
  const sql = await openDatabase(querent);
  try {
    const { cookie, id: personId } = await signUp(querent.address, querent.link);
    const api = apiOf(querent.address, cookie);
    const bring = (file: BroughtFile) => bringFile({ api, sql, querent, personId }, file);
    const texts10k = await bring(news(10_000));
    const csv100k = await bring(madeUp(Math.min(rows, 100_000)));
    const pictures = photos();
    const photos400 = pictures && (await bring(pictures));
    const large = await bring(madeUp(rows));
    const { projectId } = large;
    const add = (n: number) => api('POST', `/projects/${projectId}/records`, [{ text: `One more, the ${n}th` }]);
    const addOneMs = median(await repeat(TIMES, add));
    const pageMs = median(await repeat(TIMES, () => loadPage(querent.address, cookie, projectId)));
    const shown = ({ seconds, peakRssMb }: typeof large) => ({ seconds, peakRssMb });
    return {
      bench: 'import',
      formats: {
        csv: { rows, ...shown(large) },
        csv100k: shown(csv100k),
        texts10k: shown(texts10k),
        ...(photos400 ? { photos: { records: pictures.records, ...shown(photos400) } } : {}),
      },
      addOneMs,
      pageMs,
      firstCardSeconds: {
        texts10k: texts10k.firstCardSeconds,
        csv100k: csv100k.firstCardSeconds,
        photos400: photos400?.firstCardSeconds ?? null,
        csv: large.firstCardSeconds,
      },
      encodingPerSecond: {
        texts10k: texts10k.encodingPerSecond,
        csv100k: csv100k.encodingPerSecond,
        photos400: photos400?.encodingPerSecond ?? null,
      },
    };
  } finally {
    await sql.end();
    await querent.stop();
    forget(querent.dataDir);
  }
}

interface Place {
  api: Api;
  sql: pg.Client;
  querent: Querent;
  personId: string;
}

/** Imports a file into a project of its own, and waits for its first card and, where it is not large, for its features. */
async function bringFile({ api, sql, querent, personId }: Place, file: BroughtFile) {
  const uploadId = randomUUID();
  const inbox = join(querent.dataDir, 'objects', 'inbox');
  mkdirSync(inbox, { recursive: true });
  await write(join(inbox, uploadId), file);
  await sql.query(
    'INSERT INTO upload (id, person_id, name, bytes, received_at) VALUES ($1, $2, $3, $4, clock_timestamp())',
    [uploadId, personId, file.name, statSync(join(inbox, uploadId)).size],
  );
  console.error(`Importing ${file.name} with ${file.records} records.`);
  const memory = watchMemory(querent);
  const since = performance.now();
  const secondsSince = () => Math.round((performance.now() - since) / 100) / 10;
  const { id: projectId } = await api('POST', '/projects', {
    ...{ name: file.name, ...file.project },
    import: { uploadId, ...file.how },
  });
  const state = () => api('GET', `/projects/${projectId}/state`);
  await until(
    async () => {
      const { import: brought } = await state();
      if (brought?.state === 'failed') throw new Error(`The import failed: ${brought.error}`);
      return brought?.state === 'done';
    },
    'the import',
    LONGEST_MS,
  );
  const seconds = secondsSince();
  const peakRssMb = memory.stop();
  await until(
    async () => (await api('POST', `/projects/${projectId}/hand`, { count: 1 })).cards.length > 0,
    'a card',
    LONGEST_MS,
  );
  const firstCardSeconds = secondsSince();
  const encodingPerSecond = file.records > 20_000 ? null : await encode(api, projectId, file.records);
  console.error(JSON.stringify({ seconds, peakRssMb, firstCardSeconds, encodingPerSecond }));
  return { projectId, seconds, peakRssMb, firstCardSeconds, encodingPerSecond };
}

async function encode(api: Api, projectId: string, records: number) {
  const since = performance.now();
  const isDone = async () =>
    ['done', 'failed'].includes((await api('GET', `/projects/${projectId}`)).encoding?.state ?? '');
  await until(isDone, 'the features', LONGEST_MS);
  return Math.round(records / ((performance.now() - since) / 1_000));
}

/** The most memory that the worker's process has resident. */
function watchMemory({ dataDir }: Querent) {
  const pid = findProcess('worker/dist/main.js', dataDir);
  let peak = 0;
  const look = () => {
    const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    peak = Math.max(peak, Number(kb) / 1_024);
  };
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(peak);
    },
  };
}

/** The page of a project, and what it asks for at once. */
async function loadPage(address: string, cookie: string, projectId: string) {
  const get = async (path: string) => {
    const response = await fetch(`${address}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await response.text();
  };
  await Promise.all([get(`/projects/${projectId}`), get(`/api/v1/projects/${projectId}/state`)]);
}

async function repeat(count: number, work: (n: number) => Promise<unknown>) {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const since = performance.now();
    await work(n);
    times.push(performance.now() - since);
  }
  return times;
}

const median = (values: number[]) =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]! * 10) / 10;
