'use client';

const KEPT = 60;
const urls = new Map<string, Promise<string | null>>();

/**
 * A picture fetched ahead of its turn and kept in memory, so that it appears at once, and also without a network.
 *
 * @returns an address for `img`; null where fetching failed, and the next call tries again
 */
export function preload(url: string): Promise<string | null> {
  if (url.startsWith('data:')) return Promise.resolve(url); // is here, and the policy of the pages lets nobody fetch it
  const known = urls.get(url);
  if (known) return known;
  const loading = fetch(url)
    .then(async (response) =>
      response.ok ? URL.createObjectURL(await response.blob()) : Promise.reject(new Error(url)),
    )
    .catch(() => {
      urls.delete(url);
      return null;
    });
  urls.set(url, loading);
  for (const [old, picture] of urls) {
    if (urls.size <= KEPT) break;
    urls.delete(old);
    void picture.then((address) => address && URL.revokeObjectURL(address));
  }
  return loading;
}
