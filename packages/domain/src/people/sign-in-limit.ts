import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { many } from '@querent/contracts';
import { type Db, type Transaction, transaction } from '@querent/db';
import { DomainError } from '../errors.js';

const WINDOW = '15 minutes';
/** Wrong passwords within the window, for an account from one address and from everywhere; wrong keys from one address. */
const AT_MOST = { address: 10, account: 50 };

export interface Attempt {
  /** In lower case. */
  email: string;
  /** Of the caller; empty where it is not known. */
  address: string;
}

/**
 * Counts an attempt as failed before its password is looked at, so that many at once are no more than the limit. Addresses
 * with no account are counted like the others: a refusal does not tell.
 *
 * @throws too_many_attempts
 */
export async function takeAttempt(db: Db, attempt: Attempt): Promise<void> {
  const { address, account } = keysOf(attempt);
  const isFirst = await transaction(db, async (tx) => {
    const here = await count(tx, address);
    if (here.failures > AT_MOST.address) throw tooMany(here.waitSeconds);
    const everywhere = await count(tx, account);
    // Somebody who guesses from many addresses must not keep the owner out.
    if (everywhere.failures > AT_MOST.account && !(await hasSessionHere(tx, attempt)))
      throw tooMany(everywhere.waitSeconds);
    return here.failures === 1;
  });
  if (isFirst) await sweep(db);
}

/**
 * Counts a wrong key. Only these are refused: one that works has been found before, so that nobody's is kept out by them.
 *
 * @throws too_many_attempts
 */
export async function takeWrongKey(db: Db, address: string): Promise<void> {
  const { failures, waitSeconds } = await count(db, hashOf('key', networkOf(address)));
  if (failures === 1) await sweep(db);
  if (failures > AT_MOST.address)
    throw new DomainError(
      'too_many_attempts',
      `Too many keys that do not work have come from your address. Try again in ${inWords(waitSeconds)} with one that does.`,
      { retryAfterSeconds: waitSeconds },
    );
}

/** The password was right: what failed here before was the same person. */
export async function clearAttempts(db: Transaction, attempt: Attempt): Promise<void> {
  const { address, account } = keysOf(attempt);
  await db.$executeRaw`
    WITH here AS (DELETE FROM sign_in_limit WHERE key = ${address} RETURNING failures)
    UPDATE sign_in_limit SET failures = greatest(0, sign_in_limit.failures - here.failures)
    FROM here WHERE key = ${account}`;
}

/** The password was not looked at. One row after the other, so that two of these never wait for each other. */
export async function giveAttemptBack(db: Db, attempt: Attempt): Promise<void> {
  for (const key of Object.values(keysOf(attempt)))
    await db.$executeRaw`UPDATE sign_in_limit SET failures = greatest(0, failures - 1) WHERE key = ${key}`;
}

async function count(tx: Transaction, key: string): Promise<{ failures: number; waitSeconds: number }> {
  const [row] = await tx.$queryRaw<{ failures: number; waitSeconds: number }[]>`
    INSERT INTO sign_in_limit AS held (key, failures, since) VALUES (${key}, 1, now())
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN held.since <= now() - ${WINDOW}::interval THEN 1 ELSE held.failures + 1 END,
      since = CASE WHEN held.since <= now() - ${WINDOW}::interval THEN now() ELSE held.since END
    RETURNING failures, ceil(extract(epoch FROM since + ${WINDOW}::interval - now()))::int AS "waitSeconds"`;
  return row!; // an upsert gives its row
}

async function hasSessionHere(tx: Transaction, { email, address }: Attempt): Promise<boolean> {
  if (address === '') return false;
  return (
    (await tx.session.count({ where: { ipAddress: address, expiresAt: { gt: new Date() }, user: { email } } })) > 0
  );
}

/** Whoever adds a row takes old ones away. */
const sweep = (db: Db) => db.$executeRaw`
  DELETE FROM sign_in_limit WHERE key IN (
    SELECT key FROM sign_in_limit WHERE since <= now() - ${WINDOW}::interval LIMIT 100 FOR UPDATE SKIP LOCKED)`;

const keysOf = ({ email, address }: Attempt) => ({
  address: hashOf('address', email, networkOf(address)),
  account: hashOf('account', email),
});
const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** One connection has 2^64 addresses of version 6: they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head, tail] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const gap = tail ? 8 - head!.length - tail.length : 0;
  const groups = [...head!, ...Array<string>(gap).fill('0'), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':');
}

const inWords = (seconds: number) => (seconds > 90 ? many(Math.ceil(seconds / 60), 'minute') : many(seconds, 'second'));

const tooMany = (waitSeconds: number) =>
  new DomainError(
    'too_many_attempts',
    `Too many wrong passwords for this account. Try again in ${inWords(waitSeconds)}, or ask an admin for a link to set a new password.`,
    { retryAfterSeconds: waitSeconds },
  );
