import { classAnswer, encodingIdOf, makeReadyProject, readyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { failDrawing, freeGraphs, requeueUnfinished, runDrawing, runEvaluation } from '../background/index.js';
import { changeServing, pinModel } from '../index.js';
import { drawingJob } from '../queue/jobs.js';
import { runThrough } from '../rounds/test-run.js';
import { askForGraph } from './serving-graph.js';
import { judging } from './test-judging.js';

const { signal } = new AbortController();
const RECORDS = 30;

describe('models that serve', () => {
  const test = setUpContext();
  let projectId: string;

  async function makeModel(number: number, wrong: number[], sure: number): Promise<string> {
    const round = await test.db.round.create({ data: readyRound(projectId, number, RECORDS) });
    await runThrough(test.system, judging(test.system.store, wrong, sure), round.id);
    return (await test.db.model.findUniqueOrThrow({ where: { roundId: round.id } })).id;
  }
  const graphOf = async (id: string) => (await test.db.model.findUniqueOrThrow({ where: { id } })).graphKey;
  const draw = (modelId: string) =>
    runDrawing({ ...test.system, compute: judging(test.system.store, [4], 0.7) }, { modelId }, signal);
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: RECORDS, members: [test.eve] });
    const { id: recordId } = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'pool' } });
    await test.db.label.create({ data: { recordId, projectId, ...classAnswer(projectId, 0) } });
    const shard = { encodingId: encodingIdOf(projectId), start: 0, count: RECORDS, objectKey: '0'.repeat(64) };
    await test.db.featureShard.create({ data: shard });
  });
  const hasJob = (modelId: string) => test.system.queue.has(drawingJob(modelId).key);

  it('keep their graphs when their rounds are over, and pinned ones do; those of others go', async () => {
    const [first, second, third, newest] = [
      await makeModel(1, [4], 0.7),
      await makeModel(2, [9], 0.7),
      await makeModel(3, [14], 0.7),
      await makeModel(4, [], 0.7),
    ];
    await pinModel(test.eve, { modelId: first, isPinned: true });
    await changeServing(test.eve, { projectId, modelId: third });
    await freeGraphs(test.db);
    const kept = await Promise.all([first, second, third, newest].map(graphOf));
    expect(kept.map((key) => key !== null)).toEqual([true, false, true, true]);
  });

  it('have it drawn anew where it was freed: the same file', async () => {
    const first = await makeModel(1, [4], 0.7);
    const before = await graphOf(first);
    await makeModel(2, [], 0.7);
    await freeGraphs(test.db);
    expect(await graphOf(first)).toBeNull();
    await changeServing(test.eve, { projectId, modelId: first });
    expect(await hasJob(first)).toBeTruthy();
    await draw(first);
    await draw(first); // the queue may hand a job out twice
    expect(await graphOf(first)).toBe(before);
  });

  it('have it when an evaluation makes another one the best', async () => {
    const first = await makeModel(1, [], 0.7);
    const second = await makeModel(2, [4, 9], 0.7);
    await changeServing(test.eve, { projectId, by: 'best' });
    await test.db.model.update({ where: { id: first }, data: { graphKey: null } });
    await runEvaluation({ ...test.system, compute: judging(test.system.store, [], 1) }, { modelId: second }, signal);
    expect(await hasJob(first)).toBeTruthy();
  });

  it('are found by the sweep where the job was lost, and asked for no more once it failed', async () => {
    const first = await makeModel(1, [4], 0.7);
    await makeModel(2, [], 0.7);
    await freeGraphs(test.db);
    await test.db.model.update({ where: { id: first }, data: { graphAskedAt: new Date() } });
    await requeueUnfinished(test.system);
    expect(await hasJob(first)).toBeTruthy();
    for (
      let life = 0;
      life < 3;
      life++ // of workers that are killed
    )
      await test.db.model.update({ where: { id: first }, data: { drawAttempts: { increment: 1 } } });
    const refused = await draw(first).catch((error) => error);
    expect(refused).toMatchObject({ code: 'training_failed', detail: expect.stringContaining('three times') });
    await failDrawing(test.system, { modelId: first }, refused.detail);
    expect(await askForGraph(test.db, first)).toBeNull();
    await changeServing(test.eve, { projectId, modelId: first }); // somebody tries again
    await draw(first);
    expect(await graphOf(first)).not.toBeNull();
  });
});
