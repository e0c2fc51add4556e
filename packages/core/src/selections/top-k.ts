import { CoreError } from '../errors.js';
import { random } from '../tensors/random.js';

/** A record with its score. */
export interface Candidate {
  /** Place of the record in the pool. */
  index: number;
  score: number;
}

/** A candidate with what it is ranked by. */
export interface Keyed extends Candidate {
  key: number;
}

interface Ranked extends Keyed {
  tie: number;
}

/** The best of a stream of candidates. */
export interface TopK {
  /** Offers a candidate: ranked by `key`, which is the score itself unless a selection made another of it. */
  add(index: number, score: number, key?: number): void;
  /** The best, best first. */
  best(): Keyed[];
  /** Candidates whose score is not a number: never asked, and reported. */
  readonly excluded: number;
}

/** Whether `a` comes before `b`: the higher key, then the luckier number of its own, then the lower index. */
const isBefore = (a: Ranked, b: Ranked) =>
  a.key !== b.key ? a.key > b.key : a.tie !== b.tie ? a.tie > b.tie : a.index < b.index;

/** Refuses what is no number of records to choose; one beyond the pool, even ∞, asks for all. @throws invalid_options */
export function checkChoice(k: number): void {
  if (Number.isInteger(k) || k === Number.POSITIVE_INFINITY) return;
  throw new CoreError('invalid_options', `${k} records cannot be chosen. Ask for a whole number of records.`);
}

/**
 * Keeps the k best candidates of a stream in a heap of size k. Ties are broken by a number that depends on the seed and
 * the candidate's index only, so that neither order nor chunking of the pool changes the result.
 *
 * @param k how many to keep; beyond the pool gives everything
 * @param seed breaks ties
 * @throws invalid_options where k is no whole number
 */
export function topK(k: number, seed: number): TopK {
  checkChoice(k);
  const heap: Ranked[] = []; // the worst of the kept at the root
  let excluded = 0;
  const swap = (i: number, j: number) => {
    const moved = heap[i]!;
    heap[i] = heap[j]!;
    heap[j] = moved;
  };
  const up = (from: number) => {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[parent]!, heap[i]!)) break;
      swap(parent, i);
      i = parent;
    }
  };
  const down = () => {
    for (let i = 0; ; ) {
      let worst = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && isBefore(heap[worst]!, heap[child]!)) worst = child;
      }
      if (worst === i) break;
      swap(worst, i);
      i = worst;
    }
  };
  return {
    add(index, score, key = score) {
      if (Number.isNaN(key)) {
        excluded++;
        return;
      }
      if (k <= 0 || (heap.length === k && key < heap[0]!.key)) return;
      const candidate = { index, score, key, tie: random(seed, index).uint32() };
      if (heap.length < k) {
        heap.push(candidate);
        up(heap.length - 1);
      } else if (isBefore(candidate, heap[0]!)) {
        heap[0] = candidate;
        down();
      }
    },
    best: () => [...heap].sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ tie: _, ...candidate }) => candidate),
    get excluded() {
      return excluded;
    },
  };
}
