import { type Card, recordKindOf, type SubmitAnnotation } from '@querent/contracts';
import type { BrowserStorage } from '@/features/shell/browser-storage';
import { type OutboxEntry, readEntry, type Shown, type StoredEntry } from './outbox-entry';

/** Something in the place of an answer that this page finds no answer in. */
interface Unreadable {
  key: string;
  text: string;
}

/** All that the browser keeps for one person and project, each list in the order of answering. */
export interface Kept {
  waiting: OutboxEntry[];
  refused: OutboxEntry[];
  unreadable: Unreadable[];
}

export interface Outbox {
  /** @throws Error where the browser has no room */
  add(answer: SubmitAnnotation, card: Card, nowMs: number): void;
  /** Before each sending. @returns false where another tab has dealt with it meanwhile */
  markTried(key: string): boolean;
  /** Forgets an answer that never left the browser; any other is marked, and undone once it is surely stored. */
  takeBack(key: string): void;
  /** The server does not take it: it is kept, and sent no more. */
  refuse(key: string, reason: string): void;
  /** A refused answer waits again. */
  retry(key: string): void;
  remove(key: string): void;
  find(key: string): OutboxEntry | null;
  read(): Kept;
}

/** A browser has room for about five million characters, and an answer must never lack it for the sake of its card. */
const MOST_CHARACTERS = 20_000;

const shownOf = ({ name, content }: Card): Shown => ({ name, content: recordKindOf(content.kind).shorten(content) });

/**
 * Answers kept in the browser until the server has them. Each has a key of its own in the storage, so that two tabs never
 * overwrite each other, and writing is done before the next card appears.
 *
 * @param scope names the person and the project: what one person answered is never sent as another's
 */
export function openOutbox(storage: BrowserStorage, scope: string): Outbox {
  const prefix = `querent.outbox.${scope}.`;
  /** Marks that the storage had no room for: they hold as long as the page does. */
  const unwritten = new Map<string, string>();
  /** Cards too large for the storage: they come back as long as the page does not go. */
  const large = new Map<string, Card>();

  const textOf = (key: string) => {
    const text = storage.getItem(prefix + key);
    return text === null ? null : (unwritten.get(key) ?? text);
  };
  const find = (key: string) => {
    const text = textOf(key);
    const entry = text === null ? null : readEntry(key, text);
    return entry && { ...entry, card: entry.card ?? large.get(key) ?? null };
  };
  const mark = (key: string, marks: Partial<StoredEntry>) => {
    const entry = find(key);
    if (!entry) return false;
    const text = JSON.stringify({ ...entry.stored, ...marks });
    try {
      storage.setItem(prefix + key, text);
      unwritten.delete(key);
    } catch {
      unwritten.set(key, text);
    }
    return true;
  };
  const remove = (key: string) => {
    storage.removeItem(prefix + key);
    unwritten.delete(key);
    large.delete(key);
  };
  const read = () => {
    const kept: Kept = { waiting: [], refused: [], unreadable: [] };
    for (let i = 0; i < storage.length; i++) {
      const place = storage.key(i);
      if (!place?.startsWith(prefix)) continue;
      const key = place.slice(prefix.length);
      const text = textOf(key);
      if (text === null) continue;
      const entry = readEntry(key, text);
      if (!entry) kept.unreadable.push({ key, text });
      else if (entry.refusedBecause === null) kept.waiting.push(entry);
      else kept.refused.push(entry);
    }
    kept.waiting.sort((a, b) => a.at - b.at);
    kept.refused.sort((a, b) => a.at - b.at);
    return kept;
  };
  return {
    add(answer, card, nowMs) {
      // Later than all that wait, also within a millisecond and when the clock is set back.
      const at = Math.max(nowMs, (read().waiting.at(-1)?.at ?? 0) + 1);
      const isLarge = JSON.stringify(card).length > MOST_CHARACTERS;
      const seen = isLarge ? { shown: shownOf(card) } : { card };
      const stored: StoredEntry = { at, answer, ...seen, isTried: false, isTakenBack: false, refusedBecause: null };
      storage.setItem(prefix + answer.idempotencyKey, JSON.stringify(stored));
      if (isLarge) large.set(answer.idempotencyKey, card);
    },
    markTried: (key) => mark(key, { isTried: true }),
    takeBack(key) {
      if (find(key)?.isTried) mark(key, { isTakenBack: true });
      else remove(key);
    },
    refuse: (key, reason) => void mark(key, { refusedBecause: reason }),
    retry: (key) => void mark(key, { refusedBecause: null }),
    remove,
    find,
    read,
  };
}
