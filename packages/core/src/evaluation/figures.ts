import type { LikelihoodId } from '../likelihoods/likelihood.js';
import { registry } from '../registry.js';
import { accuracy, balancedAccuracy, macroF1 } from './classes/answers.js';
import { ece, eceClasswise, eceEqualMass } from './classes/calibration.js';
import { brier, brierReliability, brierResolution, brierUncertainty, nll } from './classes/probabilities.js';
import { aurc, auroc } from './classes/ranking.js';
import type { Figure, JudgedBy } from './figure.js';
import type { Estimate } from './intervals.js';
import { exactMatch, labelMacroF1, labelMicroF1 } from './labels/answers.js';
import { labelBrier, labelNll } from './labels/probabilities.js';
import { labelAuroc, meanAveragePrecision } from './labels/ranking.js';
import { mae, rmse } from './values/errors.js';
import { coverage, coverage50, coverage90, crps, valueNll } from './values/forecasts.js';

/** Every figure, by its id; of each likelihood the one that is looked at first comes first. */
export const figures = registry<Figure>([
  accuracy,
  balancedAccuracy,
  macroF1,
  auroc,
  nll,
  brier,
  brierReliability,
  brierResolution,
  brierUncertainty,
  ece,
  eceEqualMass,
  eceClasswise,
  aurc,
  labelMacroF1,
  meanAveragePrecision,
  labelNll,
  labelMicroF1,
  labelAuroc,
  labelBrier,
  exactMatch,
  rmse,
  valueNll,
  coverage,
  mae,
  crps,
  coverage90,
  coverage50,
]);

/** Those of a likelihood. */
export const figuresOf = (likelihood: LikelihoodId): Figure[] =>
  figures.list().filter((figure) => figure.likelihood === likelihood);

/**
 * How good predictions are on labelled records that were drawn at random and never trained on.
 *
 * @param ids of the figures that are wanted; the main ones of the likelihood if left out
 * @returns each with its 95 % interval, by its id; NaN throughout where the records do not determine it
 * @throws shape_mismatch, invalid_label; unknown_method for a figure that is none
 */
export function evaluate<Of extends LikelihoodId>(
  likelihood: Of,
  judged: JudgedBy[Of],
  ids: readonly string[] = figuresOf(likelihood).flatMap(({ id, isMain }) => (isMain ? [id] : [])),
): Record<string, Estimate> {
  return Object.fromEntries(ids.map((id) => [id, figures.get(id).estimate(judged)]));
}
