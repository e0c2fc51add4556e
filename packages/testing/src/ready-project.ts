import { saveJudged } from '@querent/core/evaluation';
import type { Context } from '@querent/domain';
import type { TestContext } from './context.js';

interface ReadyProject {
  records: number;
  members: Context[];
}

/** The encoding of a ready project, for tests that bring their own shards. */
export const encodingIdOf = (projectId: string): string => `${projectId}-encoding`;

/** The class of a ready project with some place. */
export const classId = (projectId: string, place: number): string => `${projectId}-${place}`;

/** The answer that names it, with its key, as rows keep them. */
export const classAnswer = (projectId: string, place: number) => ({
  answer: { classId: classId(projectId, place) },
  answerKey: classId(projectId, place),
});

/** What a round needs that nobody has planned: its features and its pool. */
export const readyRound = (projectId: string, number: number, records: number) => ({
  ...{ projectId, number, records, encodingId: encodingIdOf(projectId) },
  seed: number,
  config: { network: { id: 'mlp', options: {} } },
});

/** A ready project with features of all its records and one label, and a round that nobody has run yet. */
export async function makeReadyRound(test: Pick<TestContext, 'db'>, { records, members }: ReadyProject) {
  const projectId = await makeReadyProject(test, { records, members });
  const shard = { encodingId: encodingIdOf(projectId), start: 0, count: records, objectKey: '0'.repeat(64) };
  await test.db.featureShard.create({ data: shard });
  const { id: recordId } = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'pool' } });
  await test.db.label.create({ data: { recordId, projectId, ...classAnswer(projectId, 0) } });
  const { id: roundId } = await test.db.round.create({ data: readyRound(projectId, 1, records) });
  return { projectId, roundId };
}

/** A project of three classes whose import is done: every fifth record in the holdout, the cold start open. No files. */
export async function makeReadyProject(
  { db }: Pick<TestContext, 'db'>,
  { records, members }: ReadyProject,
): Promise<string> {
  const project = await db.project.create({
    data: {
      name: 'Ready',
      recordKind: 'image',
      taskKind: 'single_choice',
      recordShape: { width: 4, height: 4 },
      nextIndex: records,
      begunAt: new Date(),
      settings: {},
      members: {
        create: members.map(({ actor }) => ({
          userId: actor.id,
          role: actor.role === 'annotator' ? 'annotator' : 'engineer',
        })),
      },
    },
  });
  const projectId = project.id;
  await db.class.createMany({
    data: ['a', 'b', 'c'].map((name, order) => ({ id: classId(projectId, order), projectId, name, order })),
  });
  const encoding = {
    id: encodingIdOf(projectId),
    encoder: 'pixels',
    version: 'pixels-of-tests',
    fitted: { shape: [4, 4, 1] },
  };
  await db.encoding.create({
    data: {
      ...encoding,
      projectId,
      state: 'done',
      done: records,
      usedBy: { connect: { id: projectId } },
    },
  });
  const rows = await db.record.createManyAndReturn({
    data: Array.from({ length: records }, (_, index) => ({
      projectId,
      index,
      name: `record ${index}`,
      split: index % 5 === 4 ? ('holdout' as const) : ('pool' as const),
      content: { width: 4, height: 4 },
      objectKey: '0'.repeat(64),
      contentHash: `hash of ${index}`,
      hasLabel: index % 5 === 4,
    })),
  });
  const holdout = rows.filter(({ split }) => split === 'holdout');
  await db.label.createMany({
    data: holdout.map(({ id, index }) => ({
      recordId: id,
      projectId,
      ...classAnswer(projectId, index % 3),
      origin: 'import' as const,
      isNew: false,
    })),
  });
  await db.projectCount.create({ data: { projectId, personId: '', records, holdout: holdout.length } });
  const pool = rows.filter(({ split }) => split === 'pool');
  await db.round.create({
    data: {
      projectId,
      number: 0,
      seed: 1,
      config: {},
      records,
      state: 'open',
      openedAt: new Date(),
      ranking: { create: pool.map(({ id }, rank) => ({ recordId: id, rank })) },
    },
  });
  return projectId;
}

/** The model of a round of a ready project, which has been measured on the first record of the holdout, and was right. */
export async function makeReadyModel({ db, system }: Pick<TestContext, 'db' | 'system'>, roundId: string) {
  const { projectId } = await db.round.findUniqueOrThrow({ where: { id: roundId } });
  const { index } = await db.record.findFirstOrThrow({
    where: { projectId, split: 'holdout' },
    orderBy: { index: 'asc' },
  });
  const places = [0, 1, 2];
  const probsNC = places.map((place) => Number(place === index % 3));
  const judged = saveJudged({
    likelihood: 'categorical',
    indexN: Int32Array.of(index),
    judged: { probsNC, labelsN: [index % 3], classes: 3 },
  });
  const method = { id: 'mlp', options: {} };
  const { id } = await db.model.create({
    data: {
      ...{ projectId, roundId, version: 'r0-abcdefab', likelihood: 'categorical', network: method, posterior: method },
      classIds: places.map((place) => classId(projectId, place)),
      encodingId: encodingIdOf(projectId),
      stateKey: await system.store.put(Buffer.from(`the state of ${roundId}`)),
      judgedKey: await system.store.put(judged),
    },
  });
  return id;
}

/** A trial of a ready project that is over, and has left nothing. */
export async function makeReadyTrial({ db }: Pick<TestContext, 'db'>, projectId: string): Promise<string> {
  const plan = {
    present: {},
    other: {},
    encodingId: encodingIdOf(projectId),
    records: 10,
    seed: 1,
    folds: 2,
    outputs: 3,
  };
  const data = { projectId, createdBy: 'Somebody', state: 'stopped' as const };
  return (await db.trial.create({ data: { ...data, plan: { ...plan, items: [], excluded: [] } } })).id;
}
