import type { CreatedKey, CreateKey } from '@querent/contracts';
import { transaction } from '@querent/db';
import { getAccess, requireAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { lockPerson } from '../people/lock-person.js';
import { keyInclude, toKey } from './key.js';
import { hashKey, newKey, startOf } from './key-text.js';

/** Of one person: enough for a key a program, and a list that can be read. */
const MOST_KEYS = 50;

/**
 * Makes a key that acts as the actor. It may never do more than its person may at the moment of a request, whatever its scope says.
 *
 * @throws key_not_allowed, project_not_found, too_many_keys, not_signed_in where the account is gone or deactivated
 */
export async function createKey(
  { db, actor }: Context,
  { name, scope, projectId, days }: CreateKey,
): Promise<CreatedKey> {
  requireAccess(actor, 'session');
  if (projectId !== null) await getAccess(db, actor, projectId);
  const key = newKey();
  const expiresAt = days === null ? null : new Date(Date.now() + days * 86_400_000);
  return transaction(db, async (tx) => {
    // The deactivation of an account ends its keys: none may come after it.
    const person = await lockPerson(tx, actor.id);
    if (!person || person.deactivatedAt) throw new DomainError('not_signed_in', 'This account is no longer active.');
    if ((await tx.apiKey.count({ where: { userId: actor.id } })) >= MOST_KEYS)
      throw new DomainError('too_many_keys', `You have ${MOST_KEYS} keys. Revoke those that nobody uses any more.`);
    const data = { keyHash: hashKey(key), start: startOf(key), name, scope, userId: actor.id, projectId, expiresAt };
    const row = await tx.apiKey.create({ data, include: keyInclude });
    return { ...toKey(row), key };
  });
}
