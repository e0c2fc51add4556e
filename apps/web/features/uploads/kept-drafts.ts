import { type BrowserStorage, browserStorage } from '@/features/shell/browser-storage';
import { namesIn, UNTIL_SIGN_OUT } from '@/features/shell/until-sign-out';

const PREFIX = `${UNTIL_SIGN_OUT}draft.`;
/** Files wait for a day; what was chosen of them is not needed much longer. */
const KEPT_MS = 2 * 24 * 3_600_000;

function read(storage: BrowserStorage, key: string): { at: number; draft: unknown } | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '');
    return typeof kept?.at === 'number' ? kept : null;
  } catch {
    return null;
  }
}

/** What was chosen of a file, as it was kept: nobody has checked it. Null where nothing is. */
export const findDraft = (uploadId: string, storage = browserStorage()): unknown =>
  read(storage, PREFIX + uploadId)?.draft ?? null;

/** Keeps what is chosen of a file until it is a project, or was thrown away, and drops what has been kept for files long gone. */
export function keepDraft(uploadId: string, draft: unknown, storage = browserStorage(), now = Date.now()): void {
  for (const key of namesIn(storage, PREFIX))
    if (now - (read(storage, key)?.at ?? 0) > KEPT_MS) storage.removeItem(key);
  try {
    storage.setItem(PREFIX + uploadId, JSON.stringify({ at: now, draft }));
  } catch {
    // Without room all works the same; only a reload begins anew.
  }
}

export const forgetDraft = (uploadId: string, storage = browserStorage()): void =>
  storage.removeItem(PREFIX + uploadId);
