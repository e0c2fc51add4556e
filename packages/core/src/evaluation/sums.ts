export const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Below this a probability counts as this much, so that one wrong certainty does not make everything infinite. */
const LEAST = 1e-12;

/** −ln p in nats, finite also for a wrong certainty. */
export const surprise = (p: number) => -Math.log(Math.max(LEAST, p));

/** Harmonic mean of precision and recall by counts; 0 of what is never right. */
export const f1Of = ({ actual, predicted, right }: { actual: number; predicted: number; right: number }) =>
  (2 * right) / (actual + predicted);
