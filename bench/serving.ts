import { readFileSync } from 'node:fs';
import type { GivenRecord } from '@querent/contracts';
import sharp from 'sharp';
import { sendLines } from '../e2e/given.ts';
import { forget, startQuerent, until } from '../e2e/harness.ts';
import { findProcess } from '../e2e/processes.ts';
import { type Api, apiOf, signUp } from './client.ts';
import { readDigits } from './digits.ts';
import { SETS } from './encoders-sets.ts';
import type { Flags } from './flags.ts';

const [LABELLED, OTHERS, SINGLES, WARM_UP, CLIENTS, SECONDS] = [300, 200, 300, 30, 20, 10];
const LONGEST_MS = 600_000;

interface Place {
  address: string;
  cookie: string;
  api: Api;
}

/**
 * How long a prediction takes through the real server: one record a request, one request after the other, of a digit (the network
 * and the draws of a new project) and of an English sentence (the sentence encoder); then of digits for many clients at once,
 * each of which asks again as soon as it has its answer. Where the queue grew, the last third of them would wait longer.
 */
export async function bench({ seconds = SECONDS }: Flags) {
  const querent = await startQuerent({ env: { QUERENT_CHECK_ANSWERS: '' } }); // as people run it
  try {
    const { address } = querent;
    const { cookie } = await signUp(address, querent.link);
    const webPid = findProcess('web/serve.mjs', querent.dataDir)!;
    const place = { address, cookie, api: apiOf(address, cookie) };
    const digits = await digitRecords();
    const digitProject = await trained(place, { recordKind: 'image', settings: {} }, digits);
    const sentences = sentenceRecords();
    const settings = { encoder: { id: 'sentence', options: {} } };
    const sentenceProject = await trained(place, { recordKind: 'text', settings }, sentences);
    const digit = await oneByOne(place, digitProject, digits);
    const sentence = await oneByOne(place, sentenceProject, sentences);
    return {
      bench: 'serving',
      digitP50Ms: quantile(digit, 0.5),
      digitP95Ms: quantile(digit, 0.95),
      sentenceP50Ms: quantile(sentence, 0.5),
      sentenceP95Ms: quantile(sentence, 0.95),
      clients: CLIENTS,
      ...(await manyAtOnce(place, digitProject, digits, seconds, () => cpuMs(webPid))),
    };
  } finally {
    await querent.stop();
    forget(querent.dataDir);
  }
}

/** A project that has learned from its labelled records. */
async function trained({ address, cookie, api }: Place, project: object, records: GivenRecord[]): Promise<string> {
  const classes = [...new Set(records.flatMap(({ label }) => (label === undefined ? [] : [String(label)])))].sort();
  const { id: projectId } = await api('POST', '/projects', {
    ...{ name: 'Serving', task: { kind: 'single_choice' }, classes, ...project },
  });
  await sendLines({ address, cookie, projectId }, records, 'answers');
  await until(
    async () => {
      const { encoding } = await api('GET', `/projects/${projectId}/state`);
      return encoding?.state === 'done';
    },
    'features',
    LONGEST_MS,
  );
  const isTrained = async () => (await api('GET', `/projects/${projectId}/models`)).serving.modelId;
  // It may have begun by itself.
  await api('POST', `/projects/${projectId}/rounds`).catch(() => {});
  await until(isTrained, 'a model', LONGEST_MS);
  return projectId;
}

const ask = async ({ address, cookie }: Place, projectId: string, { label: _, ...record }: GivenRecord) => {
  const since = performance.now();
  const response = await fetch(`${address}/api/v1/projects/${projectId}/predict`, {
    method: 'POST',
    headers: { cookie, origin: address, 'content-type': 'application/json' },
    body: JSON.stringify([record]),
  });
  const answer = await response.json();
  if (!response.ok && response.status !== 503) throw new Error(`Nothing was predicted: ${JSON.stringify(answer)}`);
  return { ms: performance.now() - since, isAnswered: response.ok };
};

async function oneByOne(place: Place, projectId: string, records: GivenRecord[]) {
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + SINGLES; n++) {
    const { ms, isAnswered } = await ask(place, projectId, records[n % records.length]!);
    if (!isAnswered) throw new Error('A single request was refused.');
    if (n >= WARM_UP) times.push(ms);
  }
  return times;
}

async function manyAtOnce(
  place: Place,
  projectId: string,
  records: GivenRecord[],
  seconds: number,
  readCpuMs: () => number,
) {
  const cpuBefore = readCpuMs();
  const answered: { at: number; ms: number }[] = [];
  let refused = 0;
  const since = performance.now();
  const isOver = () => performance.now() - since > seconds * 1_000;
  const client = async (own: number) => {
    for (let n = own; !isOver(); n += CLIENTS) {
      const { ms, isAnswered } = await ask(place, projectId, records[n % records.length]!);
      if (isAnswered) answered.push({ at: performance.now() - since, ms });
      else refused++;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, own) => client(own)));
  const inThird = (third: number) =>
    answered.filter(({ at }) => Math.floor((3 * at) / (seconds * 1_000)) === third).map(({ ms }) => ms);
  return {
    requestsPerSecond: Math.round(answered.length / seconds),
    clientsP50Ms: quantile(
      answered.map(({ ms }) => ms),
      0.5,
    ),
    clientsP95Ms: quantile(
      answered.map(({ ms }) => ms),
      0.95,
    ),
    firstThirdP95Ms: quantile(inThird(0), 0.95),
    lastThirdP95Ms: quantile(inThird(2), 0.95),
    refused,
    // Of the web app with its thread: what does not depend on who else is at work.
    cpuMsPerRequest: Math.round((10 * (readCpuMs() - cpuBefore)) / (answered.length + refused)) / 10,
  };
}

/** Time of all cores that a process has had, as Linux counts it: in hundredths of a second. */
function cpuMs(pid: number): number {
  const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .split(') ')[1]!
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return 10 * (user + system);
}

async function digitRecords(): Promise<GivenRecord[]> {
  const { features, labels } = readDigits();
  const raw = { width: 28, height: 28, channels: 1 } as const;
  return Promise.all(
    Array.from({ length: LABELLED + OTHERS }, async (_, n) => {
      const png = await sharp(features.data.slice(n * 784, (n + 1) * 784), { raw })
        .png()
        .toBuffer();
      return { id: `d${n}`, image: png.toString('base64'), ...(n < LABELLED ? { label: String(labels[n]) } : {}) };
    }),
  );
}

const sentenceRecords = (): GivenRecord[] =>
  SETS.sst2!.read()
    .pool.slice(0, LABELLED + OTHERS)
    .map(({ record, label }, n) => ({
      ...{ id: `s${n}`, text: record.kind === 'text' ? record.text : '' },
      ...(n < LABELLED ? { label: label === 1 ? 'good' : 'bad' } : {}),
    }));

const quantile = (values: number[], share: number) =>
  Math.round(10 * (values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN)) / 10;
