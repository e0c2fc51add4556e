/** Points in a space of `width` dimensions. */
export interface Vectors {
  count: number;
  width: number;
  /** [N, D]. */
  dataND: Float32Array;
}

/** Squared Euclidean distance of two points. */
export function squaredDistance(a: Vectors, i: number, b: Vectors, j: number): number {
  let sum = 0;
  const { width } = a;
  for (let d = 0, x = i * width, y = j * width; d < width; d++, x++, y++) {
    const gap = a.dataND[x]! - b.dataND[y]!;
    sum += gap * gap;
  }
  return sum;
}

/** The same points, each of length 1; a point at the origin stays there. */
export function unitLength({ count, width, dataND }: Vectors): Vectors {
  const scaled = new Float32Array(dataND.length);
  for (let n = 0; n < count; n++) {
    let squares = 0;
    for (let d = 0; d < width; d++) squares += dataND[n * width + d]! ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let d = 0; d < width; d++) scaled[n * width + d] = dataND[n * width + d]! * scale;
  }
  return { count, width, dataND: scaled };
}

/** The given ones of the points, in that order. */
export function rowsOf({ width, dataND }: Vectors, rows: readonly number[]): Vectors {
  const own = new Float32Array(rows.length * width);
  rows.forEach((n, at) => {
    own.set(dataND.subarray(n * width, (n + 1) * width), at * width);
  });
  return { count: rows.length, width, dataND: own };
}

/** Places of the points of which every coordinate is a number. */
export function soundRows({ count, width, dataND }: Vectors): number[] {
  const isSound = (n: number) => !dataND.subarray(n * width, (n + 1) * width).some(Number.isNaN);
  return Array.from({ length: count }, (_, n) => n).filter(isSound);
}
