import type { SampleId } from '@querent/contracts';
import { digitVectors } from './digit-vectors.js';
import { digits } from './digits.js';
import { iris } from './iris.js';
import type { Sample } from './sample.js';
import { webFeatures } from './web-features.js';

/** The records of every sample. */
export const samples: Readonly<Record<SampleId, Sample>> = {
  digits,
  'web-features': webFeatures,
  iris,
  'digit-vectors': digitVectors,
};
