import { FormatError, getImporter, isNotice } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import { DomainError } from '../errors.js';
import { inboxInput } from '../uploads/whole-upload.js';
import { FIRST_PICTURES, PICTURES } from './batches.js';
import type { ImportSource } from './source.js';

interface Row {
  uploadId: string | null;
  name: string;
  format: string | null;
  options: unknown;
}

/** Records of a file that somebody has sent. */
export function uploadSource(inbox: Inbox, { uploadId, name, format, options }: Row): ImportSource {
  let failure: Error | null = null;
  return {
    id: 'upload',
    count: async () => null,
    pictures: PICTURES,
    firstPictures: FIRST_PICTURES,
    readsAhead: true,
    // A reader of archives takes a disk that does not answer for a damaged picture.
    failure: () => failure,
    async *read(start, signal) {
      if (uploadId === null || format === null)
        throw new DomainError('import_failed', 'The file is not here any more. Send it again, and import it anew.');
      const input = await inboxInput(inbox, { id: uploadId, name }, (error) => {
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
