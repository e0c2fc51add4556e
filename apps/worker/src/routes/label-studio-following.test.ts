import { requeueUnfinished } from '@querent/domain/background';
import { beforeAll, describe, expect, it } from 'vitest';
import { train } from '../test-trained.js';
import { chosen, setUpConnected } from './connected.contract.js';

describe('what is labelled in Label Studio', () => {
  const { test, scene, linkRow, sync, look, connect } = setUpConnected();
  let { ada, studio, projectId } = scene;
  beforeAll(async () => {
    ({ ada, studio, projectId } = scene);
    studio.connect((await connect()).backendUrl, scene.key);
    await sync();
  });
  const standing = async (taskId: number) => {
    const { recordId } = await test.db.studioTask.findFirstOrThrow({ where: { taskId, link: { projectId } } });
    const where = { recordId: recordId ?? '', undoneAt: null };
    const [answers, label] = await Promise.all([
      test.db.annotation.findMany({ where, orderBy: { createdAt: 'asc' } }),
      test.db.label.findUnique({ where: { recordId: recordId ?? '' } }),
    ]);
    return { answers, label };
  };
  const className = async (label: { answer: unknown } | null) => {
    const { classId: id = '' } = (label?.answer ?? {}) as { classId?: string };
    return (await test.db.class.findUnique({ where: { id } }))?.name;
  };

  it('a webhook only notes what to look at, and the truth is fetched', async () => {
    const task = studio.tasks.get(1)!;
    studio.annotate(task, chosen('not good'));
    const before = performance.now();
    const lie = { task: { id: 1 }, annotation: { id: 1, task: 1, result: chosen('good') } };
    expect(await studio.webhook('ANNOTATION_CREATED', lie)).toMatchObject({ status: 201 });
    expect(performance.now() - before).toBeLessThan(900);
    expect((await standing(1)).answers).toEqual([]);
    await sync();
    const { answers, label } = await standing(1);
    expect(answers).toMatchObject([
      { source: 'import', sourceName: 'Label Studio, person 3', seconds: 2.5, outcome: 'label' },
    ]);
    expect(await className(label)).toBe('bad');
    expect((await look()).labelledAt).not.toBeNull();
  });

  it('what changes, is skipped or goes there follows, and twice is once', async () => {
    const task = studio.tasks.get(2)!;
    const made = studio.annotate(task, chosen('good'));
    const hear = async (action: string, more: object) => {
      await studio.webhook(action, more);
      await sync();
      return standing(2);
    };
    const first = await hear('ANNOTATION_CREATED', { task: { id: 2 } });
    expect((await hear('ANNOTATION_UPDATED', { annotation: { task: 2 } })).answers).toEqual(first.answers);
    made.result = chosen('not good');
    const changed = await hear('ANNOTATION_UPDATED', { task: { id: 2 } });
    expect(changed.answers).toHaveLength(1);
    expect(await className(changed.label)).toBe('bad');
    made.was_cancelled = true;
    expect(await hear('ANNOTATION_CREATED', { task: { id: 2 } })).toMatchObject({
      answers: [{ outcome: 'skip' }],
      label: null,
    });
    task.annotations = [];
    // Of one that is gone nothing comes but its id.
    expect(await hear('ANNOTATIONS_DELETED', { annotations: [{ id: made.id }] })).toEqual({ answers: [], label: null });
  });

  it('many at once, as a list, and tasks that come and go', async () => {
    for (let id = 3; id <= 22; id++) studio.annotate(studio.tasks.get(id)!, chosen(id % 2 === 0 ? 'good' : 'not good'));
    const ids = Array.from({ length: 20 }, (_, at) => ({ id: at + 3 }));
    await studio.webhook('ANNOTATIONS_CREATED', {
      task: ids,
      annotation: ids.map(({ id }) => ({ id: id + 500, task: id })),
    });
    studio.annotate(studio.addTask(41, { text: 'a text that is new' }), chosen('good'));
    studio.addTask(42, { other: 'nothing to read' });
    studio.tasks.delete(40);
    await studio.webhook('TASKS_CREATED', { tasks: [{ id: 41 }, { id: 42 }] });
    await studio.webhook('TASKS_DELETED', { tasks: [{ id: 40 }] });
    expect(await studio.webhook('PROJECT_UPDATED', { project: { id: 7 } })).toEqual({
      status: 200,
      body: { status: 'Unknown event' },
    });
    await sync();
    expect(await look()).toMatchObject({
      tasks: 41,
      records: 40,
      problems: 1,
      problem: expect.stringContaining('no text at "text"'),
    });
    expect((await standing(41)).answers).toHaveLength(1);
    expect(await test.db.record.findFirst({ where: { projectId, externalId: 'ls-40' } })).toMatchObject({
      removedAt: expect.any(Date),
    });
    studio.annotate(studio.tasks.get(23)!, chosen('something else'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 23 } });
    await sync();
    expect(await look()).toMatchObject({ problems: 2, problem: expect.stringContaining('which is no class here') });
    studio.tasks.get(23)!.annotations = [];
    await studio.webhook('ANNOTATION_UPDATED', { task: { id: 23 } });
    await sync();
    expect(await look()).toMatchObject({ problems: 1 });
  });

  it('trains when it is told to, and not where nothing is new', async () => {
    await train(test, ada, projectId);
    await sync();
    expect(await studio.webhook('START_TRAINING', { project: { id: 7 } })).toMatchObject({ status: 201 });
    await sync();
    expect(await test.db.round.count({ where: { projectId, state: 'queued' } })).toBe(0);
    expect((await linkRow()).trainAskedAt).toBeNull();
    studio.annotate(studio.tasks.get(24)!, chosen('good'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 24 } });
    await studio.webhook('START_TRAINING', { project: { id: 7 } });
    await sync();
    expect(await test.db.round.count({ where: { projectId, state: 'queued' } })).toBe(1);
  });

  it('has the predictions of a new model retrieved, and then makes it the one that orders the tasks', async () => {
    const first = studio.project.model_version;
    expect(first).toMatch(/^r1-/);
    const { version } = await train(test, ada, projectId);
    studio.asked.length = 0;
    await sync();
    expect(studio.project.model_version).toBe(version);
    expect(version).not.toBe(first);
    const [retrieved, patched] = ['POST /api/dm/actions', 'PATCH /api/projects/7/'].map((one) =>
      studio.asked.indexOf(one),
    );
    expect(retrieved).toBeGreaterThanOrEqual(0);
    expect(patched).toBeGreaterThan(retrieved!);
    expect((await look()).version).toBe(version);
    expect((await studio.setUp()).body).toEqual({ model_version: version });
    expect((await studio.call('GET', '/versions')).body).toEqual({ versions: [version, first] });
    const open = [25, 26].map((id) => studio.tasks.get(id)!.predictions.at(-1)!);
    expect(open).toMatchObject([
      { result: [{ value: { choices: ['not good'] } }] },
      { result: [{ value: { choices: ['good'] } }] },
    ]);
    studio.asked.length = 0;
    await sync();
    expect(studio.asked).not.toContain('POST /api/dm/actions');
  });

  it('one that is away is tried again later, and the row says why', async () => {
    studio.setAway(true);
    studio.annotate(studio.tasks.get(27)!, chosen('good'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 27 } });
    await sync();
    await sync();
    const row = await linkRow();
    expect(row).toMatchObject({ failures: 2, error: expect.stringContaining('answers 503') });
    expect(row.retryAt!.getTime() - Date.now()).toBeGreaterThan(7_000);
    await requeueUnfinished(test.system);
    studio.setAway(false);
    // What waits stands in the rows: whoever comes next, after whatever end of the one before, goes on with it.
    await sync();
    expect(await linkRow()).toMatchObject({ failures: 0, error: null, retryAt: null });
    expect((await standing(27)).answers).toHaveLength(1);
  });
});
