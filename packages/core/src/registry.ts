import { CoreError } from './errors.js';

/** Methods that can be chosen by their id. */
export interface Registry<Entry extends { id: string }> {
  list(): readonly Entry[];
  find(id: string): Entry | null;
  /** @throws unknown_method */
  get(id: string): Entry;
}

/** A table of methods by id: what the settings form, the docs and the contract suites walk through. */
export function registry<Entry extends { id: string }>(entries: readonly Entry[]): Registry<Entry> {
  const find = (id: string) => entries.find((entry) => entry.id === id) ?? null;
  return {
    list: () => entries,
    find,
    get(id) {
      const entry = find(id);
      if (entry) return entry;
      const known = entries.map((e) => e.id).join(', ');
      throw new CoreError('unknown_method', `There is no method "${id}". Choose one of: ${known}.`);
    },
  };
}
