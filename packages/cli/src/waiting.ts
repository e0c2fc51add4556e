import type { Encoding, Import, ProjectEvent, Round } from '@querent/contracts';
import { type Connection, pause } from './connection.js';
import { CliError, EXIT } from './failure.js';
import { roundLine } from './round-line.js';
import type { Terminal } from './terminal.js';

const POLL_MS = 1_000;

/** How far something is that is waited for: where it `isThere`, waiting ends; `failed` says why it never will be. */
export interface Progress {
  isThere: boolean;
  failed?: string | null;
  what: string;
  /** In [0, 1]; null where it is not known. */
  share: number | null;
  beside?: string;
}

interface Waiting<Value> {
  terminal: Terminal;
  look(): Promise<Value>;
  progressOf(value: Value): Progress;
  timeoutSeconds?: number;
}

/** Looks every second until something is there. @throws CliError where it fails or time is up */
export async function waitUntil<Value>({ terminal, look, progressOf, timeoutSeconds }: Waiting<Value>): Promise<Value> {
  const end = timeoutSeconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeoutSeconds * 1_000;
  for (;;) {
    const value = await look();
    const { isThere, failed, what, share, beside } = progressOf(value);
    if (isThere) {
      terminal.clear();
      return value;
    }
    if (failed) throw new CliError(failed, EXIT.hasFailed);
    terminal.progress(what, share, beside);
    if (Date.now() >= end)
      throw new CliError(
        `Time is up after ${timeoutSeconds} s. This far: ${[what, beside].filter(Boolean).join(', ')}. It goes on; wait longer with --timeout.`,
        EXIT.timeout,
      );
    await pause(Math.min(POLL_MS, Math.max(0, end - Date.now())), terminal.signal);
  }
}

export const stateOf = ({ api }: Connection, projectId: string): Promise<ProjectEvent> =>
  api('GET /projects/{projectId}/state', { params: { projectId } });

export const importProgress = (brought: Import | null): Progress => ({
  isThere: brought === null || brought.state === 'done',
  failed: brought?.state === 'failed' ? `The import failed: ${brought.error}` : null,
  what: 'Importing',
  share: brought?.total ? Math.min(1, brought.done / brought.total) : null,
  beside: `${brought?.done ?? 0} records`,
});

export const encodingProgress = (encoding: Encoding | null): Progress => ({
  isThere: encoding?.state === 'done',
  failed: encoding?.state === 'failed' ? `The records could not be encoded: ${encoding.error}` : null,
  what: 'Making features',
  share: encoding?.total ? encoding.done / encoding.total : null,
  beside: encoding ? `${encoding.done} of ${encoding.total}` : '',
});

export const roundProgress = (round: Round): Progress => ({
  isThere: round.state === 'open' || round.state === 'closed',
  failed: failureOfRound(round),
  what: `Round ${round.number}: ${round.progress?.stage ?? round.state}`,
  share: round.progress?.share ?? null,
});

export const failureOfRound = (round: Round | null): string | null =>
  round && (round.state === 'failed' || round.state === 'stopped')
    ? `It does not go on (${roundLine(round)}). Try again with: querent rounds retry`
    : null;
