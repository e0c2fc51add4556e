import { z } from 'zod';
import { defineAcquisition, mapRows } from './acquisition.js';

/**
 * Margin: how close the second most probable class comes to the first.
 *
 *     1 − (m_(1) − m_(2))
 *
 * @param summary meanProbsNC [N, C]
 * @returns [N] between 0 and 1; 0 where there is only one class
 * @source Scheffer et al. 2001, Active Hidden Markov Models for Information Extraction
 */
export const margin = defineAcquisition({
  id: 'margin',
  title: 'Margin',
  description: 'Asks where two answers are nearly equally probable, whatever the rest.',
  formula: '1 − (m_(1) − m_(2))',
  when: 'Many classes, where entropy is fooled by a long tail of small probabilities; text, where it is hard to beat.',
  cost: 'One pass over the summary.',
  unit: '',
  source: 'Scheffer et al. 2001',
  likelihoods: ['categorical'],
  needs: 'summary',
  options: z.object({}),
  score: ({ meanProbsNC, classes }) =>
    mapRows(meanProbsNC, classes, (p) => {
      const [first, second = first! - 1] = p.slice().sort().reverse();
      return 1 - (first! - second);
    }),
});
