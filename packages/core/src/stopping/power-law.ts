/** A point of a learning curve. */
export interface CurvePoint {
  labels: number;
  /** Lower is better. */
  error: number;
}

/** The usual shape of a learning curve: error(n) = a · n^slope. */
export interface PowerLaw {
  /** The error at so many labels. */
  at(labels: number): number;
  slope: number;
  /** Standard error of the slope; none of fewer than three places. */
  slopeError: number;
}

/**
 * The least-squares line through ln error over ln labels.
 *
 * @param points [N ≥ 1]
 * @returns a slope of 0, and nothing known of it, where all have as many labels
 * @source Cortes et al. 1993, Learning Curves: Asymptotic Values and Rate of Convergence, for the law (without its asymptote,
 *   which so few rounds do not determine: what more labels bring is rather too high)
 */
export function fitPowerLaw(points: readonly CurvePoint[]): PowerLaw {
  const logs = points.map(
    ({ labels, error }) => [Math.log(Math.max(1, labels)), Math.log(Math.max(1e-9, error))] as const,
  );
  const mean = (of: (point: readonly [number, number]) => number) =>
    logs.reduce((sum, point) => sum + of(point), 0) / logs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const spread = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = spread > 0 ? logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread : 0;
  const rest = logs.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const slopeError = logs.length > 2 && spread > 0 ? Math.sqrt(rest / (logs.length - 2) / spread) : Number.NaN;
  return { slope, slopeError, at: (labels) => Math.exp(meanY + slope * (Math.log(labels) - meanX)) };
}
