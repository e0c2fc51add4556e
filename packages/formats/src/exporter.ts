import type { ContentKind, PlainRecord } from './imported.js';
import type { Told, ToldName } from './told.js';

/** A record on its way out, with what is told of it beside. */
export interface OutgoingRecord extends PlainRecord {
  told?: Told;
}

/** What all records of an export have in common: a table is headed by it before the first of them is known. */
export interface Layout {
  kind: ContentKind;
  /** Of rows, in their order. */
  columns: readonly string[];
  /** Names that stand in the metadata of some record; null where they are too many for a column each. */
  metadata: readonly string[] | null;
  told: readonly ToldName[];
  /** Whether the bytes of pictures are written into tables and lines. */
  hasPictures: boolean;
  /** Whether a label is the name of one class, so that it can be a folder. */
  isByClass: boolean;
}

export interface Exporter {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Of its file, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Kinds of records that it can write. */
  readonly takes: readonly ContentKind[];
  /**
   * The bytes of a file, as they are asked for: no more than a few records are in memory, and whoever stops reading ends the
   * records too. Each piece is worth being sent by itself.
   */
  write(records: AsyncIterable<OutgoingRecord>, layout: Layout): AsyncIterable<Uint8Array>;
}
