import 'server-only';
import type { Caller } from '@querent/domain';
import { clientAddress, PEER_HEADER } from './client-address';
import { readEnv } from './env';

/** Where a request comes from. */
export function callerOf({ headers }: Pick<Request, 'headers'>): Caller {
  const peer = headers.get(PEER_HEADER) ?? '';
  return {
    address: clientAddress(peer, headers.get('x-forwarded-for'), readEnv().TRUSTED_PROXIES),
    userAgent: headers.get('user-agent') ?? '',
  };
}
