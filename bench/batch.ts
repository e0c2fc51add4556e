import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNetwork, compile, likelihoods, posteriors } from '@querent/core';
import { gatherRows, random, startBackend } from '@querent/core/tensors';
import type { Batch, BatchJob } from './batch-choose.ts';
import { readDigits } from './digits.ts';
import type { Flags } from './flags.ts';
import { runOnce } from './jobs.ts';
import { median, rounded } from './statistics.ts';

const PEER = fileURLToPath(new URL('./peers/batch.py', import.meta.url));
const PYTHON = process.env.QUERENT_PEER_PYTHON ?? 'python3';
const SIZE = { count: 2_000, draws: 50, classes: 10, batch: 10, configurations: 10_000 };
const LABELS = 100;
/** Samples of labels with which a batch of either is judged. */
const JUDGES = 400_000;

type Peer = Batch & { version: string; torch: string; threads: number };
interface Row {
  ours: Batch;
  peer: Peer | null;
}

/**
 * BatchBALD beside the reference package, in turn: a batch of ten among 2,000 records, whose predictions are those of a
 * network that has learned from 100 digits, and, as the hardest case, random ones of which none resembles another.
 */
export async function bench({ prefer, rounds = 3 }: Flags) {
  const reason = whyNoPeer();
  const folder = mkdtempSync(join(tmpdir(), 'querent-batch-'));
  try {
    const cases: Record<string, object> = {};
    for (const [name, logProbs] of [
      ['digits', await digitsPredicted(prefer)],
      ['random', randomPredictions()],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, Buffer.from(logProbs.buffer));
      const rows: Row[] = [];
      for (let round = 0; round < rounds; round++)
        rows.push({ ours: await ours(file, round + 1), peer: reason ? null : peer(file, round + 1) });
      cases[name] = summaryOf(rows, logProbs);
      console.error(`${name}: ${JSON.stringify(cases[name])}`);
    }
    return {
      bench: 'batch',
      measure: `BatchBALD, ${SIZE.batch} of ${SIZE.count} records, ${SIZE.draws} draws, ${SIZE.classes} classes, ${SIZE.configurations} samples; seconds are medians of ${rounds} rounds`,
      information: `I of the batch in nats by ${JUDGES} samples of its labels, the same for both`,
      ...(reason ? { peerSkipped: reason } : {}),
      ...cases,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function summaryOf(rows: Row[], logProbs: Float32Array) {
  const judge = (indices: number[]) => rounded(informationOf(logProbs, indices), 4);
  const about = (batches: Batch[]) => ({
    seconds: rounded(median(batches.map(({ seconds }) => seconds)), 2),
    peakRssMb: median(batches.map(({ peakRssMb }) => peakRssMb)),
    rssBeforeMb: median(batches.map(({ rssBeforeMb }) => rssBeforeMb)),
    information: batches.map(({ indices }) => judge(indices)),
    estimates: batches.map(({ scores }) => rounded(scores.at(-1) ?? null, 4)),
  });
  const ours = about(rows.map((row) => row.ours));
  const pairs = rows.flatMap(({ ours: own, peer: other }) => (other ? [{ own, other }] : []));
  const [first] = pairs;
  if (!first) return { ours };
  const { version, torch, threads } = first.other;
  // While C^n configurations fit both are exact: the batch of four is the same, with the same scores.
  const exact = first.own.scores.slice(0, 4).map((score, i) => Math.abs(score - first.other.scores[i]!));
  return {
    ours,
    peer: { ...about(pairs.map(({ other }) => other)), version, torch, threads },
    timesFaster: rounded(median(pairs.map(({ own, other }) => other.seconds / own.seconds)), 1),
    sameWhileExact: `${first.own.indices.slice(0, 4)}` === `${first.other.indices.slice(0, 4)}`,
    largestGapWhileExact: Math.max(...exact),
  };
}

/** Why the peer cannot be run here, or null. */
function whyNoPeer() {
  const { error, status } = spawnSync(PYTHON, ['-c', 'import batchbald_redux'], { stdio: 'ignore' });
  if (error) return `${PYTHON} is not there; QUERENT_PEER_PYTHON names a Python with batchbald_redux`;
  return status === 0 ? null : `${PYTHON} has no batchbald_redux; QUERENT_PEER_PYTHON names a Python that has it`;
}

function peer(file: string, seed: number): Peer {
  const { count, draws, classes, batch, configurations } = SIZE;
  const args = [PEER, file, ...[count, draws, classes, batch, configurations, seed].map(String)];
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The peer failed: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout);
}

const ours = (file: string, seed: number) => runOnce<BatchJob, Batch>('./batch-choose.ts', { file, seed, ...SIZE });

/** Log-probabilities [N, K, C] of digits that a network with dropout has not seen. */
async function digitsPredicted(prefer: Flags['prefer']) {
  await startBackend({ prefer });
  const { count, draws, classes } = SIZE;
  const digits = readDigits();
  const rows = Int32Array.from({ length: LABELS }, (_, i) => i);
  const features = gatherRows(digits.features, rows);
  const network = buildNetwork(
    { id: 'gal-cnn', options: {} },
    { inputShape: [28, 28, 1], outputs: classes, scale: 'bytes' },
  );
  const posterior = posteriors.get('mc-dropout');
  const options = posterior.options.parse({});
  const likelihood = likelihoods.get('categorical');
  const problem = { network, likelihood, features, labels: digits.labels.slice(0, LABELS) };
  const state = await posterior.fit(problem, { options, seed: 1 });
  const predictor = await compile(network, likelihood, posterior.draw(network, state, draws, 1, options), 'uint8');
  const logProbs = new Float32Array(count * draws * classes);
  for (let from = 0; from < count; from += 100) {
    const own = Int32Array.from({ length: 100 }, (_, i) => LABELS + from + i);
    const { outputsSNO } = await predictor.predict(gatherRows(digits.features, own));
    for (let s = 0; s < draws; s++)
      for (let i = 0; i < 100; i++)
        logProbs.set(
          outputsSNO.subarray((s * 100 + i) * classes, (s * 100 + i + 1) * classes),
          ((from + i) * draws + s) * classes,
        );
  }
  await predictor.release();
  return logProbs;
}

function randomPredictions() {
  const { count, draws, classes } = SIZE;
  const stream = random(1);
  const logProbs = new Float32Array(count * draws * classes);
  for (let n = 0; n < count; n++) {
    const centre = Array.from({ length: classes }, () => 2 * stream.normal());
    for (let s = 0; s < draws; s++) {
      const logits = centre.map((value) => value + stream.normal());
      const most = Math.max(...logits);
      const sum = most + Math.log(logits.reduce((total, x) => total + Math.exp(x - most), 0));
      logProbs.set(
        logits.map((x) => x - sum),
        (n * draws + s) * classes,
      );
    }
  }
  return logProbs;
}

/** I(y_B; θ): mean over draws θ and labels of it of ln p(y|θ) − ln p(y). */
function informationOf(logProbs: Float32Array, batch: number[]) {
  const { draws, classes } = SIZE;
  const stream = random(9);
  const at = (n: number, s: number, c: number) => logProbs[(n * draws + s) * classes + c]!;
  const logs = new Float64Array(draws);
  let sum = 0;
  for (let m = 0; m < JUDGES; m++) {
    const own = m % draws;
    logs.fill(0);
    for (const n of batch) {
      let left = stream.uniform();
      let y = 0;
      for (; y < classes - 1; y++) {
        left -= Math.exp(at(n, own, y));
        if (left < 0) break;
      }
      for (let s = 0; s < draws; s++) logs[s]! += at(n, s, y);
    }
    const most = Math.max(...logs);
    let total = 0;
    for (const value of logs) total += Math.exp(value - most);
    sum += logs[own]! - (most + Math.log(total / draws));
  }
  return sum / JUDGES;
}
