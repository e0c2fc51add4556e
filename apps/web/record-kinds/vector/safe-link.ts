/**
 * A link that may be followed: those that run something, and what is no address, may not.
 *
 * @returns the address, and a name short enough for a button; null where it is none
 */
export function safeLink(link: string): { href: string; title: string } | null {
  const url = URL.parse?.(link) ?? parse(link);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const path = url.pathname === '/' ? '' : url.pathname;
  return { href: url.href, title: url.host + path };
}

/** Older browsers have no `URL.parse`. */
function parse(link: string): URL | null {
  try {
    return new URL(link);
  } catch {
    return null;
  }
}
