import { z } from 'zod';
import { defineCalibration } from './calibration.js';

const options = z.object({
  folds: z.int().min(2).max(10).default(3).describe('Parts of the labels that are predicted by a model of the others'),
});

/** One number that makes all predictions more or less sure: that which fits labels best that the models had not seen. */
export const temperature = defineCalibration({
  id: 'temperature',
  title: 'Temperature',
  description:
    'Makes all predictions more or less sure by one number, which is found by predicting parts of the labels with models of the other parts. The holdout has no part in it.',
  when: 'Where the size of a probability counts: thresholds, costs, records left to people. Training takes folds + 1 times as long.',
  source: 'Guo et al. 2017, arXiv:1706.04599; of draws as in Rahaman and Thiery 2021, arXiv:2007.08792',
  options,
  foldsOf: ({ folds }) => folds,
});
