import { RoundConfig } from '@querent/contracts';
import { jsonOf } from '@querent/db';
import { evaluateModel, getQuery, listWanted, postPredictions } from '@querent/domain';
import { runEvaluation, runRound, runScorePart } from '@querent/domain/background';
import { classId, createTestContext, makeReadyRound, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tasksOn } from './tasks.js';

const { signal } = new AbortController();

describe('what an outside model has said', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
  });
  afterAll(() => test.close());

  it.each(['bald', 'epig'])('is scored, asked by and measured with the mathematics of the product: %s', async (id) => {
    const eve = await test.as('engineer');
    const { projectId, roundId } = await makeReadyRound(test, { records: 60, members: [eve] });
    const config = RoundConfig.parse({
      outside: { says: 'samples' },
      acquisition: { id },
      selection: { id: 'top-k' },
      labelsPerRound: 4,
    });
    await test.db.round.update({ where: { id: roundId }, data: { config: jsonOf(config) } });
    const context = { ...test.system, compute: tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' }) };
    expect(await runRound(context, { roundId }, signal)).toEqual([]);
    const { items } = await listWanted(eve, { roundId, limit: 100, which: 'all' });
    // Draws disagree about every tenth record; of the holdout it knows all classes but those of the last two records.
    const holdout = items.filter(({ split }) => split === 'holdout');
    const wrong = new Set(holdout.slice(-2).map(({ place }) => place));
    const probabilities = (place: number, index: number, draw: number) => {
      const truth = index % 3;
      if (items[place]!.split === 'holdout') return oneHot(wrong.has(place) ? (truth + 1) % 3 : truth, 0.9);
      return index % 10 === 1 ? oneHot(draw % 3, 0.9) : oneHot(0, 0.9);
    };
    const samples = 6;
    const values = Array.from({ length: samples }, (_, draw) =>
      items.flatMap(({ place, index }) => probabilities(place, index, draw)),
    ).flat();
    const classes = [0, 1, 2].map((place) => classId(projectId, place));
    const shape = [samples, items.length, 3];
    await postPredictions(eve, { roundId, from: 0, classes, model: 'outside', shape, values });
    const parts = await runRound(context, { roundId }, signal);
    for (const { name, payload } of parts) if (name === 'round.score') await runScorePart(context, payload, signal);
    expect(await runRound(context, { roundId }, signal)).toEqual([]);

    const { items: asked, round } = await getQuery(eve, { roundId });
    const places = await test.db.record.findMany({
      where: { id: { in: asked.slice(0, 4).map((one) => one.recordId) } },
    });
    if (id === 'bald') expect(places.map(({ index }) => index % 10)).toEqual([1, 1, 1, 1]);
    expect(asked[0]!.score).toBeGreaterThan(0);
    expect(round.figures.find(({ id: figure }) => figure === 'accuracy')).toMatchObject({
      value: (holdout.length - 2) / holdout.length,
      records: holdout.length,
    });
    const modelId = round.modelId!;
    await runEvaluation(context, { modelId }, signal);
    const evaluation = await evaluateModel(eve, { modelId });
    expect(
      evaluation.confusion?.filter(({ truth, said }) => truth !== said).reduce((sum, { count }) => sum + count, 0),
    ).toBe(2);
    expect(evaluation.model).toMatchObject({ isOutside: true, hasFiles: false });
    expect(await test.db.model.findUniqueOrThrow({ where: { id: modelId } })).toMatchObject({ graphKey: null });
  });
});

const oneHot = (at: number, p: number) => [0, 1, 2].map((place) => (place === at ? p : (1 - p) / 2));
