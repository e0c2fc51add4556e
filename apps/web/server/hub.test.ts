import { setMaxListeners } from 'node:events';
import { ProjectEvent } from '@querent/contracts';
import { listen, notifyPerson, notifyProject } from '@querent/db';
import { type Context, findAccess, readProjectState } from '@querent/domain';
import { createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { createHub, type Hub, STREAMS_A_PERSON } from './hub';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Reads a stream as a browser does, as fast as events come. */
function follow(response: Response) {
  const events: ProjectEvent[] = [];
  const ended = (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const [, data] = /^data: (.*)\n\n$/.exec(chunk) ?? [];
      if (data) events.push(ProjectEvent.parse(JSON.parse(data)));
    }
  })();
  return { events, ended };
}

const soon = <T>(value: () => T) => expect.poll(value, { timeout: 20_000 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('those who follow a project', () => {
  let test: TestContext;
  let engineer: Context;
  let annotators: Context[];
  let projectId: string;
  let hub: Hub;
  let listener: { close(): Promise<void> };
  let loads: number;
  let running: number;
  let mostAtOnce: number;
  let failure: Error | null;
  let leave: AbortController;

  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    engineer = await test.as('engineer');
    annotators = [await test.as('annotator'), await test.as('annotator')];
  });
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 20, members: [engineer, ...annotators] });
    const estimate = { value: 0.9, low: 0.8, high: 1 };
    const { id: roundId } = await test.db.round.findFirstOrThrow({ where: { projectId } });
    const made = { version: 'r0-test', likelihood: 'categorical', network: {}, posterior: {} };
    const figures = { create: { id: 'accuracy', ...estimate, records: 4 } };
    await test.db.model.create({ data: { ...made, projectId, roundId, figures } });
    [loads, running, mostAtOnce, failure] = [0, 0, 0, null];
    leave = new AbortController();
    setMaxListeners(0, leave.signal);
    hub = createHub({
      async load(id) {
        loads++;
        mostAtOnce = Math.max(mostAtOnce, ++running);
        try {
          if (failure) throw failure;
          return await readProjectState(test.db, id);
        } finally {
          running--;
        }
      },
      report: () => {},
    });
    let onReady = () => {};
    const isReady = new Promise<void>((resolve) => {
      onReady = resolve;
    });
    listener = listen(test.url, {
      onProject: (id) => (id === null ? onReady() : hub.onProject(id)),
      onPerson: (id) => id !== null && hub.onPerson(id),
    });
    await isReady;
  });
  afterEach(async () => {
    leave.abort();
    await listener.close();
  });
  afterAll(() => test.close());

  const open = async (context: Context, { signal = leave.signal, endsAt = null as Date | null } = {}) => {
    const { actor } = context;
    const { canManage } = (await findAccess(test.db, actor, projectId))!;
    return hub.follow(
      {
        projectId,
        personId: actor.id,
        canManage,
        endsAt,
        isStillAllowed: async () => (await findAccess(test.db, actor, projectId))?.canManage === canManage,
      },
      signal,
    );
  };
  const relabel = async (labels: number) => {
    await test.db.round.updateMany({ where: { projectId }, data: { labels } });
    await notifyProject(test.db, projectId);
  };

  it('are told of a change by one computation for all of them', async () => {
    const all: ReturnType<typeof follow>[] = [];
    for (let i = 0; i < 10; i++) for (const context of annotators) all.push(follow(await open(context)));
    await soon(() => all.every(({ events }) => events.length > 0)).toBe(true);
    await pause(400);
    const before = loads;
    await relabel(7);
    await soon(() => all.every(({ events }) => events.at(-1)?.openRound?.labels === 7)).toBe(true);
    await pause(400);
    expect(loads).toBe(before + 1);
  });

  it('are told of a hundred changes in a second by at most six, one after the other, and end up with the last', async () => {
    const one = follow(await open(engineer));
    await soon(() => one.events.length).toBe(1);
    const before = loads;
    const begun = Date.now();
    for (let i = 1; i <= 100; i++) await relabel(i);
    const seconds = (Date.now() - begun) / 1_000;
    await soon(() => one.events.at(-1)?.openRound?.labels).toBe(100);
    expect(loads - before).toBeLessThanOrEqual(Math.ceil(seconds * 5) + 1);
    expect(mostAtOnce).toBe(1);
  });

  it('are told the figures of the holdout where they manage the project, and not where they label', async () => {
    const [managing, labelling] = [follow(await open(engineer)), follow(await open(annotators[0]!))];
    await soon(() => managing.events.length * labelling.events.length).toBeGreaterThan(0);
    expect(managing.events[0]?.openRound?.figures).toMatchObject([{ id: 'accuracy', records: 4 }]);
    expect(labelling.events[0]?.openRound?.figures).toEqual([]);
    expect({ ...labelling.events[0]?.openRound, figures: 0 }).toEqual({ ...managing.events[0]?.openRound, figures: 0 });
  });

  it('and do not read get the latest state once they do, and nothing of what lay between', async () => {
    const response = await open(engineer);
    const other = follow(await open(engineer));
    for (let i = 1; i <= 3; i++) {
      await relabel(i);
      await soon(() => other.events.at(-1)?.openRound?.labels).toBe(i);
    }
    const slow = follow(response);
    await soon(() => slow.events.length).toBe(1);
    expect(slow.events[0]?.openRound?.labels).toBe(3);
    await relabel(4);
    await soon(() => slow.events.map(({ openRound }) => openRound?.labels)).toEqual([3, 4]);
  });

  it('and leave, before or after they begin to read, cost nothing any more', async () => {
    const early = new AbortController();
    await open(engineer, early);
    early.abort();
    const late = follow(await open(engineer));
    await soon(() => late.events.length).toBe(1);
    leave.abort();
    await late.ended;
    const before = loads;
    await relabel(1);
    await pause(500);
    expect(loads).toBe(before);
  });

  it('have so many streams a person and no more; one that ends makes room', async () => {
    const first = new AbortController();
    await open(engineer, first);
    for (let i = 1; i < STREAMS_A_PERSON; i++) await open(engineer);
    await expect(open(engineer)).rejects.toMatchObject({ code: 'too_many_streams' });
    await open(annotators[0]!); // another person's count is another
    first.abort();
    await open(engineer);
  });

  it('end when they are removed from the project, and the others go on', async () => {
    const [gone, stays] = [follow(await open(annotators[0]!)), follow(await open(annotators[1]!))];
    await soon(() => gone.events.length * stays.events.length).toBeGreaterThan(0);
    const { id } = annotators[0]!.actor;
    await test.db.$transaction(async (tx) => {
      await tx.member.deleteMany({ where: { projectId, userId: id } });
      await notifyPerson(tx, id);
    });
    await gone.ended;
    await relabel(5);
    await soon(() => stays.events.at(-1)?.openRound?.labels).toBe(5);
    expect(gone.events.at(-1)?.openRound?.labels).not.toBe(5);
  });

  it('end when they get more rights or fewer, and begin anew with those', async () => {
    const eve = await test.as('engineer');
    const { id } = eve.actor;
    await test.db.member.create({ data: { projectId, userId: id, role: 'annotator' } });
    const before = follow(await open(eve));
    await test.db.member.updateMany({ where: { projectId, userId: id }, data: { role: 'engineer' } });
    await notifyPerson(test.db, id);
    await before.ended;
    const after = follow(await open(eve));
    await soon(() => after.events[0]?.openRound?.figures).toMatchObject([{ records: 4 }]);
  });

  it('end with the key that they are followed with', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const inMs = (ms: number) => ({ endsAt: new Date(Date.now() + ms) });
      const [soonOver, lasting] = [follow(await open(engineer, inMs(1))), follow(await open(engineer, inMs(600_000)))];
      await pause(5);
      vi.advanceTimersByTime(15_000);
      await soonOver.ended;
      await relabel(3);
      await soon(() => lasting.events.at(-1)?.openRound?.labels).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stay while the rights of others change, and where all are looked at anew', async () => {
    const one = follow(await open(annotators[0]!));
    await soon(() => one.events.length).toBe(1);
    hub.onPerson(null); // as after a lost connection: everybody is looked at
    await notifyPerson(test.db, annotators[1]!.actor.id);
    await relabel(2);
    await soon(() => one.events.at(-1)?.openRound?.labels).toBe(2);
  });

  it('wait while the database is away, and go on when it is back', async () => {
    const one = follow(await open(engineer));
    await soon(() => one.events.length).toBe(1);
    failure = new Error('Connection terminated unexpectedly');
    await relabel(1);
    await pause(500);
    failure = null;
    await soon(() => one.events.at(-1)?.openRound?.labels).toBe(1);
  });

  it('end when the project is removed', async () => {
    const one = follow(await open(engineer));
    await soon(() => one.events.length).toBe(1);
    await test.db.project.update({ where: { id: projectId }, data: { removedAt: new Date() } });
    await notifyProject(test.db, projectId);
    await one.ended;
  });
});
