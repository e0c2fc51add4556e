/** A decoded picture: rows from the top, its channels side by side. */
export interface Picture {
  kind: 'image';
  width: number;
  height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
  channels: number;
  /** [height, width, channels]. */
  pixels: Uint8Array;
}

/**
 * A picture in a file of its own, as PNG or JPEG upright, in sRGB and without alpha. Its pixels are decoded where they are
 * needed, at the size that is needed: those of a pool of photos would fill the memory.
 */
export interface PictureFile extends Omit<Picture, 'pixels'> {
  read(): Promise<Uint8Array>;
}

/** A text of any length, in any script; it may be empty. */
export interface Text {
  kind: 'text';
  text: string;
}

/** A row of a table: what stands in each column. A column that is left out counts as missing. */
export interface TableRow {
  kind: 'row';
  values: Record<string, string | number | boolean | null>;
}

/** Features that were computed elsewhere. */
export interface GivenVector {
  kind: 'vector';
  values: ArrayLike<number>;
}

/** What a record can be for an encoder; further data types join here. */
export type RecordContent = Picture | PictureFile | Text | TableRow | GivenVector;
export type ContentKind = RecordContent['kind'];
export type ContentOf<Kind extends ContentKind> = Extract<RecordContent, { kind: Kind }>;

/** What a kind is called in messages. */
export const KIND_NAMES: Record<ContentKind, string> = {
  image: 'a picture',
  text: 'a text',
  row: 'a row of a table',
  vector: 'a vector',
};
