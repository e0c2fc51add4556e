import { DomainError } from '@querent/domain';
import { getImporter, type Imported, streamInput } from '@querent/formats';
import { MAX_DISCARDED_BYTES } from './read-body';

/** Who reads a list of records: those whose fields have their names, so that nobody has to say what each column is. */
const IMPORTERS = new Map(
  ['json', 'jsonl'].map(getImporter).flatMap((one) => one.mediaTypes.map((type) => [type, one])),
);

/**
 * The records in the body of a request of any length, as they come. One that cannot be read is among them with its reason.
 *
 * @throws invalid_input where the body is of another media type; FormatError where nothing of it can be read
 */
export function readRecords(request: Request): AsyncIterable<Imported> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';');
  const importer = IMPORTERS.get(mediaType.trim().toLowerCase());
  if (!importer)
    throw new DomainError(
      'invalid_input',
      `Say in "content-type" what the records are: ${[...IMPORTERS.keys()].join(', ')}.`,
    );
  return importer.read(streamInput('the request', bodyOf(request)), {}, request.signal);
}

async function* bodyOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (!body) return;
  try {
    yield* body.values({ preventCancel: true });
  } catch (cause) {
    const detail =
      'The request broke off. What came before has been added; send all of it again, and what is there is recognised.';
    throw new DomainError('invalid_input', detail, { cause });
  } finally {
    await discard(body).catch(() => {}); // it broke off, or has been read to its end
  }
}

/** Takes what nobody reads any more and throws it away. */
async function discard(body: ReadableStream<Uint8Array>): Promise<void> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_DISCARDED_BYTES) return;
  }
}
