const top = { id: 'top-k', options: {} };
const strategy = (acquisition, selection = top) => ({ acquisition: { id: acquisition, options: {} }, selection });

const GAL = {
  network: { id: 'gal-cnn', options: {} },
  posterior: { id: 'mc-dropout', options: { batchSize: 16, minUpdates: 300, epochs: 20, decay: 'cosine' } },
  start: { labels: 20, isBalanced: true },
  labelsPerRound: 10,
};

/** What is replayed: the protocol of each paper at the scale that two cores allow, and the one of the paper itself. */
export const PRESETS = {
  gal: {
    title: 'Gal et al. 2017, MNIST: labels to reach an error',
    data: 'mnist',
    here: { ...GAL, most: 450, candidates: 10_000, hasFreshMasks: true, draws: 50 },
    full: { ...GAL, most: 1_000, hasFreshMasks: true, draws: 100 },
    seeds: [1, 2, 3, 4, 5],
    errors: [0.1, 0.05],
    strategies: {
      bald: strategy('bald'),
      'variation-ratio': strategy('variation-ratio'),
      random: strategy('uniform'),
      entropy: strategy('entropy'),
      'mean-std': strategy('mean-std'),
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
};
