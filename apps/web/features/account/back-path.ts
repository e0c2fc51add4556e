/**
 * Where to go after signing in: the page that was asked for, if it is one of this site. Browsers read `/\host` and
 * `//host` as other sites, so that the address is resolved as they do it and compared.
 *
 * @param unverifiedBack a path from the query
 * @param origin of this site
 */
export function backPath(unverifiedBack: string | null, origin: string): string {
  if (!unverifiedBack || !URL.canParse(unverifiedBack, origin)) return '/';
  const url = new URL(unverifiedBack, origin);
  // The whole address: a path of its own could begin with `//` again.
  return url.origin === origin ? url.href : '/';
}
