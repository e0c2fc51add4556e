import type { Forecasts } from './classes/ground.js';
import { meanOf } from './sums.js';

const BINS = 15;

/** Forecasts of about the same size, and how often what they forecast came true. */
interface Bin {
  count: number;
  /** Sum of the forecasts, and of what came true. */
  forecast: number;
  hits: number;
}

/**
 * The bin of a forecast among so many of equal width over [0, 1]; one on an edge belongs to the bin below. An edge is the
 * number b / bins itself: 0.07 · 100 is more than 7, and would put 0.07 a bin too high.
 *
 * @returns 0 … bins − 1; NaN for NaN
 */
export function binOf(forecast: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(forecast * bins) - 1));
  if (bin > 0 && forecast <= bin / bins) bin--;
  if (bin < bins - 1 && forecast > (bin + 1) / bins) bin++;
  return bin;
}

/** Bins of equal width over [0, 1]; a forecast on an edge belongs to the bin below. */
export function equalWidth({ sure, right }: Forecasts): Bin[] {
  const bins = Array.from({ length: BINS }, (): Bin => ({ count: 0, forecast: 0, hits: 0 }));
  sure.forEach((forecast, i) => {
    const bin = bins[binOf(forecast, BINS)]!;
    bin.count++;
    bin.forecast += forecast;
    bin.hits += right[i]!;
  });
  return bins;
}

/** Bins of as many forecasts each as can be. */
export function equalMass({ sure, right }: Forecasts): Bin[] {
  const order = Array.from(sure.keys()).sort((a, b) => sure[a]! - sure[b]!);
  return Array.from({ length: BINS }, (_, b) => {
    const own = order.slice(Math.floor((b * order.length) / BINS), Math.floor(((b + 1) * order.length) / BINS));
    return {
      count: own.length,
      forecast: own.reduce((sum, i) => sum + sure[i]!, 0),
      hits: own.reduce((sum, i) => sum + right[i]!, 0),
    };
  });
}

/** Mean distance between what was forecast and how often it came true. */
export const gapOf = (bins: Bin[], total: number) =>
  bins.reduce((sum, { forecast, hits }) => sum + Math.abs(forecast - hits), 0) / total;

/** Murphy's parts of the Brier score, class by class over bins of equal width. */
export function partsOf(classes: Forecasts[]) {
  const parts = { reliability: 0, resolution: 0, uncertainty: 0 };
  for (const own of classes) {
    const total = own.sure.length;
    const base = meanOf(own.right);
    parts.uncertainty += base * (1 - base);
    for (const { count, forecast, hits } of equalWidth(own)) {
      if (count === 0) continue;
      parts.reliability += (count / total) * ((forecast - hits) / count) ** 2;
      parts.resolution += (count / total) * (hits / count - base) ** 2;
    }
  }
  return parts;
}
