/** One thing to import, as its source gives it: nothing here has been checked. */
export interface UnverifiedItem {
  name: string;
  /** An image file of any common format; read when its turn comes. */
  read(): Promise<Uint8Array>;
  /** Index of the class where the source knows it: kept as the oracle's answer, hidden from annotators. */
  label: number | null;
}

/**
 * Where records come from. `read` gives the same items in the same order each time and can begin in the middle, so that
 * an import that was cut short goes on where it stopped.
 */
export interface ImportSource {
  id: string;
  count(): Promise<number | null>;
  read(start: number): AsyncIterable<UnverifiedItem>;
}
