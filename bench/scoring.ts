import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNetwork, type Choice, graphOf, likelihoods, posteriors } from '@querent/core';
import { encodeShard } from '@querent/core/encoders';
import {
  type FeatureChunk,
  type Features,
  gatherRows,
  random,
  scaleOf,
  splitChunk,
  startBackend,
} from '@querent/core/tensors';
import { readDigits } from './digits.ts';
import type { Flags } from './flags.ts';
import { runOnce } from './jobs.ts';
import type { ProductsJob } from './scoring-products.ts';
import type { ScoringJob, ScoringRun } from './scoring-run.ts';
import { median, rounded } from './statistics.ts';

const PEER = fileURLToPath(new URL('./peers/scoring.py', import.meta.url));
const PYTHON = process.env.QUERENT_PEER_PYTHON ?? 'python3';
const DRAWS = 20;
const KEEP = 100;
const [FEATURES, UNITS, CLASSES] = [384, 128, 10];
const SIZES = [10_000, 100_000, 1_000_000] as const;
const SHARD_ROWS = 10_000;
const likelihood = likelihoods.get('categorical');

type Cost = Pick<ScoringRun, 'seconds' | 'rssBeforeMb' | 'peakRssMb'>;
type Peer = Cost & { version: string; torch: string; threads: number };

const run = (job: ScoringJob) => runOnce<ScoringJob, ScoringRun>('./scoring-run.ts', job);

/**
 * BALD for a pool, its features streamed from shards on the disk, each run in a process of its own: pictures through a CNN
 * beside baal in turn, and up to a million rows of 384 numbers through a small network, beside the bare matrix products, both
 * warmed up.
 */
export async function bench({ prefer, rounds = 3, parts = ['images', 'rows'] }: Flags) {
  await startBackend({ prefer });
  const folder = mkdtempSync(join(process.env.QUERENT_SCRATCH ?? tmpdir(), 'querent-scoring-'));
  try {
    return {
      bench: 'scoring',
      draws: DRAWS,
      backend: 'ONNX Runtime (CPU)',
      ...(parts.includes('images') ? { images: await images(folder, rounds) } : {}),
      ...(parts.includes('rows') ? { rows: await manyRows(folder, rounds) } : {}),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 10,000 digits and the CNN of Gal et al. */
async function images(folder: string, rounds: number) {
  const { features, labels } = readDigits();
  const preset = { id: 'gal-cnn', options: {} };
  const { graph, compileSeconds } = await compiled(folder, 'images', preset, 'mc-dropout', features, labels);
  const shards = [...splitChunk({ ...features, start: 0 }, 500)].map((chunk) => stored(folder, chunk));
  const pixels = join(folder, 'pixels');
  writeFileSync(pixels, features.data);
  const reason = whyNoPeer();
  const runs: ScoringRun[] = [];
  const others: Peer[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = await run({ graph, shards, total: features.count, keep: KEEP });
    runs.push({ ...own, seconds: own.seconds + own.openSeconds + compileSeconds });
    if (!reason) others.push(peer(pixels, features.count));
  }
  const about = (costs: Cost[]) => ({
    seconds: rounded(median(costs.map(({ seconds }) => seconds)), 2),
    itemsPerSecond: Math.round(median(costs.map(({ seconds }) => features.count / seconds))),
    rssBeforeMb: median(costs.map(({ rssBeforeMb }) => rssBeforeMb)),
    peakRssMb: median(costs.map(({ peakRssMb }) => peakRssMb)),
  });
  const [first] = others;
  const result = {
    items: features.count,
    measure: `median of ${rounds}; ours: compiling the draws, opening the graph and scoring, nothing warmed up`,
    ours: about(runs),
    ...(first
      ? {
          peer: { ...about(others), ...versionsOf(first) },
          timesFaster: rounded(median(runs.map((own, i) => others[i]!.seconds / own.seconds)), 1),
          memoryShare: rounded(median(runs.map((own, i) => own.peakRssMb / others[i]!.peakRssMb)), 2),
        }
      : { peerSkipped: reason }),
  };
  console.error(JSON.stringify(result));
  return result;
}

const versionsOf = ({ version, torch, threads }: Peer) => ({ version, torch, threads });

/** Rows of float32 through MLP 384-128-10, the way of an encoded text. */
async function manyRows(folder: string, rounds: number) {
  const shards: string[] = [];
  for (let start = 0; start < SIZES[2]; start += SHARD_ROWS)
    shards.push(stored(folder, { ...normal(SHARD_ROWS, start), start }));
  const learned = normal(200, 1);
  const labels = Int32Array.from({ length: 200 }, (_, n) => n % CLASSES);
  const results: Record<string, object> = {};
  for (const [name, posterior, options] of [
    ['mc-dropout', 'mc-dropout', {}],
    ['ensemble', 'deep-ensemble', { members: DRAWS }],
  ] as const) {
    const preset = { id: 'mlp', options: { units: [UNITS], dropout: 0.5 } };
    const { graph } = await compiled(folder, name, preset, posterior, learned, labels, options);
    const bySize: Record<number, object> = {};
    const secondsOf = new Map<number, number>();
    for (const total of SIZES) {
      const own = shards.slice(0, total / SHARD_ROWS);
      const runs: ScoringRun[] = [];
      for (let round = 0; round < rounds; round++)
        runs.push(await run({ graph, shards: own, total, keep: KEEP, warmUp: shards.slice(0, 5) }));
      const seconds = median(runs.map((one) => one.seconds));
      secondsOf.set(total, seconds);
      bySize[total] = {
        seconds: rounded(seconds, 2),
        microsecondsPerItem: rounded((1e6 * seconds) / total, 2),
        openSeconds: rounded(median(runs.map(({ openSeconds }) => openSeconds)), 2),
        peakRssMb: Math.max(...runs.map(({ peakRssMb }) => peakRssMb)),
      };
      console.error(`${name} ${total}: ${JSON.stringify(bySize[total])}`);
    }
    const products = await runOnce<ProductsJob, { seconds: number }>('./scoring-products.ts', {
      ...{ shard: shards[0]!, total: SIZES[2], draws: DRAWS, isShared: name === 'mc-dropout' },
      ...{ features: FEATURES, units: UNITS, outputs: CLASSES },
    });
    const [least, , most] = SIZES;
    const [small, large] = [secondsOf.get(least)!, secondsOf.get(most)!];
    results[name] = {
      bySize,
      perItemSmallToLarge: rounded(large / most / (small / least), 3),
      productsSeconds: rounded(products.seconds, 2),
      timesProducts: rounded(large / products.seconds, 2),
    };
    console.error(`${name}: ${JSON.stringify(results[name])}`);
  }
  return results;
}

/** A graph of draws that have hardly learned: what is measured does not depend on what they know. */
async function compiled(
  folder: string,
  name: string,
  preset: Choice,
  method: string,
  features: Features,
  labels: Int32Array,
  more: object = {},
) {
  const shape = {
    inputShape: features.shape,
    outputs: CLASSES,
    scale: scaleOf(features),
  };
  const network = buildNetwork(preset, shape);
  const posterior = posteriors.get(method);
  const options = posterior.options.parse({ minUpdates: 20, epochs: 1, ...more });
  const rows = Int32Array.from({ length: 100 }, (_, i) => i);
  const problem = { network, likelihood, features: gatherRows(features, rows), labels: labels.slice(0, 100) };
  const state = await posterior.fit(problem, { options, seed: 1 });
  const begun = performance.now();
  const bytes = graphOf(network, likelihood, posterior.draw(network, state, DRAWS, 1, options), features.dtype);
  const compileSeconds = (performance.now() - begun) / 1_000;
  const graph = join(folder, `${name}.onnx`);
  writeFileSync(graph, bytes);
  return { graph, compileSeconds };
}

function normal(count: number, seed: number): Features {
  const stream = random(7, seed);
  const data = Float32Array.from({ length: count * FEATURES }, () => stream.normal());
  return { dtype: 'float32', shape: [FEATURES], count, data };
}

function stored(folder: string, chunk: FeatureChunk) {
  const file = join(folder, `${chunk.dtype}-${chunk.start}`);
  // On the disk before anything is timed: what the system still writes would cost the reader time.
  writeFileSync(file, encodeShard(chunk), { flush: true });
  return file;
}

/** Why the peer cannot be run here, or null. */
function whyNoPeer() {
  const { error, status } = spawnSync(PYTHON, ['-c', 'import baal'], { stdio: 'ignore' });
  if (error) return `${PYTHON} is not there; QUERENT_PEER_PYTHON names a Python with baal`;
  return status === 0 ? null : `${PYTHON} has no baal; QUERENT_PEER_PYTHON names a Python that has it`;
}

function peer(file: string, count: number): Peer {
  const args = [PEER, file, String(count), String(DRAWS)];
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The peer failed: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
