import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';
import { binaryEntropy, overEach, overLabels } from './labels.js';

/**
 * Entropy of labels that hold one by one: how open they are, on average or the most open one.
 *
 *     mean_c or max_c  H( m_c ),   H(p) = −p ln p − (1 − p) ln(1 − p)
 *
 * @param summary meanProbsNC [N, C]
 * @returns [N] nats, between 0 and ln 2
 * @source Settles 2009, Active Learning Literature Survey, section 3.1, label by label
 */
export const labelEntropy = defineAcquisition({
  id: 'label-entropy',
  title: 'Entropy of labels',
  description: 'Asks where it is most open which labels hold.',
  formula: 'mean_c or max_c H(m_c)',
  when: 'Several labels a record. The maximum favours records with one doubtful label, and rare labels with it.',
  cost: 'One pass over the summary.',
  unit: 'nats',
  source: 'Settles 2009',
  likelihoods: ['bernoulli'],
  needs: 'summary',
  options: z.object(overLabels),
  score: (summary, { over }) => overEach(summary, over, binaryEntropy),
});
