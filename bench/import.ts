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
  // In two installations: the encoders of what came before stay in memory, and work on for long.
  const large = await inInstallation((place) => bringLarge(place, rows));
  const { texts10k, csv100k, photos400 } = await inInstallation(async (place) => {
    const pictures = photos();
    return {
      texts10k: await bringFile(place, news(10_000)),
      csv100k: await bringFile(place, madeUp(Math.min(rows, 100_000))),
      photos400: pictures && (await bringFile(place, pictures)),
    };
  });
  const files = { csv: large.brought, texts10k, csv100k, ...(photos400 ? { photos: photos400 } : {}) };
  const ofEach = <Value>(value: (brought: Brought) => Value) =>
    Object.fromEntries(Object.entries(files).map(([name, brought]) => [name, value(brought)]));
  return {
    bench: 'import',
    formats: ofEach(({ records, seconds, peakRssMb }) => ({ rows: records, seconds, peakRssMb })),
    addOneMs: large.addOneMs,
    pageMs: large.pageMs,
    firstCardSeconds: ofEach(({ firstCardSeconds }) => firstCardSeconds),
    encodingPerSecond: ofEach(({ encodingPerSecond }) => encodingPerSecond),
  };
}

async function inInstallation<Result>(work: (place: Place) => Promise<Result>): Promise<Result> {
  const querent = await startQuerent({ env: { QUERENT_CHECK_ANSWERS: '' } }); // as people run it
  const sql = await openDatabase(querent);
  try {
    const { cookie, id: personId } = await signUp(querent.address, querent.link);
    return await work({ api: apiOf(querent.address, cookie), sql, querent, personId, cookie });
  } finally {
    await sql.end();
    await querent.stop();
    forget(querent.dataDir);
  }
}

async function bringLarge(place: Place, rows: number) {
  const brought = await bringFile(place, madeUp(rows));
  const { api, querent, cookie } = place;
  const add = (n: number) => api('POST', `/projects/${brought.projectId}/records`, [{ text: `One more, the ${n}th` }]);
  return {
    brought,
    addOneMs: median(await repeat(TIMES, add)),
    pageMs: median(await repeat(TIMES, () => loadPage(querent.address, cookie, brought.projectId))),
  };
}

interface Place {
  api: Api;
  sql: pg.Client;
  querent: Querent;
  personId: string;
  cookie: string;
}

type Brought = Awaited<ReturnType<typeof bringFile>>;

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
  return { projectId, records: file.records, seconds, peakRssMb, firstCardSeconds, encodingPerSecond };
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
