/** One thing to import, as its source gives it: nothing here has been checked. */
export interface UnverifiedItem {
  name: string;
  /** An image file of any common format; read when its turn comes. */
  read(): Promise<Uint8Array>;
  /** As people write it, where the source knows it: kept as the answer key, hidden from annotators. */
  label: unknown;
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
