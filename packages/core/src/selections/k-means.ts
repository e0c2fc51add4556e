import { random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import { squaredDistance, type Vectors } from './vectors.js';

const MOST_ROUNDS = 50;

/** A partition of points into clusters. */
export interface Clusters {
  centres: Vectors;
  /** [N], the cluster of each point. */
  clusterN: Int32Array;
  /** [N], squared distance to its centre. */
  distanceN: Float64Array;
}

/**
 * k-means: Lloyd's iteration from the starting points of k-means++, until no point changes its cluster.
 *
 * @param k clusters; no more than there are different points come back with any point in them
 * @source Arthur and Vassilvitskii 2007, k-means++: The Advantages of Careful Seeding
 */
export function kMeans(points: Vectors, k: number, seed: number): Clusters {
  const { count, width } = points;
  const centres = startOf(points, Math.min(k, count), seed);
  const clusterN = new Int32Array(count).fill(-1);
  const distanceN = new Float64Array(count);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (!assign(points, centres, clusterN, distanceN)) break;
    const sums = new Float64Array(centres.count * width);
    const sizes = new Int32Array(centres.count);
    for (let n = 0; n < count; n++) {
      const cluster = clusterN[n]!;
      sizes[cluster] = sizes[cluster]! + 1;
      for (let d = 0; d < width; d++)
        sums[cluster * width + d] = sums[cluster * width + d]! + points.dataND[n * width + d]!;
    }
    // A cluster that has lost its points stays where it was.
    for (let at = 0; at < sums.length; at++) {
      const size = sizes[Math.floor(at / width)]!;
      if (size > 0) centres.dataND[at] = sums[at]! / size;
    }
  }
  assign(points, centres, clusterN, distanceN);
  return { centres, clusterN, distanceN };
}

/** Gives each point the nearest centre. @returns whether any has changed */
function assign(points: Vectors, centres: Vectors, clusterN: Int32Array, distanceN: Float64Array): boolean {
  let hasChanged = false;
  for (let n = 0; n < points.count; n++) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let c = 0; c < centres.count; c++) {
      const distance = squaredDistance(points, n, centres, c);
      if (distance < least) [best, least] = [c, distance];
    }
    if (clusterN[n] !== best) hasChanged = true;
    clusterN[n] = best;
    distanceN[n] = least;
  }
  return hasChanged;
}

/** The first at random, each next one in proportion to its squared distance from those before. */
function startOf(points: Vectors, k: number, seed: number): Vectors {
  const { count, width } = points;
  const stream = random(seed, STREAMS.kMeansCentres);
  const nearest = new Float64Array(count).fill(1);
  const dataND = new Float32Array(k * width);
  for (let c = 0; c < k; c++) {
    const row = placeOf(nearest, stream.uniform());
    dataND.set(points.dataND.subarray(row * width, (row + 1) * width), c * width);
    for (let n = 0; n < count; n++) {
      const distance = squaredDistance(points, n, points, row);
      nearest[n] = c === 0 ? distance : Math.min(nearest[n]!, distance);
    }
  }
  return { count: k, width, dataND };
}

/** A place in proportion to its weight; the last with any, else the last, where rounding leaves something over. */
export function placeOf(weights: ArrayLike<number>, uniform: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  let [left, last] = [uniform * sum, weights.length - 1];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return last;
}
