import { KEY_PREFIX } from '@querent/contracts';
import { hashToken, newToken } from '../people/tokens.js';

const START_LETTERS = KEY_PREFIX.length + 4;
const FORM = /^(querent_[\w-]{43})([0-9a-f]{6})$/;

/** Of the letters before it: a key that was not copied whole is told from one that is not known. It keeps nothing secret. */
const checksumOf = (letters: string) => hashToken(letters).slice(0, 6);

/** A key: what it begins with, 256 random bits, and a checksum. */
export function newKey(): string {
  const letters = KEY_PREFIX + newToken();
  return letters + checksumOf(letters);
}

/** What may be shown of it: 24 of its bits. */
export const startOf = (key: string) => key.slice(0, START_LETTERS);

export function isWhole(key: string): boolean {
  const [, letters, checksum] = FORM.exec(key) ?? [];
  return letters !== undefined && checksumOf(letters) === checksum;
}

/**
 * What is kept of a key. One pass of SHA-256 suffices, without salt: a password is made slow to hash because people choose
 * few of them, whereas nobody tries 2^256 keys, however fast; and each request hashes one.
 */
export const hashKey = hashToken;
