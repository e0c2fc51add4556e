import { notifyPerson, transaction } from '@querent/db';
import { requireAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';

/**
 * Ends a key of the actor's, or as an admin anybody's, and whatever follows a project with it.
 *
 * @throws key_not_allowed; key_not_found also where the key is not the actor's to see, so that ids tell nothing
 */
export async function revokeKey({ db, actor }: Context, { keyId }: { keyId: string }): Promise<void> {
  requireAccess(actor, 'session');
  const where = { id: keyId, ...(actor.role === 'admin' ? {} : { userId: actor.id }) };
  await transaction(db, async (tx) => {
    const row = await tx.apiKey.findUnique({ where, select: { userId: true } });
    const { count } = await tx.apiKey.deleteMany({ where });
    if (!row || count === 0)
      throw new DomainError('key_not_found', 'This key has been revoked already, or is not yours.');
    await notifyPerson(tx, row.userId);
  });
}
