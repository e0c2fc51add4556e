import { image as contract } from '@querent/contracts';
import { DomainError } from '../../errors.js';
import type { ReadImage } from '../read-image.js';
import { type Puts, within } from './kind.js';
import { loadReadImage } from './load-read-image.js';

const MAX_SIDE = 10_000;

export interface KeptPicture {
  objectKey: string;
  width: number;
  height: number;
}

/**
 * Decodes a picture and keeps it as a fresh PNG.
 *
 * @throws invalid_input where it is none, or too large; StorageError
 */
export async function keepPicture(unverified: Uint8Array, store: Puts): Promise<KeptPicture> {
  const { png, width, height } = await decodePicture(unverified);
  return { objectKey: await store.put(png), width, height };
}

/** @throws invalid_input where it is none, or too large */
export async function decodePicture(unverified: Uint8Array): Promise<ReadImage> {
  const bytes = within(contract.given, unverified);
  const { readImage } = await loadReadImage();
  const read = await readImage(bytes).catch((cause: Error) => {
    throw new DomainError('invalid_input', `The image cannot be read: ${cause.message}`, { cause });
  });
  const { width, height } = read;
  if (width > MAX_SIDE || height > MAX_SIDE)
    throw new DomainError(
      'invalid_input',
      `The image has ${width} × ${height} pixels; at most ${MAX_SIDE} × ${MAX_SIDE} can be labelled here.`,
    );
  return read;
}
