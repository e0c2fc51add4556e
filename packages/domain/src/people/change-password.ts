import type { ChangePassword } from '@querent/contracts';
import { transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { judgePassword, type Secured } from './judge-password.js';
import { credential, lockPerson } from './lock-person.js';
import { type Caller, endSessions } from './sessions.js';
import { setPassword } from './set-password.js';

const WRONG = 'This is not your present password. Check it and try again.';

/**
 * Changes one's own password and signs out everywhere else.
 *
 * @param sessionId the session that stays
 * @throws wrong_password, too_many_attempts, not_signed_in
 */
export async function changePassword(
  context: Context & Secured,
  input: ChangePassword,
  { sessionId, address }: Pick<Caller, 'address'> & { sessionId: string },
): Promise<void> {
  const { db, actor, passwords } = context;
  const before = await db.user.findUnique({ where: { id: actor.id }, include: credential });
  if (!before) throw new DomainError('not_signed_in', 'Your account no longer exists. Please ask an admin.');
  const { email } = before;
  const hash = before.accounts[0]?.password ?? null;
  await judgePassword(context, { email, address, password: input.password, hash, detail: WRONG });
  const newHash = await passwords.hash(address, input.newPassword);
  await transaction(db, async (tx) => {
    const now = await lockPerson(tx, actor.id);
    if (now?.password !== hash) throw new DomainError('wrong_password', WRONG); // changed meanwhile, perhaps by a link
    await setPassword(tx, actor.id, newHash);
    await endSessions(tx, actor.id, sessionId);
  });
}
