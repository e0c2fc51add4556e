import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import chardet from 'chardet';
import { FormatError } from '../format-error.js';
import { isText, noText } from './no-text.js';
import { encodingByMark } from './to-utf8.js';

/** Below this the guess is none. */
const LEAST_CONFIDENCE = 10;
/** Characters that nobody writes; an encoding that gives them is the wrong one. */
const CONTROLS = /[\0\x80-\x9f]/;
const LF = 0x0a;

export interface Guess {
  encoding: string;
  /** By a mark or by its shape; otherwise by how often letters follow one another, which may be wrong. */
  isSure: boolean;
}

/**
 * The encoding of a text, from its beginning. Bad bytes among lines of good UTF-8 do not make it something else.
 *
 * @param name of the file, to be told
 * @throws bad_encoding where nothing fits; not_this_format where it is no text at all
 */
export function guessEncoding(head: Uint8Array, name: string): Guess {
  const marked = encodingByMark(head);
  if (marked) return { encoding: marked, isSure: true };
  const isGood = isMostlyUtf8(head);
  if (!isText(head, isGood)) {
    const encoding = ofTwoBytesIn(head);
    if (encoding === null) throw noText(head, name);
    return { encoding, isSure: false };
  }
  if (isGood) return { encoding: 'utf-8', isSure: true };
  const fitting = chardet
    .analyse(head)
    .filter(({ name, confidence }) => confidence >= LEAST_CONFIDENCE && fits(name, head));
  if (fitting[0]) return { encoding: fitting[0].name.toLowerCase(), isSure: fitting[0].confidence === 100 };
  throw new FormatError(
    'bad_encoding',
    'In which encoding the letters are written is not recognised. Say which it is, or save the file as UTF-8.',
  );
}

/** Zeros that stand on every other place are half of letters of two bytes; so large is their share at least. */
const ZEROS = 0.02;
const ON_ONE_SIDE = 0.9;

/** UTF-16 without a mark, whose first letters are none of ASCII. */
function ofTwoBytesIn(head: Uint8Array): string | null {
  let [even, odd] = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) at % 2 === 0 ? even++ : odd++;
  if (even + odd < ZEROS * head.length || Math.max(even, odd) < ON_ONE_SIDE * (even + odd)) return null;
  const encoding = even > odd ? 'utf-16be' : 'utf-16le';
  return even + odd > 0 && fits(encoding, head) ? encoding : null;
}

function isMostlyUtf8(head: Uint8Array): boolean {
  let [good, bad] = [0, 0];
  for (let start = 0; start < head.length; ) {
    const end = head.indexOf(LF, start);
    const line = head.subarray(start, end === -1 ? head.length : end);
    const isCut = end === -1 && start > 0;
    if (!isCut && !isAscii(line)) isUtf8(line) ? good++ : bad++;
    start += line.length + 1;
  }
  return good >= bad;
}

const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);

function fits(encoding: string, head: Uint8Array): boolean {
  try {
    // As a stream: the head may end within a character.
    return !CONTROLS.test(new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true }));
  } catch {
    return false;
  }
}
