import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Features } from '@querent/core/tensors';
import { Refusal } from './refusal.ts';

/** Folder of the public data sets: $QUERENT_DATA, else `shared/data` beside the repository. */
export const DATA = resolve(process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url)));

/** Whether a file of the data sets is there. */
export const hasData = (...path: string[]) => existsSync(join(DATA, ...path));

/** A file of the data sets; where it is missing, the error says which and what to do. */
export function readData(...path: string[]) {
  const file = join(DATA, ...path);
  if (existsSync(file)) return readFileSync(file);
  throw new Refusal(
    `The data file ${file} is missing. Put the set "${path[0]}" there, or name the folder that holds it by QUERENT_DATA.`,
  );
}

export interface LabelledImages {
  features: Features;
  labels: Int32Array;
}

/**
 * Images and labels in the idx format of LeCun, Cortes and Burges.
 */
export function readImages(
  set: 'mnist' | 'fashion-mnist',
  part: 'train' | 't10k',
  limit = Number.POSITIVE_INFINITY,
): LabelledImages {
  const images = gunzipSync(readData(set, `${part}-images-idx3-ubyte.gz`));
  const labels = gunzipSync(readData(set, `${part}-labels-idx1-ubyte.gz`));
  if (images.readUInt32BE(0) !== 2051 || labels.readUInt32BE(0) !== 2049)
    throw new Refusal(`${set} is not in idx format.`);
  const count = Math.min(limit, images.readUInt32BE(4));
  const [rows, columns] = [images.readUInt32BE(8), images.readUInt32BE(12)];
  const data = new Uint8Array(images.subarray(16, 16 + count * rows * columns));
  const features = { dtype: 'uint8' as const, shape: [rows, columns, 1], count, data };
  return { features, labels: Int32Array.from(labels.subarray(8, 8 + count)) };
}
