import { CoreError } from '../errors.js';

/**
 * Labels of N records: [N] indices of classes, or as float32 [N, T]: a distribution over classes (soft labels), a yes or
 * no for each label, or the values to be predicted.
 */
export type Labels = Int32Array | Float32Array;

/**
 * Labels of the given rows, in their order.
 *
 * @param labels [count] or [count, T]
 * @param rows [N] places in 0 … count − 1
 * @returns [N] or [N, T]
 */
export function gatherLabels(labels: Labels, count: number, rows: ArrayLike<number>): Labels {
  const width = labels.length / count;
  const result = labels instanceof Int32Array ? new Int32Array(rows.length) : new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    result.set(labels.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
  return result;
}

/**
 * Refuses labels that are no classes.
 *
 * @param labels [count], each in 0 … classes − 1
 * @throws shape_mismatch where there are more or fewer; invalid_label where one is not an index of a class
 */
export function checkIndices(labels: Int32Array, count: number, classes: number): void {
  checkWidth(labels, count, 1);
  const wrong = labels.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined)
    throw new CoreError('invalid_label', `The label ${wrong} is not one of the ${classes} classes.`);
}

/**
 * Refuses labels of another width.
 *
 * @param labels [count, width]
 * @throws shape_mismatch where there are not `width` numbers a record
 */
export function checkWidth(labels: Labels, count: number, width: number): void {
  if (labels.length !== count * width) {
    throw new CoreError(
      'shape_mismatch',
      `There are ${labels.length} labels for ${count} records${width > 1 ? ` of ${width} labels each` : ''}.`,
    );
  }
}

/**
 * Refuses labels beyond a range.
 *
 * @param labels [count] or [count, T]
 * @param what belongs there, in a message
 * @throws invalid_label where one lies outside of low … high or is not a number
 */
export function checkRange(labels: Labels, count: number, [low, high]: [number, number], what: string): void {
  const at = labels.findIndex((value) => !(value >= low && value <= high && Number.isFinite(value)));
  if (at < 0) return;
  const record = Math.floor(at / (labels.length / count));
  throw new CoreError('invalid_label', `Record ${record} has the label ${labels[at]}; ${what}`);
}
