import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { createTurnstile } from './turnstile.js';

/** Of the form that hashes have; no password fits. */
const NOBODY = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

export interface Passwords {
  hash(address: string, password: string): Promise<string>;
  /** @param hash null where there is no account: the answer takes as long, so that it does not tell. */
  verify(address: string, password: string, hash: string | null): Promise<boolean>;
}

/** Hashing is made to be slow, so that a process does it for one person at a time and has time for everybody else. */
export function createPasswords(hashing = { hashPassword, verifyPassword }): Passwords {
  const pass = createTurnstile({ all: 40, each: 20 });
  return {
    hash: (address, password) => pass(address, () => hashing.hashPassword(password)),
    async verify(address, password, hash) {
      const fits = await pass(address, () => hashing.verifyPassword({ hash: hash ?? NOBODY, password }));
      return fits && hash !== null;
    },
  };
}
