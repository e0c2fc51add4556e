import type { RecordKind, SampleId } from '@querent/contracts';

/** A project to try Querent with, as it is made; its records follow. The web app reads this, and none of the records. */
export interface SampleProject {
  description: string;
  recordKind: RecordKind;
  classes: { name: string; key: string }[];
  holdout: number;
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => ({ name: String(digit), key: String(digit) }));

/** Every sample; a new one is a line here, in the contract and in the registry of records, where its file is. */
export const sampleProjects: Readonly<Record<SampleId, SampleProject>> = {
  digits: {
    description: 'Say which digit each picture shows. 1,000 pictures drawn at random are kept for measuring only.',
    recordKind: 'image',
    classes: DIGITS,
    holdout: 1_000,
  },
  'web-features': {
    description:
      'Say which part of the web platform each text is about. 150 texts drawn at random are kept for measuring only.',
    recordKind: 'text',
    classes: [
      { name: 'CSS', key: 'c' },
      { name: 'HTML', key: 'h' },
      { name: 'JavaScript', key: 'j' },
    ],
    holdout: 150,
  },
  iris: {
    description:
      'Say which species each flower is of: setosa has small petals, virginica large ones. 50 flowers drawn at random are kept for measuring only.',
    recordKind: 'row',
    classes: [
      { name: 'setosa', key: 's' },
      { name: 'versicolor', key: 'e' },
      { name: 'virginica', key: 'v' },
    ],
    holdout: 50,
  },
  'digit-vectors': {
    description:
      'Say which digit it is. A model sees the 49 numbers only, people see the picture beside them. 500 are kept for measuring only.',
    recordKind: 'vector',
    classes: DIGITS,
    holdout: 500,
  },
};

/** Of the import that brings its records. */
export const sourceIdOf = (id: SampleId) => `sample-${id}`;
