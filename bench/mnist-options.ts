/** Hidden layers of Blundell et al. 2015, and draws of a prediction; ensembles answer with the members they have. */
export const UNITS = [400, 400];
export const DRAWS = 20;

const COMMON = { epochs: 20, batchSize: 128, minUpdates: 0, learningRate: 0.001, decay: 'cosine' };

interface More {
  posterior?: string;
  dropout?: number;
}

/** One line a method; `dropout` is that of the network. */
export const METHODS = [
  line('map'),
  line('mc-dropout', { learningRate: 0.002 }, { dropout: 0.4 }),
  line('deep-ensemble', { members: 5 }),
  line('bbb', { learningRate: 0.002, localReparametrization: true }),
  line('swag', { decay: 'none' }),
  line('vogn', { variant: 'vogn', learningRate: 0.05 }),
  line('mnf', { learningRate: 0.002 }),
  line('laplace'),
];

function line(method: string, options = {}, { posterior = method, dropout = 0 }: More = {}) {
  return { method, posterior, options: { ...COMMON, ...options }, dropout };
}
