import type { SystemContext } from '../context/context.js';
import { startDueRounds } from '../rounds/next-round.js';
import { UNFINISHED } from '../rounds/round.js';

/**
 * Puts every unfinished import and round on the queue; one that is there already stays as it is. Heals what a crash
 * between a commit and its job, or an emptied Redis, leaves behind.
 */
export async function requeueUnfinished({ db, queue }: SystemContext): Promise<void> {
  await startDueRounds({ db, queue });
  const rounds = await db.round.findMany({
    where: { state: { in: UNFINISHED } },
    select: { id: true },
  });
  for (const { id } of rounds) await queue.add('round.run', { roundId: id }, `round-${id}`);
  const imports = await db.import.findMany({ where: { state: { in: ['queued', 'running'] } }, select: { id: true } });
  for (const { id } of imports) await queue.add('project.import', { importId: id }, `import-${id}`);
}
