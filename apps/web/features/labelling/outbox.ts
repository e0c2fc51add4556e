import { Card, SubmitAnnotation } from '@querent/contracts';
import { z } from 'zod';

/** An answer on its way to the server. */
export const OutboxEntry = z.object({
  /** Order of answering. */
  at: z.number(),
  answer: SubmitAnnotation,
  /** The card that was answered: it comes back when the answer is taken back, also after a reload. */
  card: Card,
  /** Sent at least once: the server may have it, even where no reply has come. */
  isTried: z.boolean(),
  /** Taken back after it was tried: to be stored and undone, since nobody knows whether it has been stored. */
  isTakenBack: z.boolean(),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface Outbox {
  /** @throws Error where the browser has no room */
  add(answer: SubmitAnnotation, card: Card, nowMs: number): void;
  /** Before each sending. @returns false where another tab has dealt with it meanwhile */
  markTried(idempotencyKey: string): boolean;
  /** Forgets an answer that never left the browser; any other is marked, and undone once it is surely stored. */
  takeBack(idempotencyKey: string): void;
  remove(idempotencyKey: string): void;
  find(idempotencyKey: string): OutboxEntry | null;
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
  const write = (entry: OutboxEntry) => storage.setItem(prefix + entry.answer.idempotencyKey, JSON.stringify(entry));
  const remove = (key: string) => storage.removeItem(prefix + key);
  const find = (key: string) => OutboxEntry.safeParse(parse(storage.getItem(prefix + key))).data ?? null;
  const list = () => {
    const entries: OutboxEntry[] = [];
    for (let i = 0; i < storage.length; i++) {
      const key = storage.key(i);
      const entry = key?.startsWith(prefix) && find(key.slice(prefix.length));
      if (entry) entries.push(entry);
    }
    return entries.sort((a, b) => a.at - b.at);
  };
  return {
    add(answer, card, nowMs) {
      // Later than all that wait, also within a millisecond and when the clock is set back.
      const at = Math.max(nowMs, (list().at(-1)?.at ?? 0) + 1);
      write({ at, answer, card, isTried: false, isTakenBack: false });
    },
    markTried(key) {
      const entry = find(key);
      if (entry) write({ ...entry, isTried: true });
      return entry !== null;
    },
    takeBack(key) {
      const entry = find(key);
      if (entry?.isTried) write({ ...entry, isTakenBack: true });
      else remove(key);
    },
    remove,
    find,
    list,
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
