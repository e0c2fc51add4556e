import { BlockList, isIP, isIPv6 } from 'node:net';

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

/** Reads `TRUSTED_PROXIES`: addresses and ranges such as `10.0.0.0/8`, with commas. @throws Error that names what is none */
export function readProxies(list: string): BlockList {
  const trusted = new BlockList();
  for (const entry of list.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    try {
      if (bits === undefined) trusted.addAddress(address, family);
      else trusted.addSubnet(address, /^\d+$/.test(bits) ? Number(bits) : Number.NaN, family);
    } catch (cause) {
      throw new Error(`"${entry}" is neither an address nor a range such as 10.0.0.0/8`, { cause });
    }
  }
  return trusted;
}

const isTrusted = (address: string, trusted: BlockList) =>
  isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Without a port, the brackets around IPv6 and what maps IPv4 into it. */
function plain(hop: string): string {
  const [, bracketed, dotted] = /^\[([^\]]+)\](?::\d+)?$|^(\d+(?:\.\d+){3})(?::\d+)?$/.exec(hop.trim()) ?? [];
  return (bracketed ?? dotted ?? hop.trim()).replace(/^::ffff:(?=\d+\.)/i, '');
}
