import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf } from '../e2e/answers.ts';
import { openDatabase } from '../e2e/database.ts';
import { type Querent, readAnswerKey, startQuerent, until } from '../e2e/harness.ts';
import { answerThrough, type Book } from './chaos-annotator.ts';
import { type AnnotationRow, checkBook, INVARIANTS } from './chaos-check.ts';
import { processesOf } from './chaos-victims.ts';
import { apiOf, signUp } from './client.ts';

const VICTIMS = ['worker', 'web', 'database', 'backend', 'supervisor'] as const;
const DISK_MB = 1_500;

interface Setting {
  seconds?: number | undefined;
  annotators?: number;
  seed?: number;
}
type Disk = ReturnType<typeof makeDisk>;

/**
 * Annotators answer while the processes under them are killed at random moments and the disk fills once. Says what became of
 * the acknowledged answers, and how long each process took to come back.
 */
export async function bench({ seconds = 180, annotators = 10, seed = 1 }: Setting = {}) {
  const disk = makeDisk();
  const random = randomOf(seed);
  let querent = await startQuerent({ dataDir: disk.folder });
  const { workerUrl } = querent;
  /** As a person would: with nothing but the folder. */
  const restart = async () => {
    querent = Object.assign(await startQuerent({ dataDir: disk.folder, isPortGiven: false }), { workerUrl });
    if (querent.address !== address) throw new Error(`The next start has another address: ${querent.address}`);
  };
  const { address } = querent;
  try {
    const [, postgresFolder = ''] = /embedded PostgreSQL on port \d+, in (\S+)/.exec(querent.output) ?? [];
    const { projectId, people, answerOf } = await setUp(querent, annotators);
    const book: Book = { answers: [], failures: 0 };
    const stop = new AbortController();
    const working = people.map(({ cookie, id }) =>
      answerThrough({
        address,
        cookie,
        personId: id,
        projectId,
        answerOf,
        thinkMs: 700,
        signal: stop.signal,
        book,
        random,
      }),
    );
    const outages = await wreak({ seconds, random, querent: () => querent, disk, postgresFolder, restart });
    await pause(3_000);
    stop.abort();
    await Promise.all(working);
    return {
      bench: 'chaos',
      seconds,
      annotators,
      seed,
      disk: disk.isSmall,
      acknowledged: book.answers.length,
      sentAgain: book.failures,
      ...(await judge(querent, book)),
      backAfterSeconds: outages,
    };
  } finally {
    await querent.stop();
    disk.remove();
  }
}

async function setUp({ address, link }: Querent, annotators: number) {
  const admin = await signUp(address, link, 'ada');
  const ada = apiOf(address, admin.cookie);
  const { id: projectId } = await ada('POST', '/projects/sample', {});
  const people: Awaited<ReturnType<typeof signUp>>[] = [];
  for (let n = 0; n < annotators; n++) {
    const invitation = await ada('POST', '/invitations', { role: 'annotator', projectId });
    people.push(await signUp(address, invitation.link, `annotator-${n}`));
  }
  await until(async () => (await ada('GET', `/projects/${projectId}/state`)).openRound, 'the import');
  const [answer, answerKey] = [answersOf(await ada('GET', `/projects/${projectId}`)), await readAnswerKey()];
  return { projectId, people, answerOf: (name: string) => answer(answerKey(name)) };
}

interface Wreaking {
  seconds: number;
  random: () => number;
  querent: () => Querent;
  disk: Disk;
  postgresFolder: string;
  restart: () => Promise<void>;
}

/** Each kind of death in turn, in a random order, at random moments; the disk fills once in the middle. */
async function wreak({ seconds, random, querent, disk, postgresFolder, restart }: Wreaking) {
  const outages: Record<string, number[]> = Object.fromEntries(VICTIMS.map((victim) => [victim, []]));
  if (disk.isSmall) outages.disk = [];
  const end = Date.now() + seconds * 1_000;
  const hasFilled = { disk: !disk.isSmall };
  let order: (typeof VICTIMS)[number][] = [];
  while (Date.now() < end) {
    if (order.length === 0) order = shuffle(VICTIMS, random);
    await pause(2_000 + random() * 6_000);
    if (!hasFilled.disk && Date.now() > end - seconds * 500) {
      hasFilled.disk = true;
      console.error('The disk fills.');
      const free = disk.fill();
      await pause(8_000);
      free();
      outages.disk?.push(await backAfter(querent()));
      continue;
    }
    const victim = order.pop();
    const pid = victim && processesOf(disk.folder, postgresFolder)[victim];
    if (!pid) continue;
    console.error(`kill -9 of the ${victim} (${pid})`);
    process.kill(pid, 'SIGKILL');
    const since = performance.now();
    if (victim === 'supervisor') await restart();
    else await pause(300);
    await backAfter(querent());
    outages[victim]?.push(Math.round((performance.now() - since) / 100) / 10);
  }
  return outages;
}

/** Seconds until web app, database and worker answer. */
async function backAfter({ address, workerUrl }: Querent) {
  const since = performance.now();
  const isUp = (url: string) =>
    fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(
    async () => (await isUp(`${address}/api/v1/health`)) && (await isUp(`${workerUrl}/health`)),
    'everything to be back',
    240_000,
  );
  return Math.round((performance.now() - since) / 100) / 10;
}

async function judge(querent: Querent, book: Book) {
  const client = await openDatabase(querent);
  const { rows } = await client.query<AnnotationRow>(
    `SELECT id, record_id AS "recordId", annotator_id AS "personId", answer, undone_at IS NOT NULL AS "isUndone" FROM annotation`,
  );
  const broken: Record<string, number> = {};
  for (const [name, sql] of Object.entries(INVARIANTS))
    broken[name] = (await client.query<{ n: number }>(sql)).rows[0]!.n;
  const rounds = await client.query('SELECT state, count(*)::int AS n FROM round GROUP BY state');
  const failed = await client.query("SELECT error FROM round WHERE state = 'failed'");
  await client.end();
  return {
    answers: checkBook(book, rows),
    invariants: broken,
    rounds: Object.fromEntries(rounds.rows.map(({ state, n }) => [state, n])),
    failedBecause: failed.rows.map(({ error }) => error),
  };
}

/** A small file system of its own where this user may mount one; else a folder, and the disk never fills. */
function makeDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'querent-chaos-'));
  let isSmall = false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder], { stdio: 'pipe' });
    isSmall = true;
  } catch {
    console.error('No small file system can be mounted here, so the disk is not filled.');
  }
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o755 });
  return {
    folder: data,
    isSmall,
    fill() {
      const filler = join(folder, 'filler');
      const { bavail, bsize } = statfsSync(folder);
      const chunk = Buffer.alloc(1 << 20);
      try {
        for (let left = bavail * bsize; ; left -= chunk.length) {
          writeFileSync(filler, left > 0 && left < chunk.length ? chunk.subarray(0, left) : chunk, { flag: 'a' });
        }
      } catch {
        // full
      }
      return () => rmSync(filler, { force: true });
    },
    remove() {
      if (isSmall) execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Numbers in [0, 1) that are the same each time. */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function shuffle<Value>(values: readonly Value[], random: () => number) {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
