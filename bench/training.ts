import { availableParallelism } from 'node:os';
import { posteriors } from '@querent/core';
import type { Flags } from './flags.ts';
import { runOnce } from './jobs.ts';
import { Refusal } from './refusal.ts';
import { median, rounded } from './statistics.ts';
import type { TrainingFit, TrainingJob } from './training-fit.ts';
import { fitPeer, type PeerFit, whyNoPeer } from './training-peer.ts';

const BATCH = 64;
const PARTS: Record<string, (setting: Setting) => Promise<object>> = {
  peer: againstPeer,
  ensemble: ensembleAgainstOne,
  backends: nativeAgainstWasm,
  memory: memoryOfMany,
};

interface Fit {
  prefer: Flags['prefer'];
  images: number;
  epochs: number;
  posterior?: string;
  options?: object;
}
interface Setting extends Fit {
  rounds: number;
}

/**
 * One epoch of the CNN with dropout and Adam, batch 64, and what it is held against. Every fit has a process of its own,
 * and what is compared takes turns, since a machine's speed drifts.
 */
export async function bench({ prefer, images = 1_024, epochs = 6, rounds = 3, parts = Object.keys(PARTS) }: Flags) {
  const unknown = parts.filter((part) => !PARTS[part]);
  if (unknown.length > 0)
    throw new Refusal(`There is no part ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}.`);
  if (images > 10_000)
    throw new Refusal('There are 10,000 sample digits; the part "memory" takes 60,000 images anyway.');
  const setting: Setting = { prefer, images, epochs: Math.max(2, epochs), rounds };
  const results: Record<string, object> = {};
  const first = await fitOnce(setting);
  for (const part of parts) {
    results[part] = await PARTS[part]!(setting);
    console.error(`${part}: ${JSON.stringify(results[part])}`);
  }
  const besidePeer = (results.peer as Partial<AgainstPeer> | undefined)?.ours;
  const seconds = besidePeer?.seconds ?? epochOf(first);
  return {
    bench: 'training',
    images,
    batch: BATCH,
    weights: first.weights,
    seconds: rounded(seconds, 3),
    measure: `one epoch with forward and backward pass, dropout and Adam; median of ${setting.epochs - 1} after a warm-up${besidePeer ? `; median of ${rounds} rounds` : ''}`,
    imagesPerSecond: Math.round(images / seconds),
    firstEpochSeconds: rounded(first.epochSeconds[0] ?? null, 3),
    backend: first.backend,
    ...results,
  };
}

interface AgainstPeer {
  ours: { seconds: number | null };
}

/** Ours and PyTorch in turn, each round a fit of either. */
async function againstPeer(setting: Setting) {
  const reason = whyNoPeer();
  if (reason) return { skipped: reason };
  const rows: { ours: number; peer: number; about: PeerFit }[] = [];
  for (let round = 0; round < setting.rounds; round++) {
    const ours = await fitOnce(setting);
    const peer = fitPeer(setting);
    rows.push({ ours: epochOf(ours), peer: epochOf(peer), about: peer });
  }
  const { version, threads, weights } = rows[0]!.about;
  return {
    ours: {
      seconds: rounded(median(rows.map(({ ours }) => ours)), 3),
      rounds: rows.map(({ ours }) => rounded(ours, 3)),
    },
    peer: {
      version,
      threads,
      weights,
      seconds: rounded(median(rows.map(({ peer }) => peer)), 3),
      rounds: rows.map(({ peer }) => rounded(peer, 3)),
    },
    ratio: rounded(median(rows.map(({ ours, peer }) => ours / peer)), 2),
    ratioOfFastest: rounded(Math.min(...rows.map(({ ours }) => ours)) / Math.min(...rows.map(({ peer }) => peer)), 2),
    meaning:
      'seconds of ours by seconds of the peer, median over the rounds, and of the fastest round of each; less than 1 is faster',
  };
}

/** Five members against one network of the same options. */
async function ensembleAgainstOne({ rounds, ...setting }: Setting) {
  const members = 5;
  if (!posteriors.find('deep-ensemble')) return { skipped: 'there is no posterior "deep-ensemble"' };
  const rows: { one: number; all: number; alone: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await fitOnce({ ...setting, posterior: 'map' });
    const all = await fitOnce({ ...setting, posterior: 'deep-ensemble', options: { members, adversarial: 0 } });
    const alone = await fitOnce({ ...setting, posterior: 'map' }, { TF_NUM_INTRAOP_THREADS: '1' });
    rows.push({ one: one.seconds, all: all.seconds, alone: alone.seconds });
  }
  return {
    members,
    oneSeconds: rounded(median(rows.map(({ one }) => one)), 2),
    allSeconds: rounded(median(rows.map(({ all }) => all)), 2),
    ratio: rounded(median(rows.map(({ one, all }) => all / one)), 2),
    meaning:
      'seconds of a whole fit of all members by those of one network with the same options, without adversarial training',
    oneSecondsOnOneCore: rounded(median(rows.map(({ alone }) => alone)), 2),
    ratioAtBest: rounded(median(rows.map(({ one, alone }) => (members * alone) / availableParallelism() / one)), 2),
    meaningOfBest:
      'what the ratio would be if the members, each on one core, kept all cores busy and did not slow each other down',
  };
}

/** TensorFlow's own library against WebAssembly. */
async function nativeAgainstWasm({ images, rounds }: Setting) {
  const rows: { native: number; wasm: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const native = await fitOnce({ images, epochs: 3, prefer: 'tensorflow' });
    if (native.backend !== 'TensorFlow (native)') return { skipped: 'the native library does not start here' };
    const wasm = await fitOnce({ images, epochs: 2, prefer: 'wasm' });
    rows.push({ native: epochOf(native), wasm: epochOf(wasm) });
  }
  return {
    nativeSeconds: rounded(median(rows.map(({ native }) => native)), 3),
    wasmSeconds: rounded(median(rows.map(({ wasm }) => wasm)), 3),
    ratio: rounded(median(rows.map(({ native, wasm }) => wasm / native)), 2),
    meaning: 'seconds of an epoch on WebAssembly by seconds on the native library',
  };
}

/** Peak memory of a process that fits 60,000 images, all of them given. */
async function memoryOfMany({ prefer }: Setting) {
  const result = await fitOnce({ prefer, images: 60_000, epochs: 1 });
  return {
    images: result.images,
    source: result.source,
    epochs: 1,
    seconds: rounded(result.seconds, 1),
    rssBeforeFitMb: result.rssBeforeMb,
    peakRssMb: result.peakRssMb,
  };
}

/** The median epoch after the first, which warms up. */
const epochOf = ({ epochSeconds }: { epochSeconds: number[] }) =>
  median(epochSeconds.length > 1 ? epochSeconds.slice(1) : epochSeconds);

/** One fit of ours in a child process, with further environment variables where given. */
function fitOnce({ prefer, images, epochs, posterior, options }: Fit, environment?: Record<string, string>) {
  const job = { posterior, images, backend: prefer, options: { epochs, minUpdates: 0, batchSize: BATCH, ...options } };
  return runOnce<TrainingJob, TrainingFit>('./training-fit.ts', job, environment);
}
