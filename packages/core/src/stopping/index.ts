import { registry } from '../registry.js';
import { classificationChange } from './classification-change.js';
import { expectedGain } from './expected-gain.js';
import { plateau } from './plateau.js';
import { stablePredictions } from './stable-predictions.js';
import type { StoppingRule } from './stopping-rule.js';
import { maximalUncertainty, overallUncertainty } from './uncertainty.js';

export { nextGain } from './next-gain.js';
export { type CurvePoint, fitPowerLaw, type PowerLaw } from './power-law.js';
export { type RoundFigures, type StoppingRule, type Verdict, verdictOf } from './stopping-rule.js';

/** Every stopping rule, by its id. */
export const stoppingRules = registry<StoppingRule>([
  plateau,
  stablePredictions,
  classificationChange,
  overallUncertainty,
  maximalUncertainty,
  expectedGain,
]);
