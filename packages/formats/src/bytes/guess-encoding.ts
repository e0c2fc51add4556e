import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import chardet from 'chardet';
import { FormatError } from '../format-error.js';
import { encodingByMark } from './to-utf8.js';

/** Below this the guess is none. */
const LEAST_CONFIDENCE = 10;
/** Characters that nobody writes; an encoding that gives them is the wrong one. */
const CONTROLS = /[\x80-\x9f]/;
const LF = 0x0a;

export interface Guess {
  encoding: string;
  /** By a mark or by its shape; otherwise by how often letters follow one another, which may be wrong. */
  isSure: boolean;
}

/**
 * The encoding of a text, from its beginning. Bad bytes among lines of good UTF-8 do not make it something else.
 *
 * @throws bad_encoding where nothing fits
 */
export function guessEncoding(head: Uint8Array): Guess {
  const marked = encodingByMark(head);
  if (marked) return { encoding: marked, isSure: true };
  if (isMostlyUtf8(head)) return { encoding: 'utf-8', isSure: true };
  const fitting = chardet
    .analyse(head)
    .filter(({ name, confidence }) => confidence >= LEAST_CONFIDENCE && fits(name, head));
  if (fitting[0]) return { encoding: fitting[0].name.toLowerCase(), isSure: fitting[0].confidence === 100 };
  throw new FormatError('bad_encoding', 'The encoding is not recognised. Save the file as UTF-8, or say which it is.');
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
