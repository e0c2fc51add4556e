import type { BrowserStorage } from './browser-storage';

/** What the browser keeps under a name that begins so is forgotten when its person signs out. */
export const UNTIL_SIGN_OUT = 'querent.until-sign-out.';

/** The names in the storage that begin so. */
export const namesIn = (storage: BrowserStorage, prefix: string): string[] =>
  Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? '').filter((name) =>
    name.startsWith(prefix),
  );

export function forgetAtSignOut(storage: BrowserStorage): void {
  for (const name of namesIn(storage, UNTIL_SIGN_OUT)) storage.removeItem(name);
}
