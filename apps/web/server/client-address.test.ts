import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address';
import { readProxies } from './proxies.mjs';

const none = readProxies('');
const ours = readProxies('10.0.0.0/8, 192.0.2.7, 2001:db8::/32');

describe('where a request comes from', () => {
  it.each([
    ['is the other end of the connection', '203.0.113.5', null, none, '203.0.113.5'],
    ['is never what a stranger says of itself', '203.0.113.5', '1.2.3.4', ours, '203.0.113.5'],
    ['is what nobody says while no proxy is named', '10.0.0.1', '1.2.3.4', none, '10.0.0.1'],
    ['is whom a proxy of ours names', '10.0.0.1', '1.2.3.4', ours, '1.2.3.4'],
    ['is the last of them that is no proxy of ours', '10.0.0.1', '6.6.6.6, 1.2.3.4, 192.0.2.7', ours, '1.2.3.4'],
    ['is a proxy of ours where it asks for itself', '10.0.0.1', null, ours, '10.0.0.1'],
    ['is the first where all are ours', '10.0.0.1', '10.0.0.3, 10.0.0.2', ours, '10.0.0.3'],
    ['has no port', '10.0.0.1', '1.2.3.4:5678', ours, '1.2.3.4'],
    ['has no brackets', '2001:db8::1', '[2001:db9::5]:443', ours, '2001:db9::5'],
    ['is an address of version 4 where it is mapped', '::ffff:10.0.0.1', '::ffff:1.2.3.4', ours, '1.2.3.4'],
    ['is the proxy where that names nobody', '10.0.0.1', '1.2.3.4, unknown', ours, '10.0.0.1'],
    ['is not known where nothing is', '', '1.2.3.4', ours, ''],
  ])('%s', (_, peer, forwardedFor, trusted, address) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(address);
  });

  it.each(['proxy.example.org', '10.0.0.0/99', '10.0.0.0/', '1.2.3.4/x'])('%j names no proxies', (list) => {
    expect(() => readProxies(`192.0.2.7, ${list}`)).toThrow(`"${list}" is neither`);
  });
});
