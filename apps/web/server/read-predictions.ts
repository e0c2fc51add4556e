import { PostPredictions, type PredictionsQuery } from '@querent/contracts';
import { DomainError, type UnverifiedPredictions } from '@querent/domain';
import { readNumberArray, readPredictionTable } from '@querent/formats';
import type { z } from 'zod';
import { bodyBytes } from './body-bytes';
import { parseInput } from './parse-input';

/** Of one piece; a round may have any number of them. */
const MOST_BYTES = 64_000_000;
/** JSON is read by the thread that answers everybody. */
const MOST_JSON_BYTES = 16_000_000;
/** [S, N, C]. */
const MOST_DEPTH = 3;
const BROKEN_OFF = 'The request broke off, and nothing of this piece was kept. Send it again.';

const TYPES = {
  'application/json': readJson,
  'application/x-npy': (bytes: Uint8Array) => readNumberArray(bytes),
  'application/vnd.apache.arrow.stream': (bytes: Uint8Array) => {
    const { columns, ...rest } = readPredictionTable(bytes);
    return { ...rest, classes: columns };
  },
};

/**
 * A piece of predictions in the body of a request, by its media type; what stands in the address holds where the body does not say
 * it.
 *
 * @throws invalid_input, too_large; FormatError
 */
export async function readPredictions(
  request: Request,
  { classes, ...query }: PredictionsQuery,
): Promise<UnverifiedPredictions> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';');
  const type = mediaType.trim().toLowerCase();
  const read = Object.entries(TYPES).find(([name]) => name === type)?.[1];
  if (!read)
    throw new DomainError(
      'invalid_input',
      `Say in "content-type" what the predictions are: ${Object.keys(TYPES).join(', ')}.`,
    );
  const most = type === 'application/json' ? MOST_JSON_BYTES : MOST_BYTES;
  const said = classes === undefined ? {} : { classes: namesIn(classes) };
  return { ...said, ...query, ...read(await bytesOf(request, most)) };
}

async function bytesOf({ body }: Request, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyBytes(body, BROKEN_OFF)) {
    bytes += chunk.byteLength;
    if (bytes > most)
      throw new DomainError(
        'too_large',
        `A piece may have ${most / 1_000_000} megabytes at most. Post fewer records at once.`,
      );
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A list in JSON, or names with commas between them. */
function namesIn(text: string): string[] {
  if (!text.startsWith('[')) return text.split(',').map((name) => name.trim());
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // said below
  }
  throw new DomainError('invalid_input', '"classes" begins as a list in JSON and is none.');
}

const Besides = PostPredictions.omit({ values: true });

/** Its numbers are looked at here: millions of them would keep a schema, and everybody else, for seconds. */
function readJson(bytes: Uint8Array): UnverifiedPredictions {
  const unverified = parse(bytes);
  const isObject = typeof unverified === 'object' && unverified !== null && !Array.isArray(unverified);
  const { values = [], ...rest }: { values?: unknown } = isObject ? unverified : {};
  const shape: number[] = [];
  const flat: number[] = [];
  flatten(values, { shape, flat });
  const besides = parseInput(Besides, isObject ? rest : unverified) as z.infer<typeof Besides>;
  return { ...besides, shape, values: flat };
}

function parse(bytes: Uint8Array): unknown {
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text || '{}');
  } catch (cause) {
    const hasNaN = /[[,\s](NaN|-?Infinity)\s*[\],]/.test(text);
    throw new DomainError(
      'invalid_input',
      hasNaN
        ? 'The predictions hold NaN or Infinity, which JSON has no word for and nobody can compute with. See what the model does with these records.'
        : 'The body of the request is not JSON in UTF-8.',
      { cause },
    );
  }
}

const refused = (detail: string) => new DomainError('invalid_input', detail);

/** @throws invalid_input where lists at one level are not equally long, or hold what is no number */
function flatten(value: unknown, to: { shape: number[]; flat: number[] }, level = 0): void {
  if (!Array.isArray(value)) {
    if (typeof value !== 'number' || level !== to.shape.length || level === 0)
      throw refused(
        `"values" has to be lists of lists of numbers, all equally deep; ${JSON.stringify(value)?.slice(0, 50)} stands in it.`,
      );
    to.flat.push(value);
    return;
  }
  if (to.shape.length === level) {
    if (level === MOST_DEPTH || to.flat.length > 0) throw refused('The lists in "values" are not equally deep.');
    to.shape.push(value.length);
  }
  if (to.shape[level] !== value.length)
    throw refused(
      `A list in "values" has ${value.length} entries where one before it has ${to.shape[level]}. All rows need as many.`,
    );
  for (const one of value) flatten(one, to, level + 1);
}
