import type { SignIn } from '@querent/contracts';
import { transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import { judgePassword, type Secured } from './judge-password.js';
import { credential, lockPerson } from './lock-person.js';
import { toPerson } from './person.js';
import { type Caller, openSession, type SignedIn } from './sessions.js';

const WRONG = 'This e-mail address and password do not belong together. Check both and try again.';

/**
 * Opens a session for somebody who knows the password. Only they learn that the account is deactivated.
 *
 * @throws wrong_password, too_many_attempts, account_deactivated
 */
export async function signIn(context: Secured, input: SignIn, caller: Caller): Promise<SignedIn> {
  const { db } = context;
  const email = input.email.toLowerCase();
  const user = await db.user.findUnique({ where: { email }, include: credential });
  const hash = user?.accounts[0]?.password ?? null;
  await judgePassword(context, { email, address: caller.address, password: input.password, hash, detail: WRONG });
  return transaction(db, async (tx) => {
    const person = user && (await lockPerson(tx, user.id));
    // Changed or gone while the old one was being looked at.
    if (person?.password !== hash || !person) throw new DomainError('wrong_password', WRONG);
    if (person.deactivatedAt)
      throw new DomainError('account_deactivated', 'This account is deactivated. Ask an admin to activate it.');
    return { person: toPerson(person), sessionToken: await openSession(tx, person.id, caller) };
  });
}
