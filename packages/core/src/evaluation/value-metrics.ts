import { registry } from '../registry.js';
import type { Estimate } from './intervals.js';
import type { RegressionEvaluation } from './regression.js';

/** A figure of predictions of values, out of those that `evaluateRegression` measures together. */
export interface ValueMetric {
  id: string;
  title: string;
  /** `nominal`: best is what its name says, and more is as wrong as less. */
  better: 'higher' | 'lower' | 'nominal';
  /** As it is written in the docs. */
  formula: string;
  /** What the docs say on what it tells, and what it does not. */
  when: string;
  source: string;
  of(evaluation: RegressionEvaluation): Estimate;
}

/** Every figure of values, by its id. */
export const valueMetrics = registry<ValueMetric>([
  {
    id: 'rmse',
    title: 'Root mean squared error',
    better: 'lower',
    formula: '√ mean_n ( ȳ_n − y_n )²',
    when: 'How far off the mean prediction is, in the unit of the targets; large misses count most.',
    source: 'the custom of the UCI benchmarks, arXiv:1502.05336',
    of: ({ rmse }) => rmse,
  },
  {
    id: 'mae',
    title: 'Mean absolute error',
    better: 'lower',
    formula: 'mean_n | ȳ_n − y_n |',
    when: 'As the RMSE, with every miss counted as large as it is.',
    source: 'Willmott and Matsuura 2005',
    of: ({ mae }) => mae,
  },
  {
    id: 'log-likelihood',
    title: 'Log-likelihood (nats)',
    better: 'higher',
    formula: 'mean_n ln ( 1/S Σ_s N(y_n; μ_sn, σ²_sn) )',
    when: 'The figure to compare posteriors by: mean and width are judged together. A value far outside of a narrow prediction dominates it. Compare it with figures of the same kind only: other papers print that of one Gaussian, or the joint one.',
    source: 'Gal and Ghahramani 2016, arXiv:1506.02142',
    of: ({ logLikelihood }) => logLikelihood,
  },
  {
    id: 'crps',
    title: 'CRPS',
    better: 'lower',
    formula: 'mean_n ∫ ( F_n(x) − [x ≥ y_n] )² dx',
    when: 'Mean and width are judged together, in the unit of the targets, and no single value dominates.',
    source: 'Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102:359',
    of: ({ crps }) => crps,
  },
  {
    id: 'coverage',
    title: 'Coverage of the 95 % interval',
    better: 'nominal',
    formula: 'share of y_n in the central 95 % of its prediction',
    when: 'Whether the intervals that are shown to people can be believed. Those of 50 % and 90 % are measured too.',
    source: 'Gneiting et al. 2007, J. R. Stat. Soc. B 69:243',
    of: ({ coverage }) => coverage.at(-1)!.share,
  },
]);
