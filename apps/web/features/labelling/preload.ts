'use client';

const KEPT = 60;
const urls = new Map<string, Promise<string>>();

/**
 * A picture fetched ahead of its turn and kept in memory, so that it appears at once, and also without a network.
 *
 * @returns an address for `img`; the original one where fetching failed
 */
export function preload(url: string): Promise<string> {
  const known = urls.get(url);
  if (known) return known;
  const loading = fetch(url)
    .then(async (response) =>
      response.ok ? URL.createObjectURL(await response.blob()) : Promise.reject(new Error(url)),
    )
    .catch(() => {
      urls.delete(url);
      return url;
    });
  urls.set(url, loading);
  for (const [old, picture] of urls) {
    if (urls.size <= KEPT) break;
    urls.delete(old);
    void picture.then((address) => address.startsWith('blob:') && URL.revokeObjectURL(address));
  }
  return loading;
}
