import {
  type Annotation,
  ApiError,
  type Card,
  ERRORS,
  type ErrorCode,
  type SubmitAnnotation,
} from '@querent/contracts';
import { describe, expect, it, vi } from 'vitest';
import { type Outbox, type OutboxStorage, openOutbox } from './outbox';
import { createSender } from './sender';

function memory(): OutboxStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    key: (index) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}

const keyOf = (n: number) => `key-${n}-long`;
const answerOf = (n: number): SubmitAnnotation => ({
  recordId: `r${n}`,
  roundId: 'round',
  outcome: 'label',
  label: 1,
  seconds: 1,
  idempotencyKey: keyOf(n),
});
const cardOf = (n: number): Card => ({
  recordId: `r${n}`,
  roundId: 'round',
  roundNumber: 1,
  imageUrl: '/x',
  name: `x${n}`,
  score: null,
  scoreName: null,
  scoreUnit: null,
  rank: 0,
  modelVersion: null,
  reason: '',
  leaseExpiresAt: '2026-01-01T00:00:00.000Z',
});
const give = (outbox: Outbox, n: number, nowMs = n) => outbox.add(answerOf(n), cardOf(n), nowMs);
const recordsIn = (outbox: Outbox) => outbox.list().map(({ answer }) => answer.recordId);
const refusal = (code: ErrorCode) =>
  new ApiError('POST /projects/{projectId}/annotations', {
    type: '',
    title: '',
    status: ERRORS[code].status,
    code,
    detail: code,
  });
const offline = () => new ApiError('POST /projects/{projectId}/annotations', null);

describe('the outbox', () => {
  it('keeps answers in order, over a reload, apart by person', () => {
    const storage = memory();
    for (const n of [3, 1, 2]) give(openOutbox(storage, 'ann.p'), n);
    expect(recordsIn(openOutbox(storage, 'ann.p'))).toEqual(['r3', 'r1', 'r2']);
    expect(openOutbox(storage, 'bob.p').list()).toEqual([]);
  });

  it('keeps the order within a millisecond and when the clock is set back', () => {
    const outbox = openOutbox(memory(), 'ann.p');
    for (const [n, nowMs] of [
      [5, 100],
      [4, 100],
      [3, 50],
    ] as const)
      give(outbox, n, nowMs);
    expect(recordsIn(outbox)).toEqual(['r5', 'r4', 'r3']);
  });

  it('forgets an answer that is taken back before it was sent, and marks one that may have arrived', () => {
    const outbox = openOutbox(memory(), 'ann.p');
    for (const n of [1, 2]) give(outbox, n);
    outbox.markTried(keyOf(2));
    for (const n of [1, 2]) outbox.takeBack(keyOf(n));
    expect(outbox.list()).toMatchObject([{ answer: { recordId: 'r2' }, isTakenBack: true, card: cardOf(2) }]);
    expect(outbox.markTried(keyOf(1))).toBe(false);
  });

  it('passes over what something else has written there', () => {
    const storage = memory();
    storage.setItem('querent.outbox.ann.p.broken', '{');
    give(openOutbox(storage, 'ann.p'), 1);
    expect(openOutbox(storage, 'ann.p').list()).toHaveLength(1);
  });
});

describe('the sender', () => {
  function setUp(submit: (answer: SubmitAnnotation) => Promise<unknown>) {
    const outbox = openOutbox(memory(), 'ann.p');
    const events = { onSent: vi.fn(), onRefused: vi.fn(), onSignedOut: vi.fn(), onChange: vi.fn() };
    const undo = vi.fn(async (_annotationId: string): Promise<unknown> => null);
    const stored = async (answer: SubmitAnnotation) => {
      await submit(answer);
      return { id: `stored-${answer.recordId}` } as Annotation;
    };
    const sender = createSender(outbox, { submit: stored, undo, alone: (send) => send() }, events);
    return { outbox, events, undo, sender };
  }

  it('sends everything in order, one after the other', async () => {
    const sent: string[] = [];
    const { outbox, sender } = setUp(async ({ recordId }) => sent.push(recordId));
    for (const n of [2, 1, 3]) give(outbox, n);
    sender.wake();
    sender.wake();
    await vi.waitFor(() => expect(sent).toEqual(['r2', 'r1', 'r3']));
    await vi.waitFor(() => expect(outbox.list()).toEqual([]));
  });

  it('sends what was added while it was letting go of its lock', async () => {
    const outbox = openOutbox(memory(), 'ann.p');
    const events = { onSent: vi.fn(), onRefused: vi.fn(), onSignedOut: vi.fn(), onChange: vi.fn() };
    let letGo = () => {};
    const alone = async (send: () => Promise<void>) => {
      await send();
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    };
    const sender = createSender(
      outbox,
      { submit: async () => ({}) as Annotation, undo: async () => {}, alone },
      events,
    );
    give(outbox, 1);
    sender.wake();
    await vi.waitFor(() => expect(events.onSent).toHaveBeenCalledOnce());
    give(outbox, 2);
    sender.wake();
    letGo();
    await vi.waitFor(() => expect(events.onSent).toHaveBeenCalledTimes(2));
  });

  it('undoes an answer that was taken back on its way, before it sends the next', async () => {
    const order: string[] = [];
    let arrive = () => {};
    const { outbox, events, undo, sender } = setUp(async ({ recordId, idempotencyKey }) => {
      order.push(`submit ${recordId}`);
      if (idempotencyKey === keyOf(1)) await new Promise<void>((resolve) => (arrive = resolve));
    });
    undo.mockImplementation(async (id) => order.push(`undo ${id}`));
    give(outbox, 1);
    sender.wake();
    await vi.waitFor(() => expect(order).toEqual(['submit r1']));
    outbox.takeBack(keyOf(1));
    give(outbox, 2);
    arrive();
    await vi.waitFor(() => expect(outbox.list()).toEqual([]));
    expect(order).toEqual(['submit r1', 'undo stored-r1', 'submit r2']);
    expect(events.onSent).toHaveBeenCalledOnce();
  });

  it('undoes an answer that was taken back after its reply was lost, also when the undo has to be sent twice', async () => {
    let failures = 2;
    const { outbox, events, undo, sender } = setUp(async () => {
      if (failures-- === 2) throw offline();
    });
    undo.mockImplementationOnce(() => Promise.reject(offline()));
    give(outbox, 1);
    sender.wake();
    await vi.waitFor(() => expect(events.onChange).toHaveBeenCalled());
    outbox.takeBack(keyOf(1));
    await vi.waitFor(() => expect(outbox.list()).toEqual([]), { timeout: 5_000 });
    expect(undo).toHaveBeenCalledTimes(2);
    expect(events.onSent).not.toHaveBeenCalled();
    expect(events.onRefused).not.toHaveBeenCalled();
  });

  it('says so when an answer can no longer be taken back: it stands', async () => {
    const { outbox, events, undo, sender } = setUp(async () => {});
    undo.mockImplementation(() => Promise.reject(refusal('undo_too_late')));
    give(outbox, 1);
    outbox.markTried(keyOf(1));
    outbox.takeBack(keyOf(1));
    sender.wake();
    await vi.waitFor(() => expect(events.onRefused).toHaveBeenCalledOnce());
    expect(events.onSent).toHaveBeenCalledOnce();
  });

  it('keeps an answer until the network is back, and sends it under the same key', async () => {
    const keys: string[] = [];
    let isDown = true;
    const { outbox, sender } = setUp(async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (isDown) throw offline();
    });
    give(outbox, 1);
    sender.wake();
    await vi.waitFor(() => expect(keys).toHaveLength(1));
    expect(outbox.list()).toHaveLength(1);
    isDown = false;
    await vi.waitFor(() => expect(outbox.list()).toEqual([]), { timeout: 3_000 });
    expect(new Set(keys).size).toBe(1);
    sender.stop();
  });

  it('tells of a refusal and goes on with the next answer', async () => {
    const { outbox, events, sender } = setUp(async ({ recordId }) => {
      if (recordId === 'r1') throw refusal('already_annotated');
    });
    for (const n of [1, 2]) give(outbox, n);
    sender.wake();
    await vi.waitFor(() => expect(outbox.list()).toEqual([]));
    expect(events.onRefused).toHaveBeenCalledOnce();
    expect(events.onSent).toHaveBeenCalledOnce();
  });

  it.each<ErrorCode>(['not_signed_in', 'unavailable', 'internal'])(
    'keeps the answer where the server says %s',
    async (code) => {
      const { outbox, events, sender } = setUp(() => Promise.reject(refusal(code)));
      give(outbox, 1);
      sender.wake();
      await vi.waitFor(() => expect(events.onChange).toHaveBeenCalled());
      expect(outbox.list()).toHaveLength(1);
      expect(events.onSignedOut).toHaveBeenCalledTimes(code === 'not_signed_in' ? 1 : 0);
      sender.stop();
    },
  );
});
