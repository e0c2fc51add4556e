import type { Line } from './methods.ts';

interface More {
  posterior?: string;
  dropout?: number;
  noise?: string;
  grid?: Record<string, number[]>;
}
/** A line of this bench; those of posteriors without one here have no grid, and the network of all. */
export type UciLine = Line & Pick<More, 'noise' | 'grid'>;
export type WholeLine = UciLine & { dropout: number; noise: string };

/** Hidden layers of every network (Hernández-Lobato and Adams 2015 and all after them), and draws of a prediction. */
export const UNITS = [50];
export const DRAWS = 500;

const COMMON = { epochs: 300, batchSize: 64, minUpdates: 0, decay: 'cosine', learningRate: 0.01 };

/** An ordinary network overfits, its noise most of all: it is held tightly and stopped on labels kept aside. */
const HELD = { weightDecay: 5, patience: 20 };
const HOLDS = { patience: [0, 20], weightDecay: [2, 5, 10] };
/**
 * Variational methods need steps rather than epochs, as many for a small set as for a large one. Temperature 1 is that of
 * the published columns.
 */
const LONG = { epochs: 1, minUpdates: 6_000, temperature: 1 };

/**
 * One line a method, one rule for all sets: nothing here may depend on the set. `dropout` is that of the network, `noise`
 * that of the likelihood; `grid` is what --tune tries, on a part of the training rows.
 */
export const METHODS = [
  line('map', HELD, { grid: HOLDS }),
  line('mc-dropout', { weightDecay: 2 }, { dropout: 0.05, grid: { dropout: [0.05, 0.1], weightDecay: [0.5, 2, 5] } }),
  line(
    'deep-ensemble',
    { epochs: 100, adversarial: 0.01 },
    { noise: 'each', grid: { epochs: [40, 100], adversarial: [0, 0.01] } },
  ),
  line('bbb', { ...LONG, localReparametrization: true, priorScale: 1 }, { grid: { warmUp: [0, 0.5] } }),
  line('swag', { weightDecay: 10, collectRate: 0.05 }, { grid: { collectRate: [0.01, 0.05], weightDecay: [5, 10] } }),
  line(
    'vogn',
    { ...LONG, variant: 'vogn', priorScale: 1, learningRate: 0.05, precisionDecay: 0.999 },
    { grid: { learningRate: [0.02, 0.05], precisionDecay: [0.99, 0.999] } },
  ),
  line(
    'vadam',
    { ...LONG, variant: 'vadam', priorScale: 1, precisionDecay: 0.999, batchSize: 16 },
    { posterior: 'vogn', grid: { learningRate: [0.003, 0.01] } },
  ),
  line('mnf', { ...LONG, priorScale: 1 }, { grid: { learningRate: [0.003, 0.01] } }),
  line('laplace', HELD, { grid: HOLDS }),
];

function line(
  method: string,
  options: object,
  { posterior = method, dropout = 0, noise = 'learned', grid = {} }: More = {},
): WholeLine {
  return { method, posterior, options: { ...COMMON, ...options }, dropout, noise, grid };
}

/** What a grid chooses, and the flag of epochs. */
type Choice = { dropout?: number; noise?: string } & Record<string, unknown>;

/** A line with other options; `dropout` and `noise` find their place. */
export function withOptions(
  entry: UciLine,
  { dropout = entry.dropout ?? 0, noise = entry.noise ?? 'learned', ...options }: Choice,
): WholeLine {
  return { ...entry, dropout, noise, options: { ...entry.options, ...options } };
}

/** Every combination of a line's grid. @returns [{ choice, entry }] */
export function variantsOf(entry: UciLine) {
  let choices: Record<string, number>[] = [{}];
  for (const [name, values] of Object.entries(entry.grid ?? {}))
    choices = choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value })));
  return choices.map((choice) => ({ choice, entry: withOptions(entry, choice) }));
}
