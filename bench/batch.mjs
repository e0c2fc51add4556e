import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNetwork, compile, likelihoods, posteriors } from '@querent/core';
import { gatherRows, random, startBackend } from '@querent/core/tensors';
import { readDigits } from './digits.mjs';
import { runJobs } from './jobs.mjs';
import { median, rounded } from './statistics.mjs';

const PEER = fileURLToPath(new URL('./peers/batch.py', import.meta.url));
const PYTHON = process.env.QUERENT_PEER_PYTHON ?? 'python3';
const SIZE = { count: 2_000, draws: 50, classes: 10, batch: 10, configurations: 10_000 };
const LABELS = 100;
/** Samples of labels with which a batch of either is judged. */
const JUDGES = 400_000;

/**
 * BatchBALD beside the reference package, in turn: a batch of ten among 2,000 records, whose predictions are those of a
 * network that has learned from 100 digits, and, as the hardest case, random ones of which none resembles another.
 */
export async function bench({ prefer, rounds = 3 }) {
  const reason = whyNoPeer();
  const folder = mkdtempSync(join(tmpdir(), 'querent-batch-'));
  try {
    const cases = {};
    for (const [name, logProbs] of [
      ['digits', await digitsPredicted(prefer)],
      ['random', randomPredictions()],
    ]) {
      const file = join(folder, name);
      writeFileSync(file, Buffer.from(logProbs.buffer));
      const rows = [];
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

function summaryOf(rows, logProbs) {
  const judge = (indices) => rounded(informationOf(logProbs, indices), 4);
  const about = (of) => ({
    seconds: rounded(median(rows.map((row) => row[of].seconds)), 2),
    peakRssMb: median(rows.map((row) => row[of].peakRssMb)),
    rssBeforeMb: median(rows.map((row) => row[of].rssBeforeMb)),
    information: rows.map((row) => judge(row[of].indices)),
    estimates: rows.map((row) => rounded(row[of].scores.at(-1), 4)),
  });
  if (!rows[0].peer) return { ours: about('ours') };
  // While C^n configurations fit both are exact: the batch of four is the same, with the same scores.
  const exact = rows[0].ours.scores.slice(0, 4).map((score, i) => Math.abs(score - rows[0].peer.scores[i]));
  return {
    ours: about('ours'),
    peer: { ...about('peer'), version: rows[0].peer.version, torch: rows[0].peer.torch, threads: rows[0].peer.threads },
    timesFaster: rounded(median(rows.map(({ ours: own, peer: other }) => other.seconds / own.seconds)), 1),
    sameWhileExact: `${rows[0].ours.indices.slice(0, 4)}` === `${rows[0].peer.indices.slice(0, 4)}`,
    largestGapWhileExact: Math.max(...exact),
  };
}

/** Why the peer cannot be run here, or null. */
function whyNoPeer() {
  const { error, status } = spawnSync(PYTHON, ['-c', 'import batchbald_redux'], { stdio: 'ignore' });
  if (error) return `${PYTHON} is not there; QUERENT_PEER_PYTHON names a Python with batchbald_redux`;
  return status === 0 ? null : `${PYTHON} has no batchbald_redux; QUERENT_PEER_PYTHON names a Python that has it`;
}

function peer(file, seed) {
  const { count, draws, classes, batch, configurations } = SIZE;
  const args = [PEER, file, ...[count, draws, classes, batch, configurations, seed].map(String)];
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The peer failed: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout);
}

async function ours(file, seed) {
  let answer;
  await runJobs('./batch-choose.mjs', [{ file, seed, ...SIZE }], { isFresh: true }, (_, given) => {
    answer = given;
  });
  if (answer.error) throw new Error(answer.error);
  return answer.result;
}

/** Log-probabilities [N, K, C] of digits that a network with dropout has not seen. */
async function digitsPredicted(prefer) {
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
function informationOf(logProbs, batch) {
  const { draws, classes } = SIZE;
  const stream = random(9);
  const at = (n, s, c) => logProbs[(n * draws + s) * classes + c];
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
      for (let s = 0; s < draws; s++) logs[s] += at(n, s, y);
    }
    const most = Math.max(...logs);
    let total = 0;
    for (const value of logs) total += Math.exp(value - most);
    sum += logs[own] - (most + Math.log(total / draws));
  }
  return sum / JUDGES;
}
