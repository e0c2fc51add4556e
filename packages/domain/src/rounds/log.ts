import { hostname } from 'node:os';
import { ERRORS, messageOf } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import { refusalOf } from '../refusal-of.js';

const MOST = 200;

/** Who computes, as the log names it. */
export const WORKER = `${hostname()}:${process.pid}`;

export const inSeconds = (seconds: number) => `${seconds.toFixed(1)} s`;

/** Notes what happened to a round, for those who look at its page; of a round that is gone, nothing. */
export async function logRound(
  db: Transaction,
  roundId: string,
  text: string,
  level: 'info' | 'warning' | 'error' = 'info',
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO round_log (round_id, level, text) SELECT id, ${level}::log_level, ${text} FROM round WHERE id = ${roundId}`;
  await db.$executeRaw`
    DELETE FROM round_log WHERE round_id = ${roundId} AND id <= (
      SELECT id FROM round_log WHERE round_id = ${roundId} ORDER BY id DESC OFFSET ${MOST} LIMIT 1)`;
}

/** Notes why a stage did not succeed that is tried again; a failure for good is noted where the round fails. */
export async function tellFailures<Result>(
  db: Transaction,
  roundId: string,
  signal: AbortSignal,
  stage: () => Promise<Result>,
): Promise<Result> {
  try {
    return await stage();
  } catch (unknown) {
    const error = refusalOf(unknown);
    const isFinal = error instanceof DomainError && !ERRORS[error.code].retry;
    const words = signal.aborted
      ? `Worker ${WORKER} was told to stop. Another one goes on where it was.`
      : `This did not succeed: ${asSentence(error instanceof DomainError ? error.detail : messageOf(error))} It is tried again.`;
    // A database that is away cannot be told; the stage itself reports it.
    if (!isFinal) await logRound(db, roundId, words, 'warning').catch(() => {});
    throw unknown;
  }
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
