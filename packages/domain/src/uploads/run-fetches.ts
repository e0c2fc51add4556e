import { ERRORS, messageOf } from '@querent/contracts';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { refusalOf } from '../refusal-of.js';
import { empty, fetchFile } from './fetch-file.js';
import type { FetchRules } from './guarded-request.js';
import { type Hold, holding } from './hold.js';
import { settleFetched } from './upload.js';

/** Files that a worker fetches at the same time. */
const AT_ONCE = 3;
/** Tries in a row that bring nothing. */
const MOST_ATTEMPTS = 5;
const PAUSE_SECONDS = 5;

export interface Fetches {
  /** Begins with what waits, as far as there is room. */
  take(): Promise<void>;
  /** Until all that was begun has ended. */
  ended(): Promise<void>;
}

/**
 * Fetches the files that people have named an address of. The rows are the queue, and who holds one fetches it: a file of an hour
 * must not take one of the few places that rounds and imports have.
 */
export function createFetches(context: SystemContext, signal: AbortSignal, rules: FetchRules = {}): Fetches {
  const running = new Map<string, Promise<void>>();
  return {
    async take() {
      const room = AT_ONCE - running.size;
      if (room <= 0 || signal.aborted) return;
      const waiting = await context.db.$queryRaw<{ id: string }[]>`
        SELECT id FROM upload WHERE url IS NOT NULL AND received_at IS NULL AND error IS NULL
          AND (held_until IS NULL OR held_until + attempts * ${PAUSE_SECONDS} * interval '1 s' < clock_timestamp())
        ORDER BY id LIMIT ${room}`;
      for (const { id } of waiting) {
        if (running.has(id)) continue;
        const work = runFetch(context, id, rules, signal).finally(() => running.delete(id));
        running.set(id, work);
      }
    },
    async ended() {
      await Promise.all(running.values());
    },
  };
}

/** One attempt. What comes of it stands in the row, also where it fails. */
async function runFetch(context: SystemContext, id: string, rules: FetchRules, signal: AbortSignal): Promise<void> {
  try {
    await holding(context.db, id, (hold) => attemptFetch(context, id, { hold, rules, signal }));
  } catch {
    // Somebody else has it, or it is gone, or the database is away: whoever looks next finds what is left to do.
  }
}

async function attemptFetch(
  context: SystemContext,
  id: string,
  { hold, rules, signal }: { hold: Hold; rules: FetchRules; signal: AbortSignal },
): Promise<void> {
  const { db } = context;
  const where = { id, receivedAt: null, error: null };
  const [row] = await db.upload.updateManyAndReturn({ where, data: { attempts: { increment: 1 } } });
  if (!row) return;
  const person = await db.user.findUnique({ where: { id: row.personId } });
  if (!person || person.deactivatedAt || person.role === 'annotator') return fail(context, id, NOT_ANY_MORE);
  if (row.attempts > MOST_ATTEMPTS) return fail(context, id, WORN_OUT);
  const onProgress = () => db.upload.updateMany({ where, data: { attempts: 1 } });
  try {
    const bytes = await fetchFile(context, row, { hold, rules, signal, onProgress });
    await settleFetched(context, id, bytes);
  } catch (unknown) {
    const error = refusalOf(unknown);
    const giveBack = () => db.upload.updateMany({ where, data: { attempts: { decrement: 1 } } });
    if (signal.aborted) return void (await giveBack());
    const code = error instanceof DomainError ? error.code : 'internal';
    const words = error instanceof DomainError ? error.detail : `Something unexpected happened: ${messageOf(error)}.`;
    const isForGood = !ERRORS[code].retry;
    if (code === 'disk_full' && !isForGood) return void (await db.upload.updateMany({ where, data: { attempts: 2 } }));
    const { attempts } = await db.upload.findUniqueOrThrow({ where: { id } });
    if (isForGood || attempts >= MOST_ATTEMPTS) await fail(context, id, words);
  }
}

const NOT_ANY_MORE = 'Whoever asked for this file may not do so any more.';
const WORN_OUT = 'The worker ended five times while it fetched this file. Download it yourself, and send it.';

/** Keeps the reason where its owner sees it, and none of the bytes. */
async function fail(context: SystemContext, id: string, error: string): Promise<void> {
  await context.db.upload.updateMany({ where: { id, receivedAt: null }, data: { error } });
  await empty(context, id);
}
