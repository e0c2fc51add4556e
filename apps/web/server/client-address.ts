import { type BlockList, isIP, isIPv6 } from 'node:net';

/** Set on every request by the server in front of the routes, over whatever a client sends: who is at the other end. */
export const PEER_HEADER = 'x-querent-peer';

/**
 * Where a request comes from: the other end of the connection, or, where that is a proxy of ours, whom it names. Each proxy
 * adds the address it was called from, so that the last one that is no proxy of ours is who called; what stands before it
 * is whatever the caller has made up.
 *
 * @param peer the other end of the connection; empty where it is not known
 * @param forwardedFor the header X-Forwarded-For
 * @param trusted the proxies of ours
 */
export function clientAddress(peer: string, forwardedFor: string | null, trusted: BlockList): string {
  let address = plain(peer);
  for (const hop of (forwardedFor ?? '').split(',').map(plain).reverse()) {
    if (!isTrusted(address, trusted) || isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

const isTrusted = (address: string, trusted: BlockList) =>
  isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Without a port, the brackets around IPv6 and what maps IPv4 into it. */
function plain(hop: string): string {
  const [, bracketed, dotted] = /^\[([^\]]+)\](?::\d+)?$|^(\d+(?:\.\d+){3})(?::\d+)?$/.exec(hop.trim()) ?? [];
  return (bracketed ?? dotted ?? hop.trim()).replace(/^::ffff:(?=\d+\.)/i, '');
}
