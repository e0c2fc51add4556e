import { lookup as lookupName } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { messageOf } from '@querent/contracts';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { DomainError } from '../errors.js';

/** What may be asked; anything else than the defaults is for tests. */
export interface FetchRules {
  /** Addresses that are taken although they are not public. */
  allow?: string[];
  /** Finds the addresses of a name. */
  lookup?: LookupFunction;
  /** How long nothing may move. */
  quietMs?: number;
  /** After which less than a kilobyte a second is too slow. */
  slowMs?: number;
}

const QUIET_MS = 30_000;
const MOST_REDIRECTS = 5;
const NOT_PUBLIC = 'is not in the public internet; only what everybody can reach is fetched';

/**
 * Asks an address of the public web. Each name is resolved here; unless all of its addresses are public, nothing is connected
 * to, and what is connected to is what was looked at. Each redirect is looked at like the first address.
 *
 * @throws url_refused for good; unavailable where it may answer later
 */
export async function guardedRequest(
  address: string,
  headers: Record<string, string>,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<{ response: IncomingMessage; url: URL }> {
  let url = checkUrl(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await askGuarded(url, headers, rules, signal);
    const { statusCode = 0, headers: answered } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode) || !answered.location) return { response, url };
    response.destroy();
    if (!URL.canParse(answered.location, url.href)) throw refused(url, 'leads to something that is no address');
    url = checkUrl(new URL(answered.location, url).href);
  }
  throw refused(url, 'is led to by more than five others');
}

/** Addresses of IPv4 written as such of IPv6, which the library takes for public. */
const EMBEDDED = new BlockList();
EMBEDDED.addSubnet('::', 96, 'ipv6');
const isEmbedded = (address: string) => isIPv6(address) && EMBEDDED.check(address, 'ipv6');
const EMBEDDED_REFUSED = 'An address of IPv4 within IPv6 is not allowed. Because it may be any of this network';

const withoutEmbedded =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      callback(error ?? (addresses.some(isEmbedded) ? new Error(EMBEDDED_REFUSED) : null), found, family);
    });

/** @throws url_refused for what is no address of the web, or holds a name and a password */
export function checkUrl(address: string): URL {
  const url = new URL(address);
  if (!['http:', 'https:'].includes(url.protocol)) throw refused(url, 'begins with neither http:// nor https://');
  if (url.username || url.password)
    throw refused(url, 'holds a name or a password, which would be stored where others may read it. Leave them out');
  return url;
}

export const refused = (url: URL, why: string, cause?: unknown) =>
  new DomainError('url_refused', `The address at ${url.host} ${why}.`, { cause });
export const lost = (url: URL, why: string, cause?: unknown) =>
  new DomainError('unavailable', `${url.host} ${why}.`, { cause });

/** What goes with a question, where it is more than to read. */
interface Sent {
  method: 'POST' | 'PATCH';
  body: string;
}

/** Asks once, as {@link guardedRequest} does, and follows no redirect. @throws url_refused, unavailable */
export function askGuarded(
  url: URL,
  headers: Record<string, string>,
  rules: FetchRules,
  signal: AbortSignal,
  sent?: Sent,
): Promise<IncomingMessage> {
  if (isEmbedded(url.hostname.replaceAll(/[[\]]/g, ''))) throw refused(url, NOT_PUBLIC);
  const { allow = [], lookup = lookupName, quietMs = QUIET_MS } = rules;
  // This machine is also reached by addresses that are public.
  const own = Object.values(networkInterfaces()).flatMap((faces = []) => faces.map((face) => face.address));
  const options = { keepAlive: false, allowIPAddressList: allow, denyIPAddressList: own };
  const isSafe = url.protocol === 'https:';
  const agent = isSafe ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options);
  return new Promise<IncomingMessage>((resolve, reject) => {
    const asked = (isSafe ? requestHttps : requestHttp)(url.href, {
      ...{ agent, headers, signal, timeout: quietMs, lookup: withoutEmbedded(lookup) },
      ...(sent ? { method: sent.method } : {}),
    });
    const slow = () => asked.destroy(lost(url, `has not answered for ${quietMs / 1_000} seconds`));
    // Of the connection, which nothing may move on; and of the answer, of which headers may drip.
    asked.on('timeout', slow);
    const timer = setTimeout(slow, 2 * quietMs);
    asked.on('response', resolve);
    asked.on('error', (cause) => reject(signal.aborted ? signal.reason : meaningOf(url, cause)));
    asked.on('close', () => clearTimeout(timer));
    asked.on('response', () => clearTimeout(timer));
    asked.end(sent?.body);
  });
}

function meaningOf(url: URL, cause: NodeJS.ErrnoException): DomainError {
  if (cause instanceof DomainError) return cause;
  if (cause.message.includes('is not allowed. Because')) return refused(url, NOT_PUBLIC, cause);
  if (cause.code === 'ENOTFOUND') return refused(url, 'has a name that nobody knows. Check how it is written', cause);
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(cause.code ?? ''))
    return refused(url, `does not prove who it is (${messageOf(cause)})`, cause);
  return lost(url, `does not answer (${cause.code ?? messageOf(cause)})`, cause);
}
