import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';

/**
 * Random sampling: the yardstick for every other acquisition. All candidates score 0, and the selection breaks the ties
 * by its seed.
 *
 * @returns [N] zeros
 */
export const uniform = defineAcquisition({
  id: 'uniform',
  title: 'Random',
  description: 'Asks about records drawn at random, whatever the model thinks.',
  formula: '0',
  when: 'As the yardstick, and while the model knows nothing yet. Hard to beat on easy, balanced data.',
  cost: 'Nothing is predicted.',
  unit: '',
  source: 'the baseline of every study',
  likelihoods: ['categorical', 'bernoulli', 'gaussian'],
  needs: 'nothing',
  options: z.object({}),
  score: ({ count }) => new Float64Array(count),
});
