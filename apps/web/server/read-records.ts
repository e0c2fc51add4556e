import { DomainError } from '@querent/domain';
import { getImporter, type Imported, streamInput } from '@querent/formats';
import { bodyBytes } from './body-bytes';

/** Who reads a list of records: those whose fields have their names, so that nobody has to say what each column is. */
const IMPORTERS = new Map(
  ['json', 'jsonl'].map(getImporter).flatMap((one) => one.mediaTypes.map((type) => [type, one])),
);

const BROKEN_OFF =
  'The request broke off. What came before has been added; send all of it again, and what is there is recognised.';

/**
 * The records in the body of a request of any length, as they come. One that cannot be read is among them with its reason.
 *
 * @param mostBytes of the body, where it is not read as it comes
 * @throws invalid_input where the body is of another media type; FormatError where nothing of it can be read; too_large
 */
export function readRecords(
  request: Request,
  { mostBytes = Number.POSITIVE_INFINITY, brokenOff = BROKEN_OFF } = {},
): AsyncIterable<Imported> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';');
  const importer = IMPORTERS.get(mediaType.trim().toLowerCase());
  if (!importer)
    throw new DomainError(
      'invalid_input',
      `Say in "content-type" what the records are: ${[...IMPORTERS.keys()].join(', ')}.`,
    );
  return importer.read(
    streamInput('the request', upTo(mostBytes, bodyBytes(request.body, brokenOff))),
    {},
    request.signal,
  );
}

/** @throws too_large */
async function* upTo(mostBytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes)
      throw new DomainError(
        'too_large',
        `The request is larger than ${mostBytes / 1e6} megabytes. Send fewer records at once.`,
      );
    yield chunk;
  }
}
