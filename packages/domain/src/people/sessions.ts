import type { Person } from '@querent/contracts';
import { type Db, notifyPerson, type Transaction, transaction } from '@querent/db';
import { newToken } from './tokens.js';

export const SESSION_DAYS = 14;
const USER_AGENT_LETTERS = 300;

/** Where a request comes from. */
export interface Caller {
  /** Empty where it is not known. */
  address: string;
  userAgent: string;
}

/** Somebody who has just proved who they are, and the key of the session that was opened. */
export interface SignedIn {
  person: Person;
  sessionToken: string;
}

/** Opens a session without asking who may. @returns its token */
export async function openSession(tx: Transaction, userId: string, { address, userAgent }: Caller): Promise<string> {
  const token = newToken();
  await tx.session.create({
    data: {
      token,
      userId,
      expiresAt: new Date(Date.now() + SESSION_DAYS * 86_400_000),
      ipAddress: address,
      userAgent: userAgent.slice(0, USER_AGENT_LETTERS),
    },
  });
  return token;
}

/** Signs somebody out, everywhere or everywhere else. */
export async function endSessions(tx: Transaction, userId: string, exceptId?: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId, ...(exceptId ? { NOT: { id: exceptId } } : {}) } });
  await notifyPerson(tx, userId);
}

/** Signs out of one session. It may have ended before. */
export async function signOut({ db }: { db: Db }, { sessionId }: { sessionId: string }): Promise<void> {
  await transaction(db, async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId } });
    if (!session) return;
    await tx.session.deleteMany({ where: { id: sessionId } });
    await notifyPerson(tx, session.userId);
  });
}
