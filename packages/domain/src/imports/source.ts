import type { Imported } from '@querent/formats';

/**
 * Where records come from. `read` gives the same items in the same order each time and can begin in the middle, so that
 * an import that was cut short goes on where it stopped.
 */
export interface ImportSource {
  id: string;
  /** Records that there are; null where only reading tells. */
  count(): Promise<number | null>;
  /**
   * @param start records and refusals that have been read before
   * @throws FormatError where nothing of it can be read; StorageError
   */
  read(start: number, signal: AbortSignal): AsyncIterable<Imported>;
  /** Pictures of a batch at most: they are read when their turn comes. */
  pictures: number;
  /** Of the first batch; left out, as many as of the others. */
  firstPictures?: number;
  /** Whether the next batch is read while the database stores one. */
  readsAhead: boolean;
  /** What has failed while something was read, and that no record is to blame for; null where nothing has. */
  failure?(): Error | null;
}

/** The source of an import whose file somebody has sent. The web app names it, which loads none of the samples. */
export const UPLOAD = 'upload';
