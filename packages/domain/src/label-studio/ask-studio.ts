import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { sizeInWords } from '@querent/contracts';
import { DomainError } from '../errors.js';
import { askGuarded, checkUrl, type FetchRules, lost, refused } from '../uploads/guarded-request.js';

/** An installation of Label Studio, as this one reaches it. */
export interface Studio {
  url: string;
  /** An admin has connected it, so that it may be in this network. */
  isLocal: boolean;
  token: string;
}

interface Question {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: object;
  /** Of its answer. */
  mostBytes?: number;
  /** How long it may take without a word. */
  quietMs?: number;
  rules?: FetchRules;
  signal: AbortSignal;
}

const MOST_BYTES = 64_000_000;
const QUIET_MS = 30_000;
const MOST_REDIRECTS = 3;

/** Where machines of clouds tell their own credentials: nobody connects to these. */
const NEVER = new BlockList();
NEVER.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.addSubnet('fe80::', 10, 'ipv6');
const isNever = (address: string) => isIP(address) !== 0 && NEVER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The base of an installation, without a slash at its end. @throws url_refused */
export const baseOf = (url: string): string =>
  checkUrl(url)
    .href.replace(/[?#].*$/, '')
    .replace(/\/+$/, '');

/** An address of an installation: of its API, or of a file that it names by a path. */
export function addressIn({ url }: Pick<Studio, 'url'>, path: string): URL {
  const base = new URL(`${baseOf(url)}/`);
  if (!path.startsWith('/')) return new URL(path, base);
  // Behind a proxy with a path of its own, Label Studio writes that path in some places and leaves it out in others.
  return new URL(path.startsWith(base.pathname) ? path : base.pathname + path.slice(1), base.origin);
}

/** Whether an address is one of the installation itself, which then gets its token. */
export const isOf = ({ url }: Pick<Studio, 'url'>, address: URL) => address.origin === new URL(url).origin;

/**
 * What may be reached for an address: of the installation itself also what is in this network, if an admin has connected it; of
 * everybody else what is public.
 *
 * @throws url_refused
 */
async function rulesFor({ url, isLocal }: Studio, address: URL, rules: FetchRules = {}): Promise<FetchRules> {
  if (!isLocal || !isOf({ url }, address)) return rules;
  const host = address.hostname.replaceAll(/[[\]]/g, '');
  const found = isIP(host) ? [host] : (await lookup(host, { all: true }).catch(() => [])).map((one) => one.address);
  if (found.some(isNever)) throw refused(address, 'is one at which machines of a cloud tell their secrets');
  return { ...rules, allow: [...(rules.allow ?? []), ...found] };
}

/**
 * Asks Label Studio, or fetches what a task of it names. What leads to another address is followed without the token.
 *
 * @throws url_refused, studio_unsuitable for good; unavailable, too_large
 */
export async function askStudio(
  studio: Studio,
  given: URL,
  { method = 'GET', body, mostBytes = MOST_BYTES, quietMs = QUIET_MS, rules, signal }: Question,
  authorization: string | null,
): Promise<{ status: number; bytes: Buffer }> {
  let address = checkUrl(given.href);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const isOwn = isOf(studio, address);
    const headers: Record<string, string> = { 'user-agent': 'Querent', accept: '*/*', 'accept-encoding': 'identity' };
    if (isOwn && authorization) headers.authorization = authorization;
    const text = body && JSON.stringify(body);
    if (text)
      Object.assign(headers, { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(text)}` });
    const allowed = { ...(await rulesFor(studio, address, rules)), quietMs };
    const sent = method === 'GET' ? undefined : { method, body: text ?? '' };
    const response = await askGuarded(address, headers, allowed, signal, sent);
    const { statusCode: status = 0 } = response;
    const { location } = response.headers;
    if (status < 300 || status >= 400 || !location)
      return { status, bytes: await bytesOf(response, address, mostBytes) };
    response.destroy();
    if (method !== 'GET') throw refused(address, 'leads to another address. Connect with that one');
    address = checkUrl(new URL(location, address).href);
  }
  throw refused(address, 'is led to by too many others');
}

async function bytesOf(response: IncomingMessage, address: URL, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes)
        throw new DomainError('too_large', `What ${address.host} answers is larger than ${sizeInWords(mostBytes)}.`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw lost(address, 'broke off before all of the answer had come', cause);
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}
