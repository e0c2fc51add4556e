import 'server-only';
import { KEY_PREFIX } from '@querent/contracts';
import { actorOfKey, type Context, DomainError } from '@querent/domain';
import { callerOf } from './caller';
import { getServices } from './services';
import { contextOf, findContext } from './session';

/** What stands behind "Bearer": a proxy in front may put something there that is not for Querent. */
const bearerOf = (headers: Headers) => /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

/** The key that a request comes with; null where it comes with none of ours. */
export function keyOf(headers: Headers): string | null {
  const bearer = bearerOf(headers);
  return bearer?.startsWith(KEY_PREFIX) ? bearer : null;
}

/**
 * Who asks by the API: a key comes before a cookie, and no session is looked at then.
 *
 * @returns null where nobody is signed in
 * @throws key_invalid, too_many_attempts
 */
export async function requestContext(headers: Headers): Promise<Context | null> {
  const unverifiedKey = keyOf(headers);
  if (unverifiedKey) {
    const { address } = callerOf({ headers });
    return contextOf(await actorOfKey(getServices(), { unverifiedKey, address }));
  }
  const context = await findContext(headers);
  if (!context && bearerOf(headers))
    throw new DomainError(
      'key_invalid',
      `A key of Querent begins with “${KEY_PREFIX}”. Make one on your account page.`,
    );
  return context;
}
