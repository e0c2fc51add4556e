import { TextDecoder } from 'node:util';
import { encodingName } from '@querent/contracts';
import { FormatError } from '../format-error.js';
import { peek } from './peek.js';

const MARKS: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const BY_ZEROS = [
  ['utf-16le', 'x0x0'],
  ['utf-16be', '0x0x'],
  ['utf-32le', 'x000x000'],
  ['utf-32be', '000x000x'],
] as const;

/** The encoding that a byte order mark tells, or that the zeros of its first two characters, ASCII both, betray. */
export function encodingByMark(head: Uint8Array): string | null {
  const [marked] = MARKS.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte)) ?? [];
  if (marked) return marked;
  const zeros = Array.from(head.subarray(0, 8), (byte) => (byte === 0 ? '0' : 'x')).join('');
  return BY_ZEROS.find(([, pattern]) => zeros.startsWith(pattern))?.[0] ?? null;
}

/**
 * The same characters as UTF-8, without a byte order mark. What is UTF-8 already passes as it is, bad bytes too: they
 * are found record by record.
 *
 * @param encoding a label of the WHATWG Encoding Standard; absent: by mark, else UTF-8
 * @throws bad_encoding where this machine cannot decode it, or where bytes mean nothing in it
 */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding?: string): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(chunks, 4);
  const label = encoding ?? encodingByMark(head) ?? 'utf-8';
  const decoder = decoderOf(label);
  if (decoder.encoding === 'utf-8') yield* withoutMark(head, rest);
  else yield* decoded(decoder, rest);
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new FormatError(
      'bad_encoding',
      `The text is ${encodingName(label)}, which is not read here. Save it as UTF-8.`,
      { cause },
    );
  }
}

async function* withoutMark(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = encodingByMark(head) === 'utf-8' ? 3 : 0;
  for await (const chunk of rest) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (chunk.length > skipped) yield chunk.subarray(skipped);
  }
}

async function* decoded(decoder: TextDecoder, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let position = 0;
  const decode = (chunk?: Uint8Array) => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: chunk !== undefined }));
    } catch (cause) {
      const where = `between bytes ${position} and ${position + (chunk?.length ?? 0)}`;
      throw new FormatError(
        'bad_encoding',
        `The text is no ${encodingName(decoder.encoding)}: something ${where} means nothing in it.`,
        {
          cause,
        },
      );
    }
  };
  for await (const chunk of chunks) {
    yield decode(chunk);
    position += chunk.length;
  }
  yield decode();
}
