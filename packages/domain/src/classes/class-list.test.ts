import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { classId } from '@querent/testing';
import { expect, it } from 'vitest';
import { archiveClass, mergeClass, updateClass } from '../index.js';
import { readTask, storedAnswer } from '../tasks/project-task.js';
import { setUpClasses } from './changing.contract.js';

const { A, add, answer, B, C, eve, hand, model, project, targets, test } = setUpClasses();

/** The case as it lies beside the real data, and the same in short, for machines without it. */
const CASE = fileURLToPath(new URL('../../../../../shared/data/cases/b05-class-list', import.meta.url));
const INLINE = {
  before: {
    classes: ['cat', 'dog', 'bird'],
    answers: [
      { record: 'r1', class: 'cat' },
      { record: 'r2', class: 'dog' },
      { record: 'r3', class: 'bird' },
      { record: 'r4', class: 'dog' },
    ],
  },
  changes: [
    { do: 'reorder', to: ['bird', 'cat', 'dog'] },
    { do: 'rename', from: 'dog', to: 'hound' },
    { do: 'add', name: 'fish' },
    { do: 'merge', from: 'bird', into: 'fish' },
    { do: 'remove', name: 'cat' },
  ],
  expected: {
    'after reorder': { r1: 'cat', r2: 'dog', r3: 'bird', r4: 'dog' },
    'after rename': { r2: 'hound', r4: 'hound' },
    'after merge': { r3: 'fish' },
  },
};
type ClassCase = Omit<typeof INLINE, 'changes' | 'expected'> & {
  changes: { do: string; to?: string | string[]; from?: string; name?: string; into?: string }[];
  expected: Record<string, Record<string, string> | string>;
};
const fromFiles = (): ClassCase => {
  const read = (name: string) => JSON.parse(readFileSync(`${CASE}/${name}.json`, 'utf8'));
  return { before: read('before'), changes: read('changes'), expected: read('expected') };
};

const meanings = async (names: Map<string, string>) => {
  const projectId = project();
  const task = await readTask(test().db, projectId);
  const labels = await test().db.label.findMany({ where: { projectId, recordId: { in: [...names.keys()] } } });
  const meaningOf = (stored: unknown) => {
    const current = task.kind.currentOf(storedAnswer(task, stored), task.task);
    return current && task.kind.textOf(current, task.task);
  };
  return Object.fromEntries(labels.map(({ recordId, answer: given }) => [names.get(recordId), meaningOf(given)]));
};

const CASES: [string, () => ClassCase][] = [['as it is told here', () => INLINE]];
if (existsSync(CASE)) CASES.push(['of ../shared/data/cases/b05-class-list', fromFiles]);

it.each(CASES)('classes change while answers keep their meaning: the case %s', async (_, load) => {
  const projectId = project();
  const { before, changes, expected } = load();
  for (const [place, name] of before.classes.entries())
    await test().db.class.update({ where: { id: classId(projectId, place) }, data: { name } });
  const { cards } = await hand(before.answers.length);
  const names = new Map(cards.map(({ recordId }, at) => [recordId, before.answers[at]!.record]));
  for (const [at, card] of cards.entries())
    await answer(card, classId(projectId, before.classes.indexOf(before.answers[at]!.class)));
  await model();
  const stored = await test().db.annotation.findMany({ where: { projectId }, orderBy: { id: 'asc' } });

  const idOf = async (name: string) => (await test().db.class.findFirstOrThrow({ where: { projectId, name } })).id;
  for (const change of changes) {
    if (change.do === 'reorder')
      for (const [order, name] of [change.to ?? []].flat().entries())
        await updateClass(eve(), { classId: await idOf(name), order });
    if (change.do === 'rename')
      await updateClass(eve(), { classId: await idOf(change.from!), name: String(change.to) });
    if (change.do === 'add') await add(change.name!);
    if (change.do === 'merge')
      await mergeClass(eve(), { classId: await idOf(change.from!), intoId: await idOf(change.into!) });
    if (change.do === 'remove') await archiveClass(eve(), { classId: await idOf(change.name!), answers: 'leave-out' });
    const after = expected[`after ${change.do}`];
    if (after && typeof after === 'object') expect(await meanings(names)).toMatchObject(after);
  }
  expect(await meanings(names)).toEqual({ r1: null, r2: 'hound', r3: 'fish', r4: 'hound' });
  expect(await test().db.annotation.findMany({ where: { projectId }, orderBy: { id: 'asc' } })).toEqual(stored);
  const { classIds } = await readTask(test().db, projectId);
  expect(classIds).toEqual([await idOf('hound'), await idOf('fish')]);
  expect(await targets()).toEqual([0, 0, 1]);
  // A model that was trained before names its classes as they were.
  expect((await test().db.model.findFirstOrThrow({ where: { projectId } })).classIds).toEqual([A(), B(), C()]);
});

if (!existsSync(CASE)) console.info(`The case ${CASE} is not on this machine; the same is told in the test.`);
