/** Hidden layers of every network (Hernández-Lobato and Adams 2015 and all after them), and draws of a prediction. */
export const UNITS = [50];
export const DRAWS = 500;

const COMMON = { epochs: 300, batchSize: 64, minUpdates: 0, decay: 'cosine', learningRate: 0.01 };

const POINT = { epochs: [100, 300], weightDecay: [0.5, 2, 5] };
const LONG = { epochs: 1, minUpdates: 10_000 };

/**
 * One line a method, one rule for all sets: nothing here may depend on the set. `dropout` is that of the network, `noise`
 * that of the likelihood; `grid` is what --tune tries, on a part of the training rows.
 */
export const METHODS = [
  line('map', {}, { grid: POINT }),
  line('mc-dropout', {}, { dropout: 0.05, grid: { dropout: [0.01, 0.05], weightDecay: [0.1, 0.5] } }),
  line('deep-ensemble', {}, { noise: 'each', grid: { epochs: [40, 100], adversarial: [0, 0.01], weightDecay: [0.5, 2] } }),
  line('bbb', { ...LONG, localReparametrization: true }, { grid: { priorScale: [1, 3], priorScaling: ['fan-in', 'fixed'] } }),
  line('swag', {}, { grid: POINT }),
  line('vogn', { ...LONG, variant: 'vogn' }, { grid: { learningRate: [0.01, 0.05], priorScale: [1, 3], priorScaling: ['fan-in', 'fixed'] } }),
  line('vadam', { ...LONG, variant: 'vadam' }, { posterior: 'vogn', grid: { learningRate: [0.003, 0.01], priorScaling: ['fan-in', 'fixed'], priorScale: [1, 3] } }),
  line('mnf', { ...LONG }, { grid: { learningRate: [0.003, 0.01], priorScale: [1, 3] } }),
  line('laplace', {}, { grid: POINT }),
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
