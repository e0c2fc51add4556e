import { BlockList, isIPv6 } from 'node:net';

/**
 * Reads `TRUSTED_PROXIES`: addresses and ranges such as `10.0.0.0/8`, with commas. The start reads it too, before anything is
 * built.
 *
 * @param {string} list
 * @throws Error that names what is none
 */
export function readProxies(list) {
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
