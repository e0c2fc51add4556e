import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import { summarizeClasses, summarizeLabels, summarizeValues } from '../likelihoods/summaries.js';
import { parseOptions } from '../options.js';
import type { Acquisition, Joint } from './acquisition.js';

/** An acquisition that counts so much in a sum. */
export interface WeightedPart {
  acquisition: Acquisition;
  /** Above 0. */
  weight: number;
  /** The acquisition's own; defaults fill what is missing. */
  options?: unknown;
}

/** What each need holds in it: a later one supplies all that an earlier one asks for. */
const NEEDS = ['nothing', 'summary', 'predictions', 'targets'] as const;
const SUMMARIES = { categorical: summarizeClasses, bernoulli: summarizeLabels, gaussian: summarizeValues };

/**
 * Sum of the scores of several acquisitions, each times its weight: an acquisition like any other, candidate by candidate.
 *
 *     Σ_i w_i · score_i
 *
 * The scores are added as they are. Where their units differ, so does what a weight means: divide each by the largest score
 * that it can have (`ln C` of an entropy), or combine whole rankings by `byRanks`.
 *
 * It needs what its most demanding part needs, and knows the likelihoods that all parts know.
 *
 * @returns scores [N], NaN where a part has none; in the unit of the parts if they share one
 * @throws invalid_options where there is no part, a weight is no positive number, or no likelihood is known to all parts
 * @source as a sum of informativeness and other merits: Settles 2009, Active Learning Literature Survey, section 3.6
 */
export function weighted(parts: readonly WeightedPart[]): Acquisition {
  const own = parts.map((part) => ({ ...part, options: parseOptions(part.acquisition, part.options ?? {}) }));
  const likelihoods = sharedOf(own);
  const needs = NEEDS[Math.max(...own.map(({ acquisition }) => NEEDS.indexOf(acquisition.needs)))]!;
  const units = new Set(own.map(({ acquisition }) => acquisition.unit));
  const sum = (of: (acquisition: Acquisition) => string) =>
    own.map(({ acquisition, weight }) => `${weight} ${of(acquisition)}`).join(' + ');
  const needsSummary = own.some(({ acquisition }) => acquisition.needs === 'summary');
  return {
    id: own.map(({ acquisition, weight }) => `${weight}-${acquisition.id}`).join('+'),
    title: sum(({ title }) => title),
    description: 'Asks where the weighted sum of several scores is highest.',
    formula: sum(({ formula }) => `· ( ${formula} )`),
    when: 'Two merits count, such as doubt and the number of labels.',
    cost: 'That of its parts.',
    unit: units.size === 1 ? own[0]!.acquisition.unit : '',
    source: [...new Set(own.map(({ acquisition }) => acquisition.source))].join('; '),
    likelihoods,
    needs,
    needsDisagreement: own.every(({ acquisition }) => acquisition.needsDisagreement),
    options: z.object({}),
    score(given) {
      // Joint predictions come without their summary.
      const isBare = needsSummary && needs !== 'summary' && !Object.hasOwn(given, 'kind');
      const whole = isBare ? { ...given, ...summaryOf(likelihoods[0]!, given.predictions!) } : given;
      const totals = new Float64Array(given.count);
      for (const { acquisition, weight, options } of own) {
        const scores = acquisition.score(whole, options);
        for (let n = 0; n < totals.length; n++) totals[n] = totals[n]! + weight * scores[n]!;
      }
      return totals;
    },
  };
}

const summaryOf = (kind: LikelihoodId, predictions: Joint) => SUMMARIES[kind](predictions);

function sharedOf(parts: readonly WeightedPart[]): LikelihoodId[] {
  if (parts.length === 0) throw new CoreError('invalid_options', 'A weighted sum needs one acquisition at least.');
  for (const { acquisition, weight } of parts)
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new CoreError('invalid_options', `The weight ${weight} of ${acquisition.title} is no number above 0.`);
  const [first, ...others] = parts.map(({ acquisition }) => acquisition);
  const shared = first!.likelihoods.filter((kind) => others.every(({ likelihoods }) => likelihoods.includes(kind)));
  if (shared.length > 0) return shared;
  const titles = parts.map(({ acquisition }) => acquisition.title).join(', ');
  throw new CoreError('invalid_options', `There is no likelihood that all of these can score: ${titles}.`);
}
