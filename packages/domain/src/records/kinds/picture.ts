import { availableParallelism } from 'node:os';
import { image as contract } from '@querent/contracts';
import { DomainError } from '../../errors.js';
import { inTurn } from '../../in-turn.js';
import type { ReadImage } from '../read-image.js';
import { type Puts, within } from './kind.js';
import { loadImages } from './load-images.js';

const MAX_SIDE = 10_000;

/** A large photo takes a hundred megabytes while it is decoded, and the library has four threads. */
const inTurnOfPictures = inTurn(Math.min(4, availableParallelism()));

/** What the row of a picture keeps. */
export interface Look {
  width: number;
  height: number;
  /** 1 grey, 3 in colour. */
  channels: number;
}

/**
 * Decodes a picture and keeps it as a fresh file; of many, as many at a time as there are cores.
 *
 * @param read gives the bytes that somebody brings
 * @throws invalid_input where it is none, or too large; StorageError
 */
export const keepPicture = (read: () => Promise<Uint8Array>, store: Puts): Promise<Look & { objectKey: string }> =>
  inTurnOfPictures(async () => {
    const picture = await decodePicture(await read());
    const { writeImage } = await loadImages();
    const { width, height, channels } = picture;
    return { objectKey: await store.put(await writeImage(picture)), width, height, channels };
  });

/** @throws invalid_input where it is none, or too large */
export async function decodePicture(unverified: Uint8Array): Promise<ReadImage> {
  const bytes = within(contract.given, unverified);
  const { readImage } = await loadImages();
  const picture = await readImage(bytes).catch((cause: Error) => {
    throw new DomainError('invalid_input', cause.message, { cause });
  });
  const { width, height } = picture;
  if (width > MAX_SIDE || height > MAX_SIDE)
    throw new DomainError(
      'invalid_input',
      `It has ${width} × ${height} pixels; at most ${MAX_SIDE} × ${MAX_SIDE} can be labelled here.`,
    );
  return picture;
}

/** The look of a picture whose row does not know all of it, since an earlier version kept it. @throws StorageError */
export const lookOfKept = (read: () => Promise<Uint8Array>): Promise<Look> =>
  inTurnOfPictures(async () => {
    const { readImage } = await loadImages();
    const { width, height, channels } = await readImage(await read());
    return { width, height, channels };
  });

/** A file as small is quicker to send than to make smaller. */
const SMALL_BYTES = 32_768;

/** A kept picture with no side longer than that, in its own format; what cannot be read any more stays as it is. */
export async function smallerPicture(kept: Uint8Array, side: number): Promise<Uint8Array> {
  if (kept.length <= SMALL_BYTES) return kept;
  const { shrinkImage } = await loadImages();
  return inTurnOfPictures(() => shrinkImage(kept, side)).catch(() => kept);
}
