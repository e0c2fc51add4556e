/** A kernel whose rows (dense layer) or columns (convolution) are multiplied by z. */
export interface Kernel {
  key: string;
  /** The kernel as a matrix. */
  rows: number;
  columns: number;
  /** Along which axis z lies: the inputs of a dense layer, the filters of a convolution. */
  axis: 'rows' | 'columns';
  priorScale: number;
  steps: number;
}

/** Length of z, and how many weights each of its values multiplies. */
export const lengthsOf = ({ rows, columns, axis }: Kernel) =>
  axis === 'rows' ? { size: rows, across: columns } : { size: columns, across: rows };

/** Names of what a kernel has in a state, after its own key. */
export const partsOf = (key: string) => ({
  mean: `${key}.mean`,
  logScale: `${key}.logScale`,
  zMean: `${key}.z.mean`,
  zLogScale: `${key}.z.logScale`,
  forward: `${key}.q`,
  backward: `${key}.r`,
  project: `${key}.r.project`,
  rMean: `${key}.r.mean`,
  rOwn: `${key}.r.own`,
  rMeanBias: `${key}.r.meanBias`,
  rLogVariance: `${key}.r.logVariance`,
  rLogVarianceBias: `${key}.r.logVarianceBias`,
});
