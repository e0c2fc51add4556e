const [C1, C2] = [0xcc9e2d51, 0x1b873593];

/**
 * MurmurHash3_x86_32 of bytes[from … to).
 *
 * @returns a signed 32-bit integer, as scikit-learn's `murmurhash3_32` gives
 * @source Austin Appleby, github.com/aappleby/smhasher, public domain
 */
export function murmur3(bytes: Uint8Array, seed = 0, from = 0, to = bytes.length): number {
  let hash = seed | 0;
  const whole = to - ((to - from) & 3);
  let at = from;
  for (; at < whole; at += 4) {
    const block = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash ^= scramble(block);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = to - 1; i >= at; i--) rest = (rest << 8) | bytes[i]!;
  if (to > at) hash ^= scramble(rest);
  return finish(hash ^ (to - from));
}

function scramble(block: number): number {
  const mixed = Math.imul(block, C1);
  return Math.imul((mixed << 15) | (mixed >>> 17), C2);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

const utf8 = new TextEncoder();

/** The hash of a string's UTF-8 bytes. */
export const murmur3OfText = (text: string, seed = 0): number => murmur3(utf8.encode(text), seed);

/** Where a hash lands among `width` buckets, and with which sign: index |h| mod width. */
export const bucketOf = (hash: number, width: number): { index: number; sign: 1 | -1 } => ({
  index: Math.abs(hash) % width,
  sign: hash < 0 ? -1 : 1,
});
