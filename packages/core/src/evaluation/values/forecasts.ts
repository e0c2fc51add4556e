import { logMeanExp } from '../../tensors/entropy.js';
import { mixtureCrps, mixtureShare } from '../crps.js';
import { defineFigure } from '../figure.js';
import { NEVER_NEGATIVE } from '../intervals.js';
import { meanOver, mixtureOf, ofValues, targetsOf } from './ground.js';

/**
 * The likelihood is that of each record under the mixture of the draws, the one that Gal and Ghahramani report. It is neither the
 * moment-matched one (a single Gaussian with the mean and variance of the mixture: deep ensembles) nor the joint one
 * (mean_s Π_n p(y_n|θ_s): Vadam), and figures of the three kinds cannot be compared. Of several target values it is that of all
 * of them together.
 */
export const valueNll = defineFigure(ofValues, {
  id: 'value-nll',
  title: 'Negative log-likelihood of a value (nats)',
  better: 'lower',
  unit: 'nats',
  formula: 'mean_n −ln ( 1/S Σ_s N(y_n; μ_sn, σ²_sn) )',
  when: 'The figure to compare posteriors by: mean and width are judged together. A value far outside of a narrow prediction dominates it. Compare it with figures of the same kind only: other papers print that of one Gaussian, or the joint one.',
  source: 'Gal and Ghahramani 2016, arXiv:1506.02142',
  isMain: true,
  each(judged, n) {
    const terms = new Float64Array(judged.predictions.samples);
    for (let t = 0; t < targetsOf(judged); t++) {
      const { means, logVariances, value } = mixtureOf(judged, n, t);
      means.forEach((mean, s) => {
        terms[s] = terms[s]! + logDensity(value - mean, logVariances[s]!);
      });
    }
    return -logMeanExp(terms);
  },
});

export const crps = defineFigure(ofValues, {
  id: 'crps',
  title: 'CRPS',
  better: 'lower',
  unit: 'target',
  formula: 'mean_n ∫ ( F_n(x) − [x ≥ y_n] )² dx',
  when: 'Mean and width are judged together, in the unit of the targets, and no single value dominates.',
  source: 'Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102:359',
  bounds: NEVER_NEGATIVE,
  each: (judged, n) => meanOver(judged, n, ({ means, variances, value }) => mixtureCrps(means, variances, value)),
});

/** Share of the values that fall into the central interval which ought to hold so many of them. */
const coverageOf = (percent: number, isMain?: true) =>
  defineFigure(ofValues, {
    id: isMain ? 'coverage' : `coverage-${percent}`,
    title: `Coverage of the ${percent} % interval`,
    better: 'nominal',
    nominal: percent / 100,
    unit: 'share',
    formula: `share of y_n in the central ${percent} % of its prediction`,
    when: isMain
      ? 'Whether the intervals that are shown to people can be believed.'
      : 'As that of the 95 % interval, nearer to the middle of the prediction.',
    source: 'Gneiting et al. 2007, J. R. Stat. Soc. B 69:243',
    ...(isMain ? { isMain } : {}),
    each: (judged, n) =>
      meanOver(judged, n, ({ means, variances, value }) =>
        Number(Math.abs(mixtureShare(means, variances, value) - 0.5) <= percent / 200),
      ),
    trials: targetsOf,
  });

export const coverage = coverageOf(95, true);
export const coverage90 = coverageOf(90);
export const coverage50 = coverageOf(50);

/** ln N(gap; 0, e^logVariance). */
const logDensity = (gap: number, logVariance: number) =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + gap ** 2 * Math.exp(-logVariance));
