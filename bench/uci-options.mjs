/** Hidden layers of every network (Hernández-Lobato and Adams 2015 and all after them), and draws of a prediction. */
export const UNITS = [50];
export const DRAWS = 500;

const COMMON = { epochs: 400, batchSize: 32, minUpdates: 0, decay: 'cosine' };
const RATES = [0.002, 0.01];

/**
 * One line a method, one rule for all sets: nothing here may depend on the set. `dropout` is that of the network, `noise`
 * that of the likelihood; `grid` is what --tune tries, on a part of the training rows.
 */
export const METHODS = [
  line('map', { learningRate: 0.005 }, { grid: { learningRate: RATES, weightDecay: [0.1, 1] } }),
  line(
    'mc-dropout',
    { learningRate: 0.005 },
    { dropout: 0.05, grid: { learningRate: RATES, dropout: [0.01, 0.05, 0.1] } },
  ),
  line(
    'deep-ensemble',
    { learningRate: 0.005 },
    { noise: 'each', grid: { epochs: [40, 400], noise: ['learned', 'each'] } },
  ),
  line('bbb', { learningRate: 0.005 }, { grid: { learningRate: RATES, epochs: [400, 1_000] } }),
  line('swag', { learningRate: 0.01, decay: 'none' }, { grid: { learningRate: RATES } }),
  line('vogn', { learningRate: 0.01, variant: 'vogn' }, { grid: { learningRate: RATES, epochs: [400, 1_000] } }),
  line('vadam', { learningRate: 0.01, variant: 'vadam' }, { posterior: 'vogn', grid: { learningRate: RATES } }),
  line('mnf', { learningRate: 0.005 }, { grid: { learningRate: RATES, epochs: [400, 1_000] } }),
  line('laplace', { learningRate: 0.005 }, { grid: { learningRate: RATES } }),
];

function line(method, options, { posterior = method, dropout = 0, noise = 'learned', grid = {} } = {}) {
  return { method, posterior, options: { ...COMMON, ...options }, dropout, noise, grid };
}

/** A line with other options; `dropout` and `noise` find their place. */
export function withOptions(entry, { dropout = entry.dropout ?? 0, noise = entry.noise ?? 'learned', ...options }) {
  return { ...entry, dropout, noise, options: { ...entry.options, ...options } };
}

/** Every combination of a line's grid. @returns [{ choice, entry }] */
export function variantsOf(entry) {
  let choices = [{}];
  for (const [name, values] of Object.entries(entry.grid ?? {}))
    choices = choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value })));
  return choices.map((choice) => ({ choice, entry: withOptions(entry, choice) }));
}
