import { classAnswer, createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { splitFor } from './round-records.js';

let test: TestContext;

beforeAll(async () => {
  test = await createTestContext(inject('postgresUrl'));
});
afterAll(() => test.close());

it('the latest label comes last, wherever its record stands', async () => {
  const eve = await test.as('engineer');
  const projectId = await makeReadyProject(test, { records: 30, members: [eve] });
  const pool = await test.db.record.findMany({ where: { projectId, split: 'pool' }, orderBy: { index: 'asc' } });
  const places = [5, 0, 3, 1]; // in the order of their labels
  for (const [minute, place] of places.entries())
    await test.db.label.create({
      data: {
        recordId: pool[place]!.id,
        projectId,
        ...classAnswer(projectId, 0),
        createdAt: new Date(Date.UTC(2100, 0, 1, 0, minute)),
      },
    });
  const { excluded, holdout } = await splitFor(test.db, { projectId, records: 30 }, null);
  const isHoldout = new Set(holdout.map(({ index }) => index));
  expect(excluded.filter((index) => !isHoldout.has(index))).toEqual(places.map((place) => pool[place]!.index));
});
