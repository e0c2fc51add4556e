import type { JudgedBy } from '../evaluation/figure.js';
import { evaluate } from '../evaluation/figures.js';
import type { Estimate } from '../evaluation/intervals.js';
import { type JudgedRecords, mergeJudged } from '../evaluation/judged-records.js';
import { gatherLabels } from '../likelihoods/labels.js';
import type { FitRun } from '../posteriors/posterior.js';
import { openPredictor } from '../scoring/predictor.js';
import { drawGraph } from './draw.js';
import { fit } from './fit.js';
import type { FitTask } from './fit-once.js';
import { judge } from './measure.js';

/** One of the folds is kept from a fit to all others. */
export interface FoldTask extends FitTask {
  /** [N] of each of the answers, in their order. */
  foldN: ArrayLike<number>;
  fold: number;
}

/**
 * Fits a model to all folds but one, and has it judged on that one, by the code that live rounds use.
 *
 * @returns what it said of the fold, with the places of its records in their pool; seconds of fit and judgement together
 * @throws as `fit` and `judge`; whatever `signal` was aborted with
 */
export async function judgeFold(
  { foldN, fold, ...task }: FoldTask,
  run: FitRun,
): Promise<{ records: JudgedRecords; seconds: number }> {
  const since = performance.now();
  const { config, source, answers } = task;
  const places = Array.from(answers.indices.keys());
  const part = (isKept: boolean) => {
    const rows = places.filter((n) => (foldN[n] === fold) === isKept);
    const labels = gatherLabels(answers.labels, places.length, rows);
    return { indices: rows.map((n) => answers.indices[n]!), labels };
  };
  const { model } = await fit({ ...task, answers: part(false) }, run);
  const kept = part(true);
  const rows = await source.rowsOf(kept.indices);
  const predictor = await openPredictor(drawGraph(model, { config, dtype: rows.dtype, seed: run.seed }));
  try {
    const { likelihood } = predictor;
    const judged: JudgedBy[typeof likelihood] = await judge(likelihood, predictor, rows, kept.labels, run.signal);
    // The likelihood says which kind of judgement it is; the compiler sees only that it is one of them.
    const records = { likelihood, indexN: Int32Array.from(kept.indices), judged } as JudgedRecords;
    return { records, seconds: (performance.now() - since) / 1_000 };
  } finally {
    await predictor.release();
  }
}

/**
 * k-fold cross-validation: each record is judged once, by a model that has not seen it.
 *
 * The intervals are those of so many records judged independently. The models share most of what they learned from, so that
 * they are rather too narrow, and each has learned from fewer labels than a model of all of them would (Bengio and Grandvalet
 * 2004, No Unbiased Estimator of the Variance of K-Fold Cross-Validation).
 *
 * @returns the main figures of the likelihood with their 95 % intervals, from the predictions of all folds together
 * @throws as `judgeFold`
 * @source Stone 1974, Cross-Validatory Choice and Assessment of Statistical Predictions
 */
export async function crossValidate(
  task: Omit<FoldTask, 'fold'>,
  run: FitRun,
): Promise<{ records: JudgedRecords; figures: Record<string, Estimate>; seconds: number }> {
  const folds = [...new Set(Array.from(task.foldN))].sort((a, b) => a - b);
  const judged: JudgedRecords[] = [];
  let seconds = 0;
  for (const fold of folds) {
    const one = await judgeFold({ ...task, fold }, run);
    judged.push(one.records);
    seconds += one.seconds;
  }
  const records = mergeJudged(judged);
  return {
    records,
    figures: evaluate(records.likelihood, records.judged as JudgedBy[typeof records.likelihood]),
    seconds,
  };
}
