import type { SystemContext } from '../context/context.js';
import { requestEncoding, requestFirstQuestions } from '../encodings/request-encoding.js';
import { startDueRound } from '../rounds/next-round.js';
import { beginLabelling, hasBegun } from './begin-labelling.js';

/**
 * What follows once records are in: labelling begins where it has not, and features are made of them in the background.
 *
 * @returns whether people were asked before
 */
export async function afterAdding(
  context: Pick<SystemContext, 'db' | 'queue' | 'store'>,
  projectId: string,
  { more }: { more: boolean },
): Promise<{ hadBegun: boolean }> {
  const hadBegun = more ? await hasBegun(context, projectId) : await beginLabelling(context, projectId);
  await requestEncoding(context, projectId);
  await requestFirstQuestions(context, projectId);
  await startDueRound(context, projectId);
  return { hadBegun };
}
