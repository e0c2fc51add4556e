import { type FileInput, FormatError, getImporter, isNotice } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import { DomainError } from '../errors.js';
import { PICTURES } from './batches.js';
import type { ImportSource } from './source.js';

interface Row {
  uploadId: string | null;
  name: string;
  format: string | null;
  options: unknown;
}

/** A file of the inbox, read where it lies: an archive is never unpacked, and nothing is in memory as a whole. */
export async function uploadInput(
  inbox: Inbox,
  { id, name }: { id: string; name: string },
  onError: (error: Error) => void = () => {},
): Promise<FileInput> {
  return {
    kind: 'file',
    name,
    size: await inbox.size(id),
    async *open(range) {
      try {
        yield* inbox.read(id, range);
      } catch (error) {
        if (error instanceof Error) onError(error);
        throw error;
      }
    },
  };
}

/** Records of a file that somebody has sent. */
export function uploadSource(inbox: Inbox, { uploadId, name, format, options }: Row): ImportSource {
  let failure: Error | null = null;
  return {
    id: 'upload',
    count: async () => null,
    pictures: PICTURES,
    readsAhead: true,
    // A reader of archives takes a disk that does not answer for a damaged picture.
    failure: () => failure,
    async *read(start, signal) {
      if (uploadId === null || format === null)
        throw new DomainError('import_failed', 'The file is not here any more. Send it again, and import it anew.');
      const input = await uploadInput(inbox, { id: uploadId, name }, (error) => {
        failure = error;
      });
      let place = 0;
      try {
        for await (const item of getImporter(format).read(input, options, signal)) {
          if (place >= start) yield item;
          else if (!isNotice(item)) place++;
        }
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        throw new DomainError('file_unreadable', unreadable(name, error), { cause: error });
      }
    },
  };
}

/** What is said of a file of which nothing can be read. */
export const unreadable = (name: string, { message }: FormatError): string =>
  `${name} cannot be read: ${message} Put that right and send the file again, or choose how it is read.`;
