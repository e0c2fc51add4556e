import { Figure } from '@querent/contracts';
import { createTestContext, makeReadyProject, readyRound, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type Context,
  cancelRound,
  getProjectState,
  getQuery,
  getRound,
  getStatistics,
  retryRound,
  updateProject,
} from '../index.js';

const measured = { value: 0.9, low: 0.8, high: 0.95, records: 4 };
/** As a model has them: in the order of the registry they come the other way round; one is of a later version. */
const IDS = ['nll', 'accuracy', 'nosuch'];

describe('the figures of the holdout', () => {
  let test: TestContext;
  let engineer: Context;
  let annotator: Context;
  let projectId: string;
  let roundId: string;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    [engineer, annotator] = [await test.as('engineer'), await test.as('annotator')];
    projectId = await makeReadyProject(test, { records: 20, members: [engineer, annotator] });
    const round = await test.db.round.findFirstOrThrow({ where: { projectId } });
    roundId = round.id;
    const failed = await test.db.round.create({
      data: { ...readyRound(projectId, 1, 20), state: 'failed', error: 'Why.' },
    });
    for (const of of [round, failed])
      await test.db.model.create({
        data: {
          ...{
            projectId,
            roundId: of.id,
            version: `r${of.number}`,
            likelihood: 'categorical',
            network: {},
            posterior: {},
          },
          figures: { create: IDS.map((id) => ({ id, ...measured })) },
        },
      });
  });
  afterAll(() => test.close());

  it('are not told to annotators, in the state or of a round', async () => {
    const { openRound, workingRound } = await getProjectState(annotator, { projectId });
    expect([openRound, workingRound]).toMatchObject([{ figures: [] }, { figures: [] }]);
    expect(await getRound(annotator, { roundId })).toMatchObject({ id: roundId, figures: [] });
  });

  it('are told to those who manage, by the registry: the one that is looked at first comes first, with its title', async () => {
    const state = await getProjectState(engineer, { projectId });
    const [first] = (await getStatistics(engineer, { projectId })).rounds;
    const rounds = [state.openRound, state.workingRound, first, await getRound(engineer, { roundId })];
    for (const round of [...rounds, (await getQuery(engineer, { roundId })).round])
      expect(Figure.strict().array().parse(round?.figures)).toEqual([
        { id: 'accuracy', title: 'Accuracy', better: 'higher', unit: 'share', ...measured },
        { id: 'nll', title: 'Negative log-likelihood (nats)', better: 'lower', unit: 'nats', ...measured },
      ]);
  });
});

describe('the labels until the next model', () => {
  let test: TestContext;
  let engineer: Context;
  let annotator: Context;
  let projectId: string;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    [engineer, annotator] = [await test.as('engineer'), await test.as('annotator')];
    projectId = await makeReadyProject(test, { records: 20, members: [engineer, annotator] });
  });
  afterAll(() => test.close());
  const seen = async () => (await getProjectState(annotator, { projectId })).untilModel;

  it('are those of the project’s settings, not of the round that is asking', async () => {
    expect(await seen()).toMatchObject({ given: 0, wanted: 10 });
    await updateProject(engineer, { projectId, settings: { labelsPerRound: 15 } });
    expect(await seen()).toMatchObject({ given: 0, wanted: 15 });
  });

  it('are not counted where no model will come by itself: a round was stopped, or failed', async () => {
    const { id: roundId } = await test.db.round.create({ data: readyRound(projectId, 1, 20) });
    expect(await seen()).toMatchObject({ given: 0, wanted: 15 });
    await cancelRound(engineer, { roundId });
    expect((await getProjectState(annotator, { projectId })).workingRound?.state).toBe('stopped');
    expect(await seen()).toBeNull();
    await retryRound(engineer, { roundId });
    expect(await seen()).toMatchObject({ given: 0, wanted: 15 });
    await test.db.round.update({ where: { id: roundId }, data: { state: 'failed' } });
    expect(await seen()).toBeNull();
  });

  it('are any once nothing is left to ask', async () => {
    const empty = await makeReadyProject(test, { records: 0, members: [engineer] });
    expect((await getProjectState(engineer, { projectId: empty })).untilModel).toEqual({
      given: 0,
      wanted: 1,
      isHeldUp: false,
    });
  });
});
