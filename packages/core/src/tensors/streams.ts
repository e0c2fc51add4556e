/**
 * Every use of a seed by its name: the first key of `random`. Uses of one seed with the same key would draw the same numbers, so
 * that things which have to be independent would hang together. A number once given stays: it is part of what a seed means.
 *
 * Three uses have no name, as their keys are places: first weights and masks go by the layer (below 100), ties by the record.
 */
export const STREAMS = {
  holdout: 1,
  coldStart: 2,
  minibatches: 101,
  trainingMasks: 102,
  earlyStoppingSplit: 103,
  weightDraws: 104,
  bbbNoise: 105,
  vognNoise: 106,
  swagMasks: 107,
  swagDraws: 108,
  swagRecords: 109,
  ensembleBags: 110,
  ensembleChoice: 111,
  mnfNoise: 112,
  mnfFirst: 113,
  flowMasks: 114,
  laplaceDraws: 115,
  gumbel: 201,
  batchBaldRows: 202,
  badgeCentres: 203,
  kMeansCentres: 204,
  bootstrap: 301,
  targets: 401,
  rounds: 402,
  folds: 403,
  simulationStart: 501,
  simulationCandidates: 502,
} as const;
