import type { SampleId } from '@querent/contracts';
import { digitVectors } from './digit-vectors.js';
import { digits } from './digits.js';
import { iris } from './iris.js';
import type { Sample } from './sample.js';
import { webFeatures } from './web-features.js';

/** Every sample; a new one is a file and a line here, and what people read of it in the contract. */
export const samples: Readonly<Record<SampleId, Sample>> = {
  digits,
  'web-features': webFeatures,
  iris,
  'digit-vectors': digitVectors,
};

/** Of the import that brings its records. */
export const sourceIdOf = (id: SampleId) => `sample-${id}`;
