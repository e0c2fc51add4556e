import {
  buildNetwork,
  categorical,
  compile,
  encoders,
  evaluate,
  likelihoods,
  openEncoding,
  posteriors,
} from '@querent/core';
import { type Features, gatherRows, permutation, scaleOf, splitChunk, startBackend } from '@querent/core/tensors';
import { type EncoderSet, type Item, SETS } from './encoders-sets.ts';
import type { Flags } from './flags.ts';
import { measurePhotos } from './photos.ts';
import { Refusal } from './refusal.ts';
import { mean, rounded, standardError } from './statistics.ts';
import { table } from './table.ts';

const LABELS = [100, 500];
const SEEDS = [1, 2, 3, 4, 5];
const ROWS = 500;
const UNITS = 64;
const TEXTS = ['trec', 'sst2', 'ag-news'];
/** Of these is measured how many are encoded a second. */
const PHOTOS = 'photos';
const KNOWN = [...Object.keys(SETS), PHOTOS];
const likelihood = likelihoods.get('categorical');
const posterior = posteriors.get('map');
const options = posterior.options.parse({});

interface Candidate {
  title: string;
  id: string;
  options: object;
  sets: string[];
}
/** Each encoder on the sets it reads. */
const CANDIDATES: Candidate[] = [
  {
    title: 'n-grams, words, 1,024',
    id: 'hashed-ngrams',
    options: { dimensions: 1_024, characters: false },
    sets: TEXTS,
  },
  { title: 'n-grams, 1,024', id: 'hashed-ngrams', options: { dimensions: 1_024 }, sets: TEXTS },
  { title: 'n-grams, 2,048', id: 'hashed-ngrams', options: { dimensions: 2_048 }, sets: TEXTS },
  { title: 'sentence encoder', id: 'sentence', options: {}, sets: TEXTS },
  { title: 'MiniLM', id: 'hugging-face', options: { model: process.env.QUERENT_MINILM }, sets: TEXTS },
  { title: 'table', id: 'tables', options: {}, sets: ['adult'] },
];

/** Test accuracy at few labels by encoder: what each is worth before anything else is chosen; and photos a second. */
export async function bench({ prefer = 'tensorflow', sets: asked = KNOWN }: Flags) {
  const unknown = asked.filter((set) => !KNOWN.includes(set));
  if (unknown.length > 0) throw new Refusal(`There is no set ${unknown.join(', ')}: ${KNOWN.join(', ')}.`);
  const photos = asked.includes(PHOTOS) ? await measurePhotos() : null;
  const sets = asked.filter((set) => set !== PHOTOS);
  if (sets.length === 0) return { bench: 'encoders', photos };
  const { title: backend } = await startBackend({ prefer });
  if (!process.env.QUERENT_MINILM)
    console.log(
      'MiniLM is left out: name its folder by QUERENT_MINILM (config.json, tokenizer.json, onnx/model.onnx).',
    );
  const rows: ({ set: string; encoder: string } & Awaited<ReturnType<typeof measure>>)[] = [];
  for (const set of sets) {
    const own = SETS[set]!;
    const data = own.read();
    const test = data.test.slice(0, own.tests);
    for (const candidate of CANDIDATES) {
      if (!candidate.sets.includes(set) || (candidate.title === 'MiniLM' && !process.env.QUERENT_MINILM)) continue;
      const row = { set, encoder: candidate.title, ...(await measure(own, data.pool, test, candidate)) };
      rows.push(row);
      console.error(`${set} ${candidate.title}: ${row.accuracy.map(({ mean: value }) => value).join(', ')}`);
    }
  }
  const shown = ({ mean: value, standardError: error }: Mean) => `${value?.toFixed(1)} ± ${error?.toFixed(1)}`;
  console.log(
    table(
      ['set', 'encoder', 'width', ...LABELS.map((n) => `% right at ${n}`), 'records/s'],
      rows.map((r) => [SETS[r.set]!.title, r.encoder, r.width, ...r.accuracy.map(shown), r.recordsPerSecond]),
    ),
  );
  return {
    bench: 'encoders',
    measure: `test accuracy in percent of a network of one layer of ${UNITS} units (map) fitted to that many labelled records, mean and standard error over ${SEEDS.length} draws of them; the first 2,000 test records of AG News and Adult, all of the others`,
    backend,
    labels: LABELS,
    rows,
    photos,
  };
}

interface Mean {
  labels: number;
  mean: number | null;
  standardError: number | null;
}

/** The encoder learns from the whole pool, and encodes the test and the records that any seed labels. */
async function measure({ classes }: EncoderSet, pool: Item[], test: Item[], { id, options: choice }: Candidate) {
  const draws = SEEDS.map((seed) => permutation(pool.length, seed).subarray(0, Math.max(...LABELS)));
  const used = [...new Set(draws.flatMap((rows) => [...rows]))];
  const placeOf = new Map(used.map((row, place) => [row, place]));
  const encoding = await encoders.get(id).prepare(
    pool.map(({ record }) => record),
    choice,
  );
  const opened = await openEncoding(encoding);
  const since = performance.now();
  const known = await opened.encode(used.map((row) => pool[row]!.record));
  const unseen = await opened.encode(test.map(({ record }) => record));
  const recordsPerSecond = (1_000 * (used.length + test.length)) / (performance.now() - since);
  await opened.release();
  const truth = Int32Array.from(test, ({ label }) => label);
  const accuracy: Mean[] = [];
  for (const count of LABELS) {
    const values: number[] = [];
    for (const [i, seed] of SEEDS.entries()) {
      const rows = draws[i]!.subarray(0, count);
      const features = gatherRows(
        known,
        Array.from(rows, (row) => placeOf.get(row)!),
      );
      const labels = Int32Array.from(rows, (row) => pool[row]!.label);
      values.push(100 * (await accuracyOf({ features, labels, classes }, unseen, truth, seed)));
    }
    accuracy.push({ labels: count, mean: rounded(mean(values), 2), standardError: rounded(standardError(values), 2) });
  }
  return { version: encoding.version, width: known.shape[0], accuracy, recordsPerSecond: rounded(recordsPerSecond, 0) };
}

interface Learned {
  features: Features;
  labels: Int32Array;
  classes: number;
}

async function accuracyOf({ features, labels, classes }: Learned, unseen: Features, truth: Int32Array, seed: number) {
  const network = buildNetwork(
    { id: 'mlp', options: { units: [UNITS] } },
    { inputShape: features.shape, outputs: classes, scale: scaleOf(features) },
  );
  const state = await posterior.fit({ network, likelihood, features, labels }, { options, seed });
  const predictor = await compile(network, categorical, posterior.draw(network, state, 1, seed, options), 'float32');
  const meanProbsNC: number[] = [];
  for (const piece of splitChunk({ ...unseen, start: 0 }, ROWS))
    meanProbsNC.push(...(await predictor.summarize(piece)).meanProbsNC);
  await predictor.release();
  return evaluate('categorical', { probsNC: meanProbsNC, labelsN: truth, classes }, ['accuracy']).accuracy!.value;
}
