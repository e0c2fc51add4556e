import type { JobQueue } from '@querent/queue';
import { classAnswer, createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { requeueUnfinished } from '../background/index.js';
import {
  type Context,
  createSampleProject,
  deleteProject,
  retryEncoding,
  retryImport,
  retryRound,
  startRound,
} from '../index.js';

describe('what has been committed while the queue is away', () => {
  let test: TestContext;
  let eve: Context;
  const refusing = { add: () => Promise.reject(new Error('connect ECONNREFUSED')) };
  const silent = { add: () => new Promise<void>(() => {}) };
  const withQueue = (add: Pick<JobQueue, 'add'>): Context => ({ ...eve, queue: { ...test.system.queue, ...add } });
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    eve = await test.as('engineer');
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await test.close();
  });

  it('is no failure: one click makes one project, and its import begins when the queue is back', async () => {
    const project = await createSampleProject(withQueue(refusing));
    expect(project.import?.state).toBe('queued');
    expect(await test.db.project.count()).toBe(1);
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(`import-${project.import?.id}`)).toBeTruthy();
  });

  it('answers in time where the queue says nothing', async () => {
    const since = performance.now();
    await createSampleProject(withQueue(silent));
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  it('is said once an outage in the log', async () => {
    expect(vi.mocked(console.error).mock.calls).toEqual([[expect.stringContaining('connect ECONNREFUSED')]]);
  });

  it('is found by the sweep: rounds, imports, encodings, retries and removals', async () => {
    const projectId = await makeReadyProject(test, { records: 10, members: [eve] });
    const { id: recordId } = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'pool' } });
    await test.db.label.create({ data: { recordId, projectId, ...classAnswer(projectId, 0) } });
    const away = withQueue(refusing);
    const { id: roundId } = await startRound(away, { projectId });
    await test.db.round.update({ where: { id: roundId }, data: { state: 'failed' } });
    await retryRound(away, { roundId });
    const imported = await test.db.import.create({ data: { projectId, source: 'none', state: 'failed' } });
    await retryImport(away, { projectId });
    const encoding = await test.db.encoding.create({ data: { projectId, encoder: 'pixels', state: 'failed' } });
    await retryEncoding(away, { projectId });
    const removed = await makeReadyProject(test, { records: 1, members: [eve] });
    await deleteProject(away, { projectId: removed });
    const keys = [`round-${roundId}`, `import-${imported.id}`, `encode-${encoding.id}`, `remove-${removed}`];
    for (const key of keys) expect(await test.system.queue.has(key)).toBeFalsy();
    await requeueUnfinished(test.system);
    for (const key of keys) expect(await test.system.queue.has(key)).toBeTruthy();
  });
});
