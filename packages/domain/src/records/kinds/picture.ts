import { DomainError } from '../../errors.js';
import type { Store } from '../../store/store.js';
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
 * @param given base64, or the bytes themselves
 * @throws invalid_input where it is none
 */
export async function keepPicture(given: string | Uint8Array, store: Store): Promise<KeptPicture> {
  const bytes = typeof given === 'string' ? Buffer.from(given, 'base64') : given;
  const { readImage } = await loadReadImage();
  const read = await readImage(bytes).catch((cause: Error) => {
    throw new DomainError('invalid_input', `The image cannot be read: ${cause.message}`, { cause });
  });
  const { png, width, height } = read;
  if (width > MAX_SIDE || height > MAX_SIDE)
    throw new DomainError(
      'invalid_input',
      `The image has ${width} × ${height} pixels; at most ${MAX_SIDE} × ${MAX_SIDE} can be labelled here.`,
    );
  return { objectKey: await store.put(png), width, height };
}
