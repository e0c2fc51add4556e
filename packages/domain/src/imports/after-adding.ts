import type { SystemContext } from '../context/context.js';
import { requestEncoding, requestFirstQuestions } from '../encodings/request-encoding.js';
import { countRecords } from '../records/counts.js';
import { startDueRound } from '../rounds/next-round.js';
import { beginLabelling, hasBegun } from './begin-labelling.js';

type AfterAdding = Pick<SystemContext, 'db' | 'queue' | 'store'>;

/**
 * Once records are in, labelling begins where it has not.
 *
 * @param more whether others follow first
 * @returns whether people were asked before, and how many records there are to measure on
 */
export async function openForLabelling(
  { db }: AfterAdding,
  projectId: string,
  { more }: { more: boolean },
): Promise<{ hadBegun: boolean; holdout: number }> {
  const hadBegun = (await hasBegun({ db }, projectId)) || (!more && (await beginLabelling({ db }, projectId)));
  const { holdout } = (await countRecords(db, [projectId]))(projectId);
  return { hadBegun, holdout };
}

/** After that, features are made of them in the background, and rounds that are due begin. */
export async function prepareRounds(context: AfterAdding, projectId: string): Promise<void> {
  await requestEncoding(context, projectId);
  await requestFirstQuestions(context, projectId);
  await startDueRound(context, projectId);
}
