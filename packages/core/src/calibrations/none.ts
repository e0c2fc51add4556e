import { z } from 'zod';
import { defineCalibration } from './calibration.js';

/** Predictions as the draws give them. */
export const none = defineCalibration({
  id: 'none',
  title: 'As the model says',
  description: 'Probabilities and deviations are those of the draws.',
  when: 'While there are few labels, and where nobody acts on the size of a probability: the order of the questions hardly depends on it.',
  source: 'the baseline of every study',
  options: z.object({}),
  foldsOf: () => 0,
});
