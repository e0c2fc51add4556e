import { Card, RecordContent, SubmitAnnotation } from '@querent/contracts';
import { z } from 'zod';

/**
 * An answer as it lies in the browser's storage. Another version of the page may have written it, so that nothing is asked
 * of it but the answer itself: the rest is read as far as it can be, and what this page does not know stays in it.
 */
const StoredEntry = z.looseObject({
  answer: z.looseObject({}),
  at: z.number().catch(0),
  card: z.unknown().optional(),
  /** In the place of a card that is too large to be kept. */
  shown: z.unknown().optional(),
  // Where it is not said, the server may have the answer already.
  isTried: z.boolean().catch(true),
  isTakenBack: z.boolean().catch(false),
  refusedBecause: z.string().nullable().catch(null),
});
export type StoredEntry = z.infer<typeof StoredEntry>;

/** What a list says of a record. */
const Shown = z.object({ name: z.string().nullable().catch(null), content: RecordContent.nullable().catch(null) });
export type Shown = z.infer<typeof Shown>;
const unseen: Shown = { name: null, content: null };

/** An answer on its way to the server. */
export interface OutboxEntry extends Shown {
  /** Its place in the storage: the idempotency key. */
  key: string;
  /** Order of answering. */
  at: number;
  answer: SubmitAnnotation;
  /** The card that was answered, where this page can show it: it comes back when the answer is taken back. */
  card: Card | null;
  /** Sent at least once: the server may have it, even where no reply has come. */
  isTried: boolean;
  /** Taken back after it was tried: to be stored and undone, since nobody knows whether it has been stored. */
  isTakenBack: boolean;
  /** Why the server does not take it; null for an answer that waits to be sent. */
  refusedBecause: string | null;
  stored: StoredEntry;
}

/** @returns null where no answer can be read from the text */
export function readEntry(key: string, text: string): OutboxEntry | null {
  const { data: stored } = StoredEntry.safeParse(parse(text));
  const answer = stored && requestOf(key, stored);
  if (!answer) return null;
  const { at, isTried, isTakenBack, refusedBecause } = stored;
  const kept = contentNamed(stored.card);
  const { name, content } = Shown.safeParse(kept ?? stored.shown).data ?? unseen;
  const card = Card.safeParse(kept).data ?? null;
  return { key, at, answer, card, name, content, isTried, isTakenBack, refusedBecause, stored };
}

/**
 * The request that a stored answer stands for: it goes as it was written, and the server knows the answers of earlier pages.
 *
 * @returns null where there is no answer in it
 */
function requestOf(key: string, { answer }: StoredEntry): SubmitAnnotation | null {
  return SubmitAnnotation.safeParse({ idempotencyKey: key, ...answer }).data ?? null;
}

const OldCard = z.looseObject({ imageUrl: z.string(), content: z.undefined().optional() });
/** A card of version 0.2 was a picture, and had its address only. */
function contentNamed(card: unknown): unknown {
  const old = OldCard.safeParse(card).data;
  return old ? { ...old, content: { kind: 'image', url: old.imageUrl, width: null, height: null } } : card;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
