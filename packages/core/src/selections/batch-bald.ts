import type { Joint } from '../acquisitions/acquisition.js';
import { xlogy } from '../tensors/entropy.js';
import { drawnProbs, jointLabels } from './joint-labels.js';
import type { Candidate } from './top-k.js';

/** Rows of the first, coarse look at a candidate, and how many more each further look takes. */
const [FIRST_ROWS, FINER] = [512, 4];
/** Standard errors that a coarse look is given the benefit of. */
const ERRORS = 2;

interface Entry {
  index: number;
  /** What it adds to the batch at most. */
  bound: number;
  /** Size of the batch when it was looked at, and every how many-th row was. */
  at: number;
  stride: number;
}

export function batchBald(joint: Joint, k: number, { configurations = 10_000, seed = 1 } = {}): Candidate[] {
  const labels = jointLabels(drawnProbs(joint), configurations, seed);
  const expected = expectedEntropies(joint);
  const look = (entry: Entry, at: number, stride: number) => {
    const { entropy, error } = labels.conditionalEntropy(entry.index, stride);
    Object.assign(entry, { bound: entropy - expected[entry.index]! + ERRORS * error, at, stride });
  };
  const queue = Array.from({ length: joint.count }, (_, index): Entry => ({ index, bound: 0, at: 0, stride: 1 }));
  for (const entry of queue) look(entry, 0, 1);
  queue.sort((a, b) => b.bound - a.bound);
  const chosen: Candidate[] = [];
  let total = 0;
  const evals: Record<number, number> = {};
  while (chosen.length < k && queue.length > 0) {
    const first = FINER ** Math.max(0, Math.ceil(Math.log(labels.rows / FIRST_ROWS) / Math.log(FINER)));
    for (let [top] = queue; top!.at < chosen.length || top!.stride > 1; [top] = queue) {
      look(top!, chosen.length, top!.at < chosen.length ? first : top!.stride / FINER);
      evals[top!.stride] = (evals[top!.stride] ?? 0) + 1;
      sink(queue);
    }
    const { index, bound } = queue.shift()!;
    total += bound;
    chosen.push({ index, score: total });
    labels.add(index);
    if (process.env.QD) console.log(chosen.length, JSON.stringify(evals), total);
  }
  return chosen;
}

/** Puts the first entry where it belongs. */
function sink(queue: Entry[]): void {
  const top = queue[0]!;
  let i = 0;
  for (; i + 1 < queue.length && queue[i + 1]!.bound > top.bound; i++) queue[i] = queue[i + 1]!;
  queue[i] = top;
}

function expectedEntropies({ samples, count, outputs, outputsSNO }: Joint): Float64Array {
  const entropies = new Float64Array(count);
  for (let at = 0; at < samples * count; at++) {
    for (let c = 0; c < outputs; c++) {
      const log = outputsSNO[at * outputs + c]!;
      const p = Math.exp(log);
      entropies[at % count] = entropies[at % count]! - xlogy(p, p) / samples;
    }
  }
  return entropies;
}
