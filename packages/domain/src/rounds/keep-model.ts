import { type Db, type Prisma, transaction } from '@querent/db';
import { readTask } from '../tasks/project-task.js';
import { COMPUTING } from './round.js';

type MadeModel = Omit<Prisma.ModelUncheckedCreateInput, 'roundId' | 'classIds'> & { classIds: string[] };

/** How it was learned. */
type Told = { timings: object; losses: [number, number][] };

/**
 * Keeps what a round has learned, unless the round was stopped. It is marked at once where the classes have changed while it
 * was learned.
 */
export async function keepModel(db: Db, roundId: string, made: MadeModel, told: Told): Promise<void> {
  await transaction(db, async (tx) => {
    // Whoever changes classes marks the models that are there, with the project locked.
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${made.projectId} FOR NO KEY UPDATE`;
    const { count } = await tx.round.updateMany({
      where: { id: roundId, state: { in: COMPUTING } },
      data: told,
    });
    if (count === 0) return;
    const { classIds } = await readTask(tx, made.projectId);
    const data = { ...made, isStale: !haveSame(classIds, made.classIds) };
    await tx.model.upsert({ where: { roundId }, create: { ...data, roundId }, update: data });
  });
}

const haveSame = (some: string[], others: string[]) =>
  some.length === others.length && some.every((one) => others.includes(one));
