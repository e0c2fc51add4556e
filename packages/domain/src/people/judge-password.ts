import type { Db } from '@querent/db';
import { DomainError } from '../errors.js';
import type { Passwords } from './passwords.js';
import { type Attempt, clearAttempts, giveAttemptBack, takeAttempt } from './sign-in-limit.js';

export interface Secured {
  db: Db;
  passwords: Passwords;
}

interface Judged extends Attempt {
  password: string;
  /** Null where there is no account. */
  hash: string | null;
  /** What to say where it is wrong. */
  detail: string;
}

/** Whether a password is right: the one place that looks, so that nobody guesses past the limits. @throws wrong_password, too_many_attempts */
export async function judgePassword({ db, passwords }: Secured, input: Judged): Promise<void> {
  await takeAttempt(db, input);
  const isRight = await passwords.verify(input.address, input.password, input.hash).catch(async (error) => {
    await giveAttemptBack(db, input);
    throw error;
  });
  if (!isRight) throw new DomainError('wrong_password', input.detail);
  await clearAttempts(db, input);
}
