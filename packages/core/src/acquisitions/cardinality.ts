import { z } from 'zod';
import { defineAcquisition, mapRows } from './acquisition.js';

/**
 * Label cardinality inconsistency: how far the number of labels that the model would give is from what labelled records have.
 *
 *     | #{c : m_c > ½} − mean number of labels of a labelled record |
 *
 * @param summary meanProbsNC [N, C]
 * @param besides cardinality; 1 where nothing is labelled yet
 * @returns [N] labels, between 0 and C
 * @source Li and Guo 2013, Active Learning with Multi-Label SVM Classification, section 3.2
 */
export const cardinality = defineAcquisition({
  id: 'cardinality',
  title: 'Number of labels',
  description: 'Asks where the model would give many more or fewer labels than records have on average.',
  formula: '| #{c : m_c > ½} − mean labels of a labelled record |',
  when: 'Several labels a record, together with an entropy: it is coarse on its own.',
  cost: 'One pass over the summary.',
  unit: 'labels',
  source: 'Li and Guo 2013',
  likelihoods: ['bernoulli'],
  needs: 'summary',
  options: z.object({}),
  score: ({ meanProbsNC, classes, cardinality: usual = 1 }) =>
    mapRows(meanProbsNC, classes, (p) => Math.abs(p.reduce((sum, value) => sum + Number(value > 0.5), 0) - usual)),
});
