import { randomUUID } from 'node:crypto';
import type { Db } from '@querent/db';
import { DomainError } from '../errors.js';

/** So long others wait for a process that was killed while it wrote. */
const HOLD_MS = 10_000;
const RENEW_MS = 2_500;
/** Nobody begins to write so shortly before somebody else may. */
const MARGIN_MS = 4_000;

export interface Hold {
  /** To be asked before each write. @throws upload_busy where the file may be somebody else's by now */
  check(): void;
}

/**
 * Does work that writes to a file while nobody else does, in this process or another: the row says who writes, until when.
 *
 * @throws upload_busy
 */
export async function holding<Result>(db: Db, id: string, work: (hold: Hold) => Promise<Result>): Promise<Result> {
  const holder = randomUUID();
  let until = 0;
  const hold = async (isFirst: boolean) => {
    const since = performance.now();
    const count = await db.$executeRaw`
      UPDATE upload SET held_by = ${holder}, held_until = clock_timestamp() + ${HOLD_MS} * interval '1 ms'
      WHERE id = ${id} AND (held_by = ${holder} OR (${isFirst} AND (held_by IS NULL OR held_until < clock_timestamp())))`;
    until = count > 0 ? since + HOLD_MS - MARGIN_MS : 0;
  };
  const check = () => {
    if (performance.now() >= until) throw busy();
  };
  await hold(true);
  check();
  // A database that is away for a moment is no reason to stop; one that stays away ends the hold by itself.
  const timer = setInterval(() => void hold(false).catch(() => {}), RENEW_MS);
  try {
    return await work({ check });
  } finally {
    clearInterval(timer);
    const free = db.$executeRaw`
      UPDATE upload SET held_by = NULL, held_until = clock_timestamp() WHERE id = ${id} AND held_by = ${holder}`;
    await free.catch(() => {}); // it ends by itself
  }
}

const busy = () =>
  new DomainError(
    'upload_busy',
    'This file is being sent by another request, or one has just broken off. Ask how far it has come, and go on then.',
    { retryAfterSeconds: HOLD_MS / 1_000 },
  );
