import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { random } from '../tensors/index.js';
import { farthestFirst } from './core-set.js';
import { type Candidate, greedyBatch, selections, type Vectors } from './index.js';
import { kMeans } from './k-means.js';
import { covering } from './prob-cover.js';

const pointsOf = (rows: number[][]): Vectors => ({
  count: rows.length,
  width: rows[0]?.length ?? 1,
  dataND: Float32Array.from(rows.flat()),
});

/** Log-probabilities [S, N, C] and the same as probabilities [S][N][C]. */
function predictions(samples: number, count: number, classes: number, seed: number) {
  const stream = random(seed);
  const probs = Array.from({ length: samples }, () =>
    Array.from({ length: count }, () => {
      const raw = Array.from({ length: classes }, () => Math.exp(1.5 * stream.normal()));
      const sum = raw.reduce((a, b) => a + b);
      return raw.map((p) => p / sum);
    }),
  );
  const joint = { samples, count, outputs: classes, outputsSNO: Float64Array.from(probs.flat(2), Math.log) };
  return { probs, joint };
}

/** I(y_B; θ) by enumeration of all labels of a batch. */
function informationOf(probs: number[][][], batch: number[]): number {
  const classes = probs[0]![0]!.length;
  let information = 0;
  for (let code = 0; code < classes ** batch.length; code++) {
    const ys = batch.map((_, i) => Math.floor(code / classes ** i) % classes);
    const each = probs.map((draw) => batch.reduce((p, n, i) => p * draw[n]![ys[i]!]!, 1));
    const mean = each.reduce((a, b) => a + b) / each.length;
    for (const p of each) information += (p * Math.log(p / mean)) / each.length;
  }
  return information;
}

describe('BatchBALD', () => {
  const { probs, joint } = predictions(8, 20, 3, 1);

  it('known answer of batch-bald: the greedy batch by enumeration, with its information', () => {
    const given = greedyBatch(joint, 4, { configurations: 1_000, seed: 1 });
    const batch: number[] = [];
    for (const { index, score } of given) {
      const rest = Array.from({ length: 20 }, (_, n) => n).filter((n) => !batch.includes(n));
      const each = rest.map((n) => informationOf(probs, [...batch, n]));
      expect(index).toBe(rest[each.indexOf(Math.max(...each))]);
      batch.push(index);
      expect(Math.abs(score - informationOf(probs, batch))).toBeLessThan(1e-6);
    }
  });

  it('comes near to it with a sample of the configurations', () => {
    const exact = greedyBatch(joint, 6, { configurations: 1_000, seed: 1 });
    const truth = informationOf(
      probs,
      exact.map(({ index }) => index),
    );
    for (const seed of [1, 2, 3]) {
      const sampled = greedyBatch(joint, 6, { configurations: 200, seed });
      const own = informationOf(
        probs,
        sampled.map(({ index }) => index),
      );
      expect(own).toBeGreaterThan(0.97 * truth);
      expect(Math.abs(sampled.at(-1)!.score - own)).toBeLessThan(0.1);
    }
  });

  it('takes no double whose answer is known once the first is', () => {
    // Each draw is certain: a copy says nothing new, while a weaker record of its own does.
    const certain = [
      [
        [1, 0],
        [1, 0],
        [0.9, 0.1],
      ],
      [
        [0, 1],
        [0, 1],
        [0.9, 0.1],
      ],
      [
        [1, 0],
        [1, 0],
        [0.1, 0.9],
      ],
      [
        [0, 1],
        [0, 1],
        [0.1, 0.9],
      ],
    ];
    const outputsSNO = certain.flat(2).map((p) => Math.log(p));
    const batch = greedyBatch({ samples: 4, count: 3, outputs: 2, outputsSNO }, 3, { configurations: 100, seed: 1 });
    expect(batch.map(({ index }) => index)).toEqual([0, 2, 1]);
    expect(batch[2]!.score).toBeCloseTo(batch[1]!.score, 12);
  });

  it('takes no record that is no number, under one draw or under all, and refuses half a record', () => {
    for (const draws of [[3], Array.from({ length: 8 }, (_, s) => s)]) {
      const outputsSNO = joint.outputsSNO.slice();
      for (const s of draws) outputsSNO[(s * 20 + 5) * 3] = Number.NaN;
      const batch = greedyBatch({ ...joint, outputsSNO }, 20, { configurations: 1_000, seed: 1 });
      expect(batch.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, n) => n).filter((n) => n !== 5),
      );
      expect(batch.every(({ score }) => Number.isFinite(score))).toBe(true);
    }
    for (const k of [Number.NaN, 1.5])
      expect(() => greedyBatch(joint, k, { configurations: 100, seed: 1 })).toThrow(/whole number of records/);
  });

  it('of a thousand classes takes less than 300 MB, though ten million configurations are looked at', () => {
    const built = fileURLToPath(new URL('../../dist/', import.meta.url));
    expect(existsSync(built), 'Build the packages first: npx tsc -b').toBe(true);
    // In a process of its own: the most memory that it has ever had is that of this batch.
    const script = `
      import { greedyBatch } from ${JSON.stringify(`${built}selections/index.js`)};
      import { random } from ${JSON.stringify(`${built}tensors/random.js`)};
      const [samples, count, outputs, stream] = [20, 60, 1_000, random(1)];
      const outputsSNO = Float64Array.from({ length: samples * count * outputs }, () => 1.5 * stream.normal());
      for (let at = 0; at < outputsSNO.length; at += outputs) {
        const row = outputsSNO.subarray(at, at + outputs);
        const sum = Math.log(row.reduce((total, x) => total + Math.exp(x), 0));
        row.forEach((x, c) => { row[c] = x - sum; });
      }
      const batch = greedyBatch({ samples, count, outputs, outputsSNO }, 5, { configurations: 10_000, seed: 1 });
      console.log(JSON.stringify({ batch, megabytes: process.resourceUsage().maxRSS / 1_024 }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stdout, stderr).toBeTruthy();
    const { batch, megabytes }: { batch: Candidate[]; megabytes: number } = JSON.parse(stdout);
    expect(batch.map(({ index }) => index)).toEqual([59, 20, 32, 8, 41]);
    expect(batch.at(-1)!.score).toBeCloseTo(2.724397, 5);
    expect(megabytes).toBeLessThan(300);
  });

  it('never tells more than ln S', () => {
    for (const { score } of greedyBatch(joint, 20, { configurations: 500, seed: 2 }))
      expect(score).toBeLessThan(Math.log(8) + 0.05);
  });
});

describe('core-set', () => {
  it('known answer of core-set: it goes to the farthest, from labelled and chosen ones', () => {
    const line = pointsOf([[0], [1], [2], [10], [5]]);
    expect(farthestFirst(line, 3, pointsOf([[0]]))).toEqual([3, 4, 2]);
    expect(farthestFirst(line, 2)).toEqual([0, 3]);
  });
});

describe('k-means', () => {
  it('finds three clouds', () => {
    const stream = random(1);
    const clouds = pointsOf(Array.from({ length: 90 }, (_, n) => [20 * (n % 3) + stream.normal(), stream.normal()]));
    const { centres, clusterN } = kMeans(clouds, 3, 1);
    const first = Array.from(centres.dataND).filter((_, at) => at % 2 === 0);
    first
      .sort((a, b) => a - b)
      .forEach((x, i) => {
        expect(Math.abs(x - 20 * i)).toBeLessThan(1);
      });
    for (let n = 3; n < 90; n++) expect(clusterN[n]).toBe(clusterN[n % 3]);
  });
});

describe('ProbCover', () => {
  it('known answer of prob-cover: it covers the largest crowd first, then what is left', () => {
    const line = pointsOf([[0], [0.5], [1], [10], [10.4], [30]]);
    expect(covering(line, undefined, 3, 0.8)).toEqual([1, 3, 5]);
    expect(covering(line, pointsOf([[0.5]]), 2, 0.8)).toEqual([3, 5]);
  });
});

describe('TypiClust', () => {
  it('known answer of typi-clust: it asks the middle of each cloud that has no label', () => {
    // A middle, four around it, and eight further out.
    const around = (x: number) => [
      [x, 0],
      ...Array.from({ length: 4 }, (_, i) => [
        x + 0.3 * Math.cos((i * Math.PI) / 2),
        0.3 * Math.sin((i * Math.PI) / 2),
      ]),
      ...Array.from({ length: 8 }, (_, i) => [x + 2 * Math.cos((i * Math.PI) / 4), 2 * Math.sin((i * Math.PI) / 4)]),
    ];
    const rows = [...around(0), ...around(20)];
    const typiClust = selections.get('typi-clust');
    const options = typiClust.options.parse({ normalize: false, neighbours: 4 });
    const shortlist = { candidates: rows.map((_, index) => ({ index, score: 0 })), vectors: pointsOf(rows) };
    expect(typiClust.batch!.choose(shortlist, 2, 1, options).sort()).toEqual([0, 13]);
    const labelled = pointsOf([[0.2, 0]]);
    expect(typiClust.batch!.choose({ ...shortlist, labelled }, 1, 1, options)).toEqual([13]);
  });
});

describe('BADGE', () => {
  it('known answer of badge: it begins with the longest gradient, and takes no copy of it while others are apart', () => {
    // The same doubt twice in one direction, once in another, and a sure one.
    const probs = [
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
      [0.999, 0.001],
    ];
    const shortlist = {
      candidates: probs.map((_, index) => ({ index, score: 1 })),
      predictions: { samples: 1, count: 4, outputs: 2, outputsSNO: probs.flat().map(Math.log) },
      vectors: pointsOf([
        [2, 0],
        [2, 0],
        [0, 1.9],
        [3, 0],
      ]),
    };
    const badge = selections.get('badge');
    for (const seed of [1, 2, 3, 4]) {
      const places = badge.batch!.choose(shortlist, 2, seed, badge.options.parse({}));
      expect(places[0]).toBe(0);
      expect([2, 3]).toContain(places[1]);
    }
  });
});
