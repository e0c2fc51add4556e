/** Predictions of records with their classes, of which a figure looks at some rows, each as often as it is named. */
export interface Classified {
  /** [N, C]. */
  probsNC: ArrayLike<number>;
  /** [N] in 0 … C−1. */
  labelsN: ArrayLike<number>;
  classes: number;
  rows: ArrayLike<number>;
}

export const probOf = ({ probsNC, classes }: Classified, n: number, c: number) => probsNC[n * classes + c]!;

/** Whether every probability of the rows is a number. */
export function isSound(given: Classified): boolean {
  for (let i = 0; i < given.rows.length; i++)
    for (let c = 0; c < given.classes; c++) if (Number.isNaN(probOf(given, given.rows[i]!, c))) return false;
  return true;
}

/** The most probable class of a record, the lowest of equal ones. */
export function predictedOf(given: Classified, n: number): number {
  let best = 0;
  for (let c = 1; c < given.classes; c++) if (probOf(given, n, c) > probOf(given, n, best)) best = c;
  return best;
}

/** Mean over the rows. */
export function meanOver({ rows }: Classified, of: (n: number) => number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += of(rows[i]!);
  return sum / rows.length;
}

/** By class: records that belong to it, that it is predicted for, and both. */
export function countsOf(given: Classified) {
  const counts = Array.from({ length: given.classes }, () => ({ actual: 0, predicted: 0, right: 0 }));
  for (let i = 0; i < given.rows.length; i++) {
    const n = given.rows[i]!;
    const [label, best] = [given.labelsN[n]!, predictedOf(given, n)];
    counts[label]!.actual++;
    counts[best]!.predicted++;
    if (label === best) counts[label]!.right++;
  }
  return counts;
}

export const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How sure the model is of its answer, and whether it is right. */
export function answersOf(given: Classified) {
  const rows = Array.from(given.rows);
  const best = rows.map((n) => predictedOf(given, n));
  return {
    sure: rows.map((n, i) => probOf(given, n, best[i]!)),
    right: rows.map((n, i) => Number(given.labelsN[n] === best[i])),
  };
}

/** Probability of one class, and whether it is the right one. */
export function classOf(given: Classified, c: number) {
  const rows = Array.from(given.rows);
  return {
    sure: rows.map((n) => probOf(given, n, c)),
    right: rows.map((n) => Number(given.labelsN[n] === c)),
  };
}
