/**
 * Whether a file of a format keeps about what was drawn, as photos are kept, or each pixel.
 *
 * @param format as sharp names it
 */
export function isLossy(format: string | undefined, bytes: Uint8Array): boolean {
  if (format === 'webp') return !isExactWebp(bytes);
  return format === 'jpeg' || format === 'heif';
}

const CHUNK = 8;
/** Of a frame of an animation, before the chunks of its picture. */
const FRAME = 16;
/** Of the file, before its first chunk. */
const HEAD = 12;

/** By the name of the first chunk that holds a picture: `VP8L` keeps each pixel, `VP8 ` does not. */
function isExactWebp(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = HEAD; at + CHUNK <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (name === 'VP8L' || name === 'VP8 ') return name === 'VP8L';
    const size = view.getUint32(at + 4, true);
    at += name === 'ANMF' ? CHUNK + FRAME : CHUNK + size + (size % 2);
  }
  return false;
}
