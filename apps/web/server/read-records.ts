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
  return importer.read(streamInput('the request', bodyBytes(request.body, BROKEN_OFF)), {}, request.signal);
}
