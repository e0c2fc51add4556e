/** Set by `proxy.ts` on every request for a page, over whatever a caller sends. */
export const PATH_HEADER = 'x-querent-path';
