import type { Choice, SimulationConfig } from '@querent/core';

type Strategy = Pick<SimulationConfig, 'acquisition' | 'selection'>;
/** What a preset sets, whatever the strategy and the seed. */
type Protocol = Omit<SimulationConfig, keyof Strategy | 'seed'>;

export interface Preset {
  title: string;
  data: string;
  here: Protocol;
  full: Protocol;
  seeds: number[];
  /** Errors that a run is to reach, and numbers of labels at which its accuracy is told. */
  errors: number[];
  accuracyAt?: number[];
  strategies: Record<string, Strategy>;
  published?: { source: string; rows: Record<string, (number | string)[]> };
}

const top = { id: 'top-k', options: {} };
const strategy = (acquisition: string, selection: Choice = top): Strategy => ({
  acquisition: { id: acquisition, options: {} },
  selection,
});

const OF_CLASSES = { likelihood: { id: 'categorical', options: {} } };
const GAL = {
  ...OF_CLASSES,
  network: { id: 'gal-cnn', options: {} },
  posterior: { id: 'mc-dropout', options: { batchSize: 16, minUpdates: 300, epochs: 20, decay: 'cosine' } },
  start: { labels: 20, isBalanced: true },
  labelsPerRound: 10,
};

/** Theirs, trained for 400 steps in the place of stopping early by a thousand more labels. */
const KIRSCH = {
  ...OF_CLASSES,
  network: { id: 'kirsch-cnn', options: {} },
  posterior: { id: 'mc-dropout', options: { batchSize: 64, minUpdates: 400, learningRate: 0.003, decay: 'cosine' } },
  start: { labels: 20, isBalanced: true },
  labelsPerRound: 10,
};
const VECTORS = {
  ...OF_CLASSES,
  network: { id: 'mlp', options: {} },
  posterior: { id: 'mc-dropout', options: {} },
  start: { labels: 25, isBalanced: false },
  labelsPerRound: 50,
  most: 525,
  draws: 50,
};
const batchBald = strategy('bald', { id: 'batch-bald', options: {} });
const powerBald = strategy('bald', { id: 'power', options: {} });
const VECTOR_STRATEGIES = {
  random: strategy('uniform'),
  entropy: strategy('entropy'),
  margin: strategy('margin'),
  bald: strategy('bald'),
  'power-bald': powerBald,
  'batch-bald': batchBald,
  badge: strategy('entropy', { id: 'badge', options: {} }),
  'core-set': strategy('uniform', { id: 'core-set', options: {} }),
};
const seeds = [1, 2, 3, 4, 5];

/** What is replayed: the protocol of each paper at the scale that two cores allow, and the one of the paper itself. */
export const PRESETS: Record<string, Preset> = {
  gal: {
    title: 'Gal et al. 2017, MNIST: labels to reach an error',
    data: 'mnist',
    here: { ...GAL, most: 450, candidates: 10_000, hasFreshMasks: true, draws: 50 },
    full: { ...GAL, most: 1_000, hasFreshMasks: true, draws: 100 },
    seeds,
    errors: [0.1, 0.05],
    strategies: {
      bald: strategy('bald'),
      'variation-ratio': strategy('variation-ratio'),
      random: strategy('uniform'),
      entropy: strategy('entropy'),
      'mean-std': strategy('mean-std'),
      'power-bald': powerBald,
    },
    published: {
      source: 'arXiv:1703.02910, table 1; labels to 10 % and 5 % error',
      rows: {
        'variation-ratio': [120, 295],
        bald: [145, 335],
        entropy: [165, 355],
        'mean-std': [230, 695],
        random: [255, 835],
      },
    },
  },
  'batch-bald': {
    title: 'Kirsch et al. 2019, MNIST: ten questions a round',
    data: 'mnist',
    here: { ...KIRSCH, most: 110, candidates: 10_000, draws: 100, testDraws: 20 },
    full: { ...KIRSCH, most: 310, draws: 100 },
    seeds,
    errors: [0.1],
    accuracyAt: [50, 100],
    strategies: {
      'batch-bald': batchBald,
      bald: strategy('bald'),
      'power-bald': powerBald,
      random: strategy('uniform'),
    },
    published: {
      source:
        'arXiv:1906.08158, raw logs, medians, the first 20 among them; labels to 90 %, accuracy at 50 and 100 as far as known',
      rows: { 'batch-bald': [110, '–', 0.896], bald: [170, '–', 0.861] },
    },
  },
  'repeated-mnist': {
    title: 'Kirsch et al. 2019, Repeated-MNIST × 3: ten questions a round',
    data: 'repeated-mnist',
    here: { ...KIRSCH, most: 260, candidates: 9_999, together: 3, draws: 10 },
    full: { ...KIRSCH, most: 310, draws: 10 },
    seeds,
    errors: [0.1],
    accuracyAt: [100, 200],
    strategies: { 'batch-bald': batchBald, bald: strategy('bald'), random: strategy('uniform') },
    published: {
      source: 'arXiv:1906.08158, raw logs; labels to 90 %',
      rows: { 'batch-bald': [140], bald: [290], random: [245] },
    },
  },
  trec: {
    title: 'TREC, six kinds of questions, by the sentence encoder',
    data: 'trec',
    here: VECTORS,
    full: { ...VECTORS, most: 1_025 },
    seeds,
    errors: [0.2],
    accuracyAt: [125, 275, 525],
    strategies: VECTOR_STRATEGIES,
  },
  adult: {
    title: 'Adult, income from a table',
    data: 'adult',
    here: VECTORS,
    full: { ...VECTORS, most: 1_025 },
    seeds,
    errors: [0.17],
    accuracyAt: [125, 275, 525],
    strategies: VECTOR_STRATEGIES,
  },
};
