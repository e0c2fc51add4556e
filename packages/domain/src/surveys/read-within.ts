import { type Importer, type Input, sourceOf } from '@querent/formats';
import { measured } from './measured.js';
import { type FileTally, type TallyOptions, tallyFile } from './tally-file.js';

export interface Budget {
  /** Of `performance.now()`. */
  deadlineMs: number;
  bytes: number;
}

export interface ReadFile extends FileTally {
  isWhole: boolean;
  /** Of the bytes, or of files that nobody had to open, in (0, 1]: how much was read. */
  share: number;
}

/** At least so many are read, however long it takes. */
const LEAST = 100;

/** Reads a file as an import would, to its end or as far as the budget goes. @throws FormatError where nothing can be read */
export async function readWithin(
  importer: Importer,
  input: Input,
  options: Record<string, unknown>,
  { deadlineMs, bytes, ...how }: Budget & TallyOptions,
): Promise<ReadFile> {
  const { input: source, readBytes, openedBytes, listedFiles } = measured(await sourceOf(importer, input));
  const { tally, add } = tallyFile(how);
  let isWhole = true;
  let items = 0;
  // Where more bytes are asked for, those before are used up: what came of them stands for the rest.
  let used = { items: 0, bytes: 0 };
  let seenBytes = 0;
  for await (const item of importer.read(source, options)) {
    // Only where there is another one: of a file that ends here the numbers are known.
    if (items >= LEAST && (performance.now() >= deadlineMs || seenBytes >= bytes)) {
      isWhole = false;
      break;
    }
    if (readBytes() > seenBytes) {
      used = { items, bytes: seenBytes };
      seenBytes = readBytes();
    }
    await add(item);
    items++;
  }
  const read = used.bytes > 0 ? (used.bytes * items) / used.items : seenBytes;
  const share = read > 0 ? read / Math.max(1, openedBytes()) : items / Math.max(1, listedFiles());
  return { ...tally, isWhole, share: isWhole ? 1 : Math.min(1, share) };
}
