/**
 * Published test figures on the same kind of splits: 20 random ones of 90/10, a network of 1×50 ReLU. Each column names what
 * its ± is and which log-likelihood it reports, since papers differ in both. [mean, ±] by set, in the order below.
 */
const ORDER = ['bostonHousing', 'concrete', 'energy', 'yacht', 'wine-quality-red'];
/** A mean, and what stands behind ±. */
type Cell = [mean: number, spread?: number];

const column = (source: string, spread: string, likelihood: string, rmse: Cell[], logLikelihood: Cell[]) => ({
  source,
  spread,
  likelihood,
  rmse: bySet(rmse),
  logLikelihood: bySet(logLikelihood),
});
const bySet = (cells: Cell[]): Record<string, Cell> => Object.fromEntries(cells.map((cell, i) => [ORDER[i], cell]));

export const PUBLISHED: Record<string, ReturnType<typeof column>> = {
  pbp: column(
    'PBP, Lakshminarayanan 2017 Table 1',
    's.e.',
    'moment-matched',
    [
      [3.01, 0.18],
      [5.67, 0.09],
      [1.8, 0.05],
      [1.02, 0.05],
      [0.64, 0.01],
    ],
    [
      [-2.57, 0.09],
      [-3.16, 0.02],
      [-2.04, 0.02],
      [-1.63, 0.02],
      [-0.97, 0.01],
    ],
  ),
  'mc-dropout': column(
    'MC dropout, Gal 2016 Table 1 (40 epochs)',
    's.e.',
    'mixture',
    [
      [2.97, 0.19],
      [5.23, 0.12],
      [1.66, 0.04],
      [1.11, 0.09],
      [0.62, 0.01],
    ],
    [
      [-2.46, 0.06],
      [-3.04, 0.02],
      [-1.99, 0.02],
      [-1.55, 0.03],
      [-0.93, 0.01],
    ],
  ),
  'mc-dropout-400': column(
    'MC dropout, Gal’s repository (400 epochs)',
    's.e.',
    'mixture',
    [
      [2.8, 0.19],
      [4.81, 0.14],
      [1.09, 0.05],
      [0.72, 0.06],
      [0.61, 0.01],
    ],
    [
      [-2.39, 0.05],
      [-2.94, 0.02],
      [-1.72, 0.02],
      [-1.38, 0.01],
      [-0.92, 0.01],
    ],
  ),
  'deep-ensemble': column(
    'Deep ensembles, Lakshminarayanan 2017 Table 1',
    'std',
    'moment-matched',
    [
      [3.28, 1.0],
      [6.03, 0.58],
      [2.09, 0.29],
      [1.58, 0.48],
      [0.64, 0.04],
    ],
    [
      [-2.41, 0.25],
      [-3.06, 0.18],
      [-1.38, 0.22],
      [-1.18, 0.21],
      [-0.94, 0.12],
    ],
  ),
  bbb: column(
    'BBB, independent reproduction on the same splits (400 epochs)',
    'std',
    'unnamed',
    [
      [3.313, 0.963],
      [5.789, 0.436],
      [0.999, 0.494],
      [0.968, 0.224],
      [0.641, 0.038],
    ],
    [
      [-2.638, 0.409],
      [-3.26, 0.156],
      [-1.555, 0.501],
      [-1.449, 0.086],
      [-0.968, 0.064],
    ],
  ),
  vadam: column(
    'Vadam, Khan 2018 Table 1',
    'none noted',
    'joint',
    [[3.93], [6.85], [1.55], [1.32]],
    [[-2.85], [-3.39], [-2.15], [-1.7]],
  ),
};

/** The columns that a method is held against; every other method, which has no table of its own, against these two. */
const OWN: Record<string, string[]> = {
  map: [],
  'mc-dropout': ['mc-dropout'],
  'deep-ensemble': ['deep-ensemble'],
  bbb: ['bbb'],
  vadam: ['vadam'],
};
export const gatesOf = (method: string) => OWN[method] ?? ['pbp', 'bbb'];

/** Columns that are printed beside a method: its gates, and what helps to read them. */
export const shownOf = (method: string) =>
  method === 'mc-dropout' ? ['mc-dropout', 'mc-dropout-400'] : method === 'map' ? ['pbp'] : gatesOf(method);
