import { SubmitAnnotation } from '@querent/contracts';
import { z } from 'zod';

/** An answer on its way to the server. */
export const OutboxEntry = z.object({
  /** Order of answering. */
  at: z.number(),
  answer: SubmitAnnotation,
  imageUrl: z.string(),
  name: z.string(),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface Outbox {
  /** @throws Error where the browser has no room */
  put(entry: OutboxEntry): void;
  remove(idempotencyKey: string): void;
  /** In the order of answering. */
  list(): OutboxEntry[];
}

/**
 * Answers kept in the browser until the server has them. Each has a key of its own in the storage, so that two tabs never
 * overwrite each other, and writing is done before the next card appears.
 *
 * @param scope names the person and the project: what one person answered is never sent as another's
 */
export function openOutbox(storage: OutboxStorage, scope: string): Outbox {
  const prefix = `querent.outbox.${scope}.`;
  return {
    put(entry) {
      storage.setItem(prefix + entry.answer.idempotencyKey, JSON.stringify(entry));
    },
    remove: (key) => storage.removeItem(prefix + key),
    list() {
      const entries: OutboxEntry[] = [];
      for (let i = 0; i < storage.length; i++) {
        const key = storage.key(i);
        if (!key?.startsWith(prefix)) continue;
        const parsed = OutboxEntry.safeParse(parse(storage.getItem(key)));
        if (parsed.success) entries.push(parsed.data);
      }
      return entries.sort((a, b) => a.at - b.at);
    },
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
