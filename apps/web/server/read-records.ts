import { DomainError } from '@querent/domain';
import { getImporter, type Imported, streamInput } from '@querent/formats';

/** What a list of records may come as, and who reads it. */
const IMPORTERS: Record<string, string> = {
  'application/json': 'json',
  'application/x-ndjson': 'jsonl',
  'application/jsonl': 'jsonl',
};

/**
 * The records in the body of a request of any length, as they come. One that cannot be read is among them with its reason.
 *
 * @throws invalid_input where the body is of another media type; FormatError where nothing of it can be read
 */
export function readRecords(request: Request): AsyncIterable<Imported> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';');
  const importer = IMPORTERS[mediaType.trim().toLowerCase()];
  if (!importer)
    throw new DomainError(
      'invalid_input',
      `Say in "content-type" what the records are: ${Object.keys(IMPORTERS).join(', ')}.`,
    );
  return getImporter(importer).read(streamInput('the request', bodyOf(request)), {}, request.signal);
}

async function* bodyOf({ body }: Request): AsyncIterable<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (cause) {
    const detail =
      'The request broke off. What came before has been added; send all of it again, and what is there is recognised.';
    throw new DomainError('invalid_input', detail, { cause });
  }
}
