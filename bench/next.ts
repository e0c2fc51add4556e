import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@querent/contracts';
import pg from 'pg';
import { forget, type Querent, startQuerent } from '../e2e/harness.ts';
import { apiOf, signUp } from './client.ts';
import { annotate, type Times, watch } from './next-annotator.ts';
import { fillPool } from './next-pool.ts';

const [RECORDS, ANNOTATORS, THINK_MS, SECONDS] = [300_000, 20, 1_500, 60];
const WARM_UP_MS = 8_000;

type Account = Awaited<ReturnType<typeof signUp>>;

/** How long the next cards and a stored answer take, with many annotators in a large pool and their pages open. */
export async function bench() {
  const querent = await startQuerent({ env: { QUERENT_CHECK_ANSWERS: '' } }); // as people run it
  const client = await connect(querent);
  try {
    const admin = await signUp(querent.address, querent.link, 'ada');
    const ada = apiOf(querent.address, admin.cookie);
    const people: Account[] = [];
    for (let n = 0; n < ANNOTATORS; n++) {
      const { link } = await ada('POST', '/invitations', { role: 'annotator' });
      people.push(await signUp(querent.address, link, `annotator-${n}`));
    }
    console.error(`Filling a pool of ${RECORDS} records.`);
    const { projectId, roundId, answers } = await fillPool((statement, values) => client.query(statement, values), {
      records: RECORDS,
      people: people.map(({ id }) => id),
    });
    const measured = await label(querent.address, people, projectId, answers);
    const projectsMs = median(await repeat(10, () => ada('GET', '/projects')));
    await client.query('DELETE FROM lease');
    const extendMs = median(
      await repeat(10, async () => {
        await client.query('DELETE FROM lease');
        await client.query('DELETE FROM ranking_entry WHERE round_id = $1', [roundId]);
        const extending = apiOf(querent.address, people[0]!.cookie);
        return timeOf(() => extending('POST', `/projects/${projectId}/hand`, { count: 14 }));
      }),
    );
    const [removeMs] = await repeat(1, () => ada('DELETE', `/projects/${projectId}`));
    return {
      bench: 'next',
      records: RECORDS,
      annotators: ANNOTATORS,
      thinkMs: THINK_MS,
      seconds: SECONDS,
      overlap: { 1: measured },
      projectsMs,
      extendMs,
      removeMs,
    };
  } finally {
    await client.end();
    await querent.stop();
    forget(querent.dataDir);
  }
}

async function label(address: string, people: Account[], projectId: string, answers: readonly Answer[]) {
  const times: Times = { claim: [], submit: [] };
  const stop = new AbortController();
  const streams = people.map(({ cookie }) => watch(address, cookie, projectId, stop.signal));
  console.error('Warming up, then measuring.');
  const since = performance.now();
  const isMeasuring = () => performance.now() - since > WARM_UP_MS;
  const signal = AbortSignal.timeout(WARM_UP_MS + SECONDS * 1_000);
  await Promise.all(
    people.map(({ cookie }) =>
      annotate({ call: apiOf(address, cookie), projectId, answers, thinkMs: THINK_MS, signal, times, isMeasuring }),
    ),
  );
  stop.abort();
  const broken = streams.find(({ error }) => error);
  if (broken) throw new Error(`An event stream ended: ${broken.error}`);
  return {
    claimP50Ms: quantile(times.claim, 0.5),
    claimP95Ms: quantile(times.claim, 0.95),
    submitP50Ms: quantile(times.submit, 0.5),
    submitP95Ms: quantile(times.submit, 0.95),
    answers: times.submit.length,
    claims: times.claim.length,
    eventsSeen: streams.reduce((sum, { events }) => sum + events, 0),
  };
}

async function connect({ dataDir, output }: Querent) {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const [, port] = /PostgreSQL on port (\d+)/.exec(output) ?? [];
  const connectionString = `postgresql://querent:${secrets.postgresPassword}@127.0.0.1:${port}/querent`;
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

const timeOf = async (work: () => Promise<unknown>) => {
  const since = performance.now();
  await work();
  return performance.now() - since;
};

async function repeat(count: number, work: () => Promise<unknown>) {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const own = await timeOf(async () => {
      const given = await work();
      if (typeof given === 'number') times.push(given);
    });
    if (times.length === n) times.push(own);
  }
  return times;
}

const rounded = (ms: number) => Math.round(ms * 10) / 10;
const quantile = (values: number[], share: number) =>
  rounded([...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN);
const median = (values: number[]) => quantile(values, 0.5);
