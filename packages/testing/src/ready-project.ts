import type { Context } from '@querent/domain';
import type { TestContext } from './context.js';

interface ReadyProject {
  records: number;
  members: Context[];
}

/** The version of a ready project's encoding, for tests that bring their own shards. */
export const READY_ENCODING = 'pixels-of-tests';

/** A project of three classes whose import is done: every fifth record in the holdout, the cold start open. No files. */
export async function makeReadyProject({ db }: TestContext, { records, members }: ReadyProject): Promise<string> {
  const project = await db.project.create({
    data: {
      name: 'Ready',
      recordKind: 'image',
      classes: ['a', 'b', 'c'],
      settings: {},
      encoding: { encoder: 'pixels', version: READY_ENCODING, options: {}, fitted: { shape: [4, 4, 1] } },
      members: {
        create: members.map(({ actor }) => ({
          userId: actor.id,
          role: actor.role === 'annotator' ? 'annotator' : 'engineer',
        })),
      },
    },
  });
  const projectId = project.id;
  const rows = await db.record.createManyAndReturn({
    data: Array.from({ length: records }, (_, index) => ({
      projectId,
      index,
      name: `record ${index}`,
      split: index % 5 === 4 ? 'holdout' : 'pool',
      objectKey: '0'.repeat(64),
      hasLabel: index % 5 === 4,
    })),
  });
  const holdout = rows.filter(({ split }) => split === 'holdout');
  await db.label.createMany({
    data: holdout.map(({ id, index }) => ({ recordId: id, projectId, label: index % 3, isNew: false })),
  });
  await db.projectCount.create({ data: { projectId, personId: '', records, holdout: holdout.length } });
  const pool = rows.filter(({ split }) => split === 'pool');
  await db.round.create({
    data: {
      projectId,
      number: 0,
      seed: 1,
      config: {},
      state: 'open',
      openedAt: new Date(),
      ranking: { create: pool.map(({ id }, rank) => ({ recordId: id, rank })) },
    },
  });
  return projectId;
}
