import { type Estimate, evaluate as evaluateBy, figuresOf, loadJudged } from '@querent/core/evaluation';
import type { Measured } from '@querent/domain/background';
import type { Store } from '@querent/storage';

/** Every figure of a model, from what it said of the holdout. */
export async function evaluate(
  { judgedKey }: { judgedKey: string },
  store: Store,
): Promise<{ figures: Measured[]; records: number }> {
  const { likelihood, judged, indexN } = loadJudged(await store.get(judgedKey));
  const ids = figuresOf(likelihood).map(({ id }) => id);
  return { figures: toMeasured(evaluateBy(likelihood, judged, ids)), records: indexN.length };
}

/** Those that the records do not determine are left out. */
export const toMeasured = (estimates: Record<string, Estimate>): Measured[] =>
  Object.entries(estimates).flatMap(([id, { value, low, high }]) =>
    Number.isFinite(value) ? [{ id, value, low, high }] : [],
  );
