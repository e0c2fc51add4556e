export interface Lister<List> {
  /** Asks for the list. @returns null where it could not be had */
  ask(): Promise<List | null>;
  /** The reply to what has been asked already; null where nothing is on its way. */
  pending(): Promise<List | null> | null;
}

/**
 * One request at a time, and asked again where something has changed while the reply was on its way: an old list never
 * takes the place of what is known since.
 *
 * @param version of what the list is about: another value after each change
 */
export function createLister<List>(
  request: () => Promise<List>,
  version: () => unknown,
  take: (list: List) => void,
): Lister<List> {
  let running: Promise<List | null> | null = null;
  let isStale = false;
  const run = async () => {
    for (;;) {
      isStale = false;
      const before = version();
      const list = await request().catch(() => null); // what is known stays as it is
      if (isStale || (list !== null && version() !== before)) continue;
      if (list !== null) take(list);
      return list;
    }
  };
  return {
    ask() {
      isStale = true;
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
    pending: () => running,
  };
}
