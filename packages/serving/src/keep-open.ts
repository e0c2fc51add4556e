/** What takes memory as long as it is open. */
export interface Openable {
  /** About. */
  bytes: number;
  release(): Promise<void>;
}

interface Held<Thing> {
  opened: Promise<Thing>;
  bytes: number;
  users: number;
}

/**
 * Things that stay open after they were used, up to so many bytes: those that nobody has used for longest are released first,
 * and none while it is in use. One that is larger by itself stays until the next one comes.
 */
export function keepOpen<Thing extends Openable>(mostBytes: number) {
  /** In the order in which they were used last. */
  const held = new Map<string, Held<Thing>>();

  function trim() {
    let bytes = [...held.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [key, one] of held) {
      if (bytes <= mostBytes || held.size === 1) return;
      if (one.users > 0) continue;
      held.delete(key);
      bytes -= one.bytes;
      void one.opened.then((thing) => thing.release()).catch(() => {});
    }
  }

  return {
    /** Opens what is not open, does the work with it, and keeps it. @throws what opening or the work throws */
    async use<Result>(
      key: string,
      open: () => Promise<Thing>,
      work: (thing: Thing) => Promise<Result>,
    ): Promise<Result> {
      const one: Held<Thing> = held.get(key) ?? { opened: open(), bytes: 0, users: 0 };
      held.delete(key);
      held.set(key, one);
      one.users++;
      try {
        const thing = await one.opened.catch((error) => {
          // What could not be opened is tried anew.
          if (held.get(key) === one) held.delete(key);
          throw error;
        });
        one.bytes = thing.bytes;
        return await work(thing);
      } finally {
        one.users--;
        trim();
      }
    },
    /** Keys of what is open, the one that was used last at the end. */
    keys: (): string[] => [...held.keys()],
  };
}
