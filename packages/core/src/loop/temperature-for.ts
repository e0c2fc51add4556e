import { gatherLabels, type Labels, likelihoods, type Predictions } from '../likelihoods/index.js';
import type { FitRun } from '../posteriors/posterior.js';
import { openPredictor } from '../scoring/predictor.js';
import { predictAll } from '../scoring/whole.js';
import { random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import { drawGraph } from './draw.js';
import { type FitTask, fitOnce, inOrder } from './fit-once.js';
import { assignFolds } from './folds.js';

/** With fewer labels one number that all predictions hang on is mostly chance. */
const LEAST_LABELS = 20;

/**
 * The temperature of a model that is fitted to all the answers, from models of parts of them: each part is predicted by a model of
 * the others, and one temperature is found for the predictions of all parts. A label whose class no other record has is left
 * out: no model of the others could know it.
 *
 * @param folds parts
 * @param runOf how the fit for a part is run
 * @returns null where there are fewer than 20 such labels
 * @throws as a fit
 */
export async function temperatureFor(
  task: FitTask,
  folds: number,
  runOf: (fold: number) => FitRun,
): Promise<{ temperature: number; seconds: number } | null> {
  const { config, source } = task;
  const { indices, labels } = inOrder(task.answers);
  const known = knownPlaces(labels, indices.length);
  if (known.length < LEAST_LABELS) return null;
  const groupN = labels instanceof Int32Array ? labels : new Int32Array(indices.length);
  const foldN = assignFolds(groupN, folds, runOf(0).seed);
  const held: { predictions: Predictions; labels: Labels }[] = [];
  let seconds = 0;
  for (let fold = 0; fold < folds; fold++) {
    const run = runOf(fold);
    const seed = random(run.seed, STREAMS.folds, fold).uint32() >>> 1;
    const pick = (places: number[]) => ({
      indices: places.map((at) => indices[at]!),
      labels: gatherLabels(labels, indices.length, places),
    });
    const learned = pick(Array.from(indices.keys()).filter((at) => foldN[at] !== fold));
    const asked = pick(known.filter((at) => foldN[at] === fold));
    if (asked.indices.length === 0) continue;
    const { model, seconds: own } = await fitOnce({ ...task, answers: learned }, { ...run, seed });
    const since = performance.now();
    const rows = await source.rowsOf(asked.indices);
    const predictor = await openPredictor(drawGraph(model, { config, dtype: rows.dtype, seed }));
    try {
      held.push({ predictions: await predictAll(predictor, rows, run.signal), labels: asked.labels });
    } finally {
      await predictor.release();
    }
    seconds += own + (performance.now() - since) / 1_000;
  }
  const all = together(held.map(({ predictions }) => predictions));
  const labelsOfAll = joined(held.map((one) => one.labels));
  return { temperature: likelihoods.get(config.likelihood.id).temperatureOf(all, labelsOfAll), seconds };
}

/** Places of labels that models of other labels can know. */
function knownPlaces(labels: Labels, count: number): number[] {
  const places = Array.from({ length: count }, (_, at) => at);
  if (!(labels instanceof Int32Array)) return places;
  const records = new Map<number, number>();
  for (const label of labels) records.set(label, (records.get(label) ?? 0) + 1);
  return places.filter((at) => records.get(labels[at]!)! > 1);
}

/** Predictions of several lots of records as those of one. A posterior may have fewer draws than were asked for, all alike. */
function together(lots: Predictions[]): Predictions {
  const { samples, outputs } = lots[0]!;
  const count = lots.reduce((sum, lot) => sum + lot.count, 0);
  const outputsSNO = new Float32Array(samples * count * outputs);
  for (let s = 0; s < samples; s++) {
    let at = s * count * outputs;
    for (const lot of lots) {
      const own = lot.count * outputs;
      outputsSNO.set(lot.outputsSNO.subarray(s * own, (s + 1) * own), at);
      at += own;
    }
  }
  return { samples, count, outputs, outputsSNO };
}

function joined(lots: Labels[]): Labels {
  const length = lots.reduce((sum, lot) => sum + lot.length, 0);
  const result = lots[0] instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
  let at = 0;
  for (const lot of lots) {
    result.set(lot, at);
    at += lot.length;
  }
  return result;
}
