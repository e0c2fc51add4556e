import type { Freed, Store, StoredObject } from './store.js';

/** Names that are looked up at once. */
const CHUNK = 1_000;
/** Objects that are removed at once. */
const AT_ONCE = 16;

export interface Sweep {
  /** Of the names: a store that was swept for another one is left alone. */
  owner: string;
  /** What was put since stays: its name may not be written down yet. */
  before: Date;
  /** Those of some keys that are named. */
  findNamed(keys: string[]): Promise<string[]>;
}

/**
 * Frees the objects that nobody names, and what puts that were cut short have left.
 *
 * @returns null where the store is another owner's
 */
export async function sweep(store: Store, { owner, before, findNamed }: Sweep): Promise<Freed | null> {
  if (!(await store.claim(owner))) return null;
  const freed: Freed = { files: 0, bytes: 0 };
  const free = async ({ key, bytes }: StoredObject) => {
    if (!(await store.remove(key, before))) return;
    freed.files++;
    freed.bytes += bytes;
  };
  for await (const chunk of chunksOf(olderThan(before, store.list()), CHUNK)) {
    const named = new Set(await findNamed(chunk.map(({ key }) => key)));
    const unnamed = chunk.filter(({ key }) => !named.has(key));
    for (let start = 0; start < unnamed.length; start += AT_ONCE)
      await Promise.all(unnamed.slice(start, start + AT_ONCE).map(free));
  }
  const left = await store.tidy(before);
  return { files: freed.files + left.files, bytes: freed.bytes + left.bytes };
}

async function* olderThan(before: Date, objects: AsyncIterable<StoredObject>) {
  for await (const object of objects) if (object.putAt < before) yield object;
}

async function* chunksOf<Item>(items: AsyncIterable<Item>, size: number) {
  let chunk: Item[] = [];
  for await (const item of items) {
    if (chunk.push(item) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
