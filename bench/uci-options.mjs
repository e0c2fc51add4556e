/** Hidden layers of every network (Hernández-Lobato and Adams 2015 and all after them), and draws of a prediction. */
export const UNITS = [50];
export const DRAWS = 500;

const COMMON = { epochs: 300, batchSize: 64, minUpdates: 0, decay: 'cosine', learningRate: 0.01 };

/**
 * One line a method, one rule for all sets: nothing here may depend on the set. `dropout` is that of the network, `noise`
 * that of the likelihood; `grid` is what --tune tries, on a part of the training rows.
 */
export const METHODS = [
  line('map', {}, { grid: { learningRate: [0.003, 0.01], weightDecay: [0.1, 1] } }),
  line('mc-dropout', {}, { dropout: 0.05, grid: { dropout: [0.01, 0.05], weightDecay: [0.1, 1] } }),
  line('deep-ensemble', {}, { noise: 'each', grid: { noise: ['learned', 'each'] } }),
  line('bbb', {}, { grid: { priorScale: [1.41, 3], localReparametrization: [true, false] } }),
  line('swag', {}, { grid: { collectRate: [0.003, 0.02] } }),
  line('vogn', { variant: 'vogn' }, { grid: { learningRate: [0.01, 0.05], priorScale: [1.41, 3] } }),
  line('vadam', { variant: 'vadam' }, { posterior: 'vogn', grid: { learningRate: [0.01, 0.05] } }),
  line('mnf', {}, { grid: { learningRate: [0.003, 0.01] } }),
  line('laplace', {}, {}),
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
