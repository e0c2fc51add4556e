import { ERRORS, type ErrorCode, messageOf } from '@querent/contracts';
import { failureOf } from '@querent/db';
import { DomainError } from '../errors.js';
import { refusalOf } from '../refusal-of.js';

/** Lives of workers, or failures that may pass, that one stage of a job may use up. */
const MOST_ATTEMPTS = 3;

/** The row of a job. Its attempts are counted there, since the queue forgets a job whose worker dies too often. */
export interface CountedRow {
  /** Adds to the count. @returns what it is then; null where the row no longer waits for the job */
  add(attempts: number): Promise<number | null>;
  /** What a failure for good is called. */
  code: ErrorCode;
  /** Why no further attempt is made where those before ended without a word. */
  wornOut: string;
}

/**
 * Runs one stage of a job as an attempt that is counted until the stage has come forward. A worker that is told to stop
 * gives its attempt back at once; one that is killed does not.
 *
 * @returns null where the row no longer waits for the job
 * @throws DomainError of a code that is not to be tried again, after the last attempt
 */
export async function attempt<Result>(
  row: CountedRow,
  signal: AbortSignal,
  stage: () => Promise<Result>,
): Promise<Result | null> {
  const begun = await row.add(1);
  if (begun === null) return null;
  if (begun > MOST_ATTEMPTS) throw new DomainError(row.code, row.wornOut);
  let givenBack: Promise<unknown> | null = null;
  const giveBack = () => {
    givenBack = row.add(-1).catch(() => {});
  };
  signal.addEventListener('abort', giveBack, { once: true });
  try {
    const result = await stage();
    const used = givenBack ? null : await row.add(0);
    if (used) await row.add(-used);
    return result;
  } catch (unknown) {
    const error = refusalOf(unknown);
    const code = error instanceof DomainError ? error.code : 'internal';
    if (signal.aborted || !ERRORS[code].retry) throw error;
    // A full disk or a database that is away is waited for, however long it takes: that is not the stage's doing.
    const failure = failureOf(unknown);
    const isWaitedFor = code === 'disk_full' || failure === 'away' || failure === 'conflict';
    const used = await row.add(isWaitedFor ? -1 : 0).catch(() => null);
    if (used === null || used < MOST_ATTEMPTS) throw error;
    throw new DomainError(row.code, wordsOf(error), { cause: error });
  } finally {
    signal.removeEventListener('abort', giveBack);
    await givenBack;
  }
}

const wordsOf = (error: unknown) =>
  error instanceof DomainError
    ? error.detail
    : `Something unexpected happened: ${messageOf(error)}. Try again; if it stays, see the worker's log.`;
