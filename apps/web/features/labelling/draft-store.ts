import type { BrowserStorage } from '@/features/shell/browser-storage';
import { namesIn, UNTIL_SIGN_OUT } from '@/features/shell/until-sign-out';

/** By their records; only the task knows what each is. */
export type Drafts = Record<string, unknown>;

/** What has been chosen and not sent, kept in the browser until its card is answered or gone. */
export interface DraftStore {
  read(): Drafts;
  /** Writes what is another draft than before, and forgets what is none any more. */
  follow(before: Drafts, after: Drafts): void;
  /** Forgets the drafts of all records but these. */
  keepOnly(recordIds: readonly string[]): void;
}

/** @param scope names the person and the project */
export function openDraftStore(storage: BrowserStorage, scope: string): DraftStore {
  const prefix = `${UNTIL_SIGN_OUT}draft.${scope}.`;
  const recordIds = () => namesIn(storage, prefix).map((name) => name.slice(prefix.length));
  const forget = (recordId: string) => storage.removeItem(prefix + recordId);
  return {
    read: () => Object.fromEntries(recordIds().map((id) => [id, parse(storage.getItem(prefix + id) ?? '')] as const)),
    follow(before, after) {
      if (before === after) return;
      for (const id of Object.keys(before)) if (!(id in after)) forget(id);
      for (const [id, draft] of Object.entries(after)) if (draft !== before[id]) write(prefix + id, draft);
    },
    keepOnly(kept) {
      for (const id of recordIds()) if (!kept.includes(id)) forget(id);
    },
  };

  function write(name: string, draft: unknown) {
    try {
      storage.setItem(name, JSON.stringify(draft));
    } catch {
      storage.removeItem(name); // there is no room: it lasts as long as the page, and no older one comes back in its place
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
