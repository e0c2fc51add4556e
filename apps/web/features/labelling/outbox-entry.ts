import { Card, SubmitAnnotation } from '@querent/contracts';
import { z } from 'zod';

/**
 * An answer as it lies in the browser's storage. Another version of the page may have written it, so that nothing is asked
 * of it but the answer itself: the rest is read as far as it can be, and what this page does not know stays in it.
 */
const StoredEntry = z.looseObject({
  answer: z.looseObject({}),
  at: z.number().catch(0),
  card: z.unknown().optional(),
  // Where it is not said, the server may have the answer already.
  isTried: z.boolean().catch(true),
  isTakenBack: z.boolean().catch(false),
  refusedBecause: z.string().nullable().catch(null),
});
export type StoredEntry = z.infer<typeof StoredEntry>;

/** An answer on its way to the server. */
export interface OutboxEntry {
  /** Its place in the storage: the idempotency key. */
  key: string;
  /** Order of answering. */
  at: number;
  answer: SubmitAnnotation;
  /** The card that was answered, where this page can show it: it comes back when the answer is taken back. */
  card: Card | null;
  name: string | null;
  imageUrl: string | null;
  /** Sent at least once: the server may have it, even where no reply has come. */
  isTried: boolean;
  /** Taken back after it was tried: to be stored and undone, since nobody knows whether it has been stored. */
  isTakenBack: boolean;
  /** Why the server does not take it; null for an answer that waits to be sent. */
  refusedBecause: string | null;
  stored: StoredEntry;
}

const Shown = z.object({ name: z.string().nullable().catch(null), imageUrl: z.string().nullable().catch(null) });
const unseen = { name: null, imageUrl: null };

/** @returns null where no answer can be read from the text */
export function readEntry(key: string, text: string): OutboxEntry | null {
  const { data: stored } = StoredEntry.safeParse(parse(text));
  const answer = stored && requestOf(key, stored);
  if (!answer) return null;
  const { at, isTried, isTakenBack, refusedBecause } = stored;
  const { name, imageUrl } = Shown.safeParse(stored.card).data ?? unseen;
  const card = Card.safeParse(stored.card).data ?? null;
  return { key, at, answer, card, name, imageUrl, isTried, isTakenBack, refusedBecause, stored };
}

/**
 * The request that a stored answer stands for: entries of earlier pages are translated here and nowhere else.
 *
 * @returns null where there is no answer in it
 */
function requestOf(key: string, { answer }: StoredEntry): SubmitAnnotation | null {
  return SubmitAnnotation.safeParse({ idempotencyKey: key, ...answer }).data ?? null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
