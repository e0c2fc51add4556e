import { type Class, NewClass } from '@querent/contracts';
import { classId, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeAll, beforeEach } from 'vitest';
import { addClass, type Context, claimCards, submitAnnotation } from '../index.js';
import { labelsFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';

/** A ready project of an engineer and an annotator before each test, whose classes are changed while people label. */
export function setUpClasses() {
  const test = setUpContext();
  let ann: Context;
  let projectId: string;
  beforeAll(async () => {
    ann = await test.as('annotator');
  });
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 30, members: [test.eve, ann] });
  });
  let keys = 0;
  const idOfPlace = (place: number) => () => classId(projectId, place);
  const [A, B, C] = [idOfPlace(0), idOfPlace(1), idOfPlace(2)];
  return {
    ...{ A, B, C },
    test: () => test,
    eve: () => test.eve,
    ann: () => ann,
    project: () => projectId,
    hand: (count: number) => claimCards(ann, { projectId, count, keep: [] }),
    answer: (card: { recordId: string; roundId: string }, id: string, by = ann) =>
      submitAnnotation(by, {
        ...{ projectId, recordId: card.recordId, roundId: card.roundId, seconds: 1 },
        ...{ outcome: 'label', answer: { classId: id }, idempotencyKey: `class-key-${keys++}` },
      }),
    add: (name: string, more: object = {}): Promise<Class[]> =>
      addClass(test.eve, { projectId, ...NewClass.parse({ name, ...more }) }),
    /** A model of the round that is open, which has learned what there is. @returns the round */
    async model(): Promise<string> {
      const { id: roundId } = await test.db.round.findFirstOrThrow({ where: { projectId, state: 'open' } });
      const classIds = [A(), B(), C()];
      const made = { version: 'r0-model', likelihood: 'categorical', network: {}, posterior: {}, classIds };
      await test.db.model.create({ data: { projectId, roundId, ...made } });
      await test.db.label.updateMany({ where: { projectId }, data: { isNew: false } });
      const labels = await test.db.label.count({ where: { projectId, record: { split: 'pool' } } });
      await test.db.round.update({ where: { id: roundId }, data: { labels } });
      return roundId;
    },
    /** What a model that is trained now would learn. */
    async targets(): Promise<(number | undefined)[]> {
      const labels = await labelsFor(test.db, { projectId, records: 30 }, await readTask(test.db, projectId));
      return labels.map(({ target }) => target[0]).sort();
    },
  };
}
