import type { Features } from '../tensors/features.js';

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

/** What a record can be for an encoder; further data types join here. */
export type RecordContent = Picture;

/** Turns the content of records into rows of features. Encoding happens once, at import. */
export interface Encoder {
  id: string;
  title: string;
  description: string;
  source: string;
  /** Kind of record that it reads. */
  reads: RecordContent['kind'];
  /**
   * @param like shape of the pool's rows, which these have to share; left out for the first records
   * @throws shape_mismatch where the records differ from each other or from the pool, and which does
   */
  encode(records: RecordContent[], like?: number[]): Features;
}
