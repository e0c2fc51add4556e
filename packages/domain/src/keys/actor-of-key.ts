import { Scope } from '@querent/contracts';
import type { Db, Prisma } from '@querent/db';
import { actorOf } from '../context/actor.js';
import type { Actor } from '../context/context.js';
import { DomainError } from '../errors.js';
import type { Caller } from '../people/sessions.js';
import { takeWrongKey } from '../people/sign-in-limit.js';
import { hasExpired } from './key.js';
import { hashKey, isWhole } from './key-text.js';

const NOTE_EVERY_MS = 60_000;

/**
 * Whom a key acts as, with the rights of this moment.
 *
 * @param unverifiedKey whatever a request brings
 * @throws key_invalid; too_many_attempts for a wrong key where many came before. One that works is never refused for those
 */
export async function actorOfKey(
  { db }: { db: Db },
  { unverifiedKey, address }: Pick<Caller, 'address'> & { unverifiedKey: string },
): Promise<Actor> {
  const where = { keyHash: hashKey(unverifiedKey) };
  const row = isWhole(unverifiedKey) ? await db.apiKey.findUnique({ where, include: { user: true } }) : null;
  if (!row) {
    await takeWrongKey(db, address);
    throw invalid(
      isWhole(unverifiedKey)
        ? 'This key is not known here: it may have been revoked. Make a new one on your account page.'
        : 'This is not a whole key: letters are missing, or wrong. Copy it once more from where you keep it.',
    );
  }
  if (hasExpired(row))
    throw invalid(`The key “${row.name}” has expired. Make a new one on the account page of its person.`);
  const actor = actorOf(row.user);
  if (!actor) throw invalid('The account of this key is deactivated. Ask an admin to activate it.');
  noteUse(db, row);
  const { scope, projectId, expiresAt } = row;
  return { ...actor, key: { scope: Scope.parse(scope), projectId, expiresAt } };
}

/** Once a minute, beside the request, which neither waits for it nor fails with it: the next use is noted again. */
function noteUse(db: Db, { id, lastUsedAt }: Prisma.ApiKeyGetPayload<object>): void {
  if (lastUsedAt && Date.now() - lastUsedAt.getTime() < NOTE_EVERY_MS) return;
  void db.$executeRaw`
    UPDATE api_key SET last_used_at = now()
    WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at <= now() - ${NOTE_EVERY_MS} * interval '1 millisecond')`.catch(
    () => {},
  );
}

const invalid = (detail: string) => new DomainError('key_invalid', detail);
