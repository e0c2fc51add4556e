import { type Annotation, ERRORS, keysOf, type RecentAnnotation, type SubmitAnnotation } from '@querent/contracts';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { taskOf } from '@/task-kinds/classes.fixtures';
import { isSameAnswer } from './answer-given';
import { openOutbox } from './outbox';
import { answerOf, give, keyOf, offline, recentOf, recordsIn, refusal, storedOf } from './outbox.fixtures';
import { createSender } from './sender';

const eventsOf = () => ({ onSent: vi.fn(), onRefused: vi.fn(), onDelayed: vi.fn(), onChange: vi.fn() });
const isSame = (stored: Annotation, sent: SubmitAnnotation) =>
  isSameAnswer(stored, sent, taskOf('single_choice', 'cat', 'dog'));
/** What the client throws where a reply is not of its schema. */
const unreadable = () => new z.ZodError([]);

describe('the sender', () => {
  function setUp(submit: (answer: SubmitAnnotation) => Promise<unknown>) {
    const outbox = openOutbox(memory(), 'ann.p');
    const events = eventsOf();
    const recent = vi.fn(async (): Promise<RecentAnnotation[]> => []);
    const undo = vi.fn(async (_annotationId: string): Promise<unknown> => null);
    const stored = async (answer: SubmitAnnotation) => {
      await submit(answer);
      return storedOf(answer);
    };
    const sender = createSender(outbox, { submit: stored, undo, recent, isSame, alone: (send) => send() }, events);
    return { outbox, events, undo, recent, sender };
  }

  it('sends everything in order, one after the other', async () => {
    const sent: string[] = [];
    const { outbox, sender } = setUp(async ({ recordId }) => sent.push(recordId));
    for (const n of [2, 1, 3]) give(outbox, n);
    sender.wake();
    sender.wake();
    await vi.waitFor(() => expect(sent).toEqual(['r2', 'r1', 'r3']));
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]));
  });

  it('sends what was added while it was letting go of its lock', async () => {
    const outbox = openOutbox(memory(), 'ann.p');
    const events = eventsOf();
    let letGo = () => {};
    const alone = async (send: () => Promise<void>) => {
      await send();
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    };
    const sender = createSender(
      outbox,
      { submit: async () => ({}) as Annotation, undo: async () => {}, recent: async () => [], isSame, alone },
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
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]));
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
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]), { timeout: 5_000 });
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
    expect(recordsIn(outbox)).toHaveLength(1);
    isDown = false;
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]), { timeout: 3_000 });
    expect(new Set(keys).size).toBe(1);
    sender.stop();
  });

  // What cannot be read has tests of its own below.
  it.each(keysOf(ERRORS).filter((code) => code !== 'unreadable'))(
    'decides by the table of errors where the server says %s',
    async (code) => {
      const { outbox, events, sender } = setUp(async ({ recordId }) => {
        if (recordId === 'r1') throw refusal(code);
      });
      for (const n of [1, 2]) give(outbox, n);
      sender.wake();
      await vi.waitFor(() => expect(events.onChange).toHaveBeenCalled());
      sender.stop();
      const isKept = ERRORS[code].retry || code === 'not_signed_in';
      expect(outbox.find(keyOf(1))?.refusedBecause).toBe(isKept ? null : code);
      expect(events.onRefused).toHaveBeenCalledTimes(isKept ? 0 : 1);
      // Who is away needs no other words than a missing reply: nobody has to try again.
      const reason = code === 'unavailable' ? 'The server does not answer.' : code;
      if (isKept)
        expect(events.onDelayed).toHaveBeenCalledWith(code === 'not_signed_in' ? 'signed-out' : 'later', reason);
    },
  );

  it('keeps what is refused, and goes on with the next answer', async () => {
    const { outbox, events, sender } = setUp(async ({ recordId }) => {
      if (recordId === 'r1') throw refusal('invalid_input');
    });
    for (const n of [1, 2]) give(outbox, n);
    sender.wake();
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]));
    expect(outbox.read().refused).toMatchObject([{ answer: answerOf(1), refusedBecause: 'invalid_input' }]);
    expect(events.onRefused).toHaveBeenCalledOnce();
    expect(events.onSent).toHaveBeenCalledOnce();
  });

  it('forgets a refused answer that was taken back', async () => {
    const { outbox, events, sender } = setUp(() => Promise.reject(refusal('record_not_found')));
    give(outbox, 1);
    outbox.markTried(keyOf(1));
    outbox.takeBack(keyOf(1));
    sender.wake();
    await vi.waitFor(() => expect(outbox.find(keyOf(1))).toBeNull());
    expect(events.onRefused).not.toHaveBeenCalled();
  });

  it('takes an answer for stored where the reply cannot be read and the server lists the answer', async () => {
    const { outbox, events, recent, sender } = setUp(() => Promise.reject(unreadable()));
    recent.mockResolvedValue([recentOf(answerOf(1))]);
    give(outbox, 1);
    sender.wake();
    await vi.waitFor(() => expect(events.onSent).toHaveBeenCalledOnce());
    expect(events.onSent.mock.calls[0]?.[1]).toMatchObject({ id: 'stored-r1' });
    expect(outbox.find(keyOf(1))).toBeNull();
  });

  it('takes the same answer from another tab for this one, and refuses another answer', async () => {
    const { outbox, events, recent, sender } = setUp(() => Promise.reject(refusal('already_annotated')));
    recent.mockResolvedValue([recentOf(answerOf(1)), recentOf({ ...answerOf(2), answer: { classId: 'c0' } })]);
    for (const n of [1, 2]) give(outbox, n);
    sender.wake();
    await vi.waitFor(() => expect(recordsIn(outbox)).toEqual([]));
    expect(events.onSent).toHaveBeenCalledOnce();
    expect(outbox.read().refused).toMatchObject([{ answer: { recordId: 'r2' }, refusedBecause: 'already_annotated' }]);
  });

  it.each([
    ['a reply that cannot be read', unreadable],
    ['a refusal that is not in the table', () => refusal('unreadable', 418)],
  ])('sends an answer a few times after %s, then keeps it as refused and goes on', async (_, failure) => {
    vi.useFakeTimers();
    const sent: string[] = [];
    const { outbox, events, sender } = setUp(async ({ recordId }) => {
      sent.push(recordId);
      if (recordId === 'r1') throw failure();
    });
    for (const n of [1, 2]) give(outbox, n);
    sender.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(sent).toEqual(['r1', 'r1', 'r1', 'r1', 'r2']);
    expect(outbox.read()).toMatchObject({ waiting: [], refused: [{ answer: answerOf(1) }] });
    expect(outbox.read().refused[0]?.refusedBecause).toContain('Reload the page');
    expect(events.onDelayed).toHaveBeenLastCalledWith('unreadable', expect.stringContaining('Reload the page'));
  });

  it('does not count the times without a network', async () => {
    vi.useFakeTimers();
    const { outbox, recent, sender } = setUp(() => Promise.reject(unreadable()));
    recent.mockRejectedValue(offline());
    give(outbox, 1);
    sender.wake();
    await vi.advanceTimersByTimeAsync(600_000);
    sender.stop();
    vi.useRealTimers();
    expect(recordsIn(outbox)).toEqual(['r1']);
  });

  it('takes an undo for done where its reply cannot be read and the answer stands no more', async () => {
    const { outbox, events, undo, sender } = setUp(async () => {});
    undo.mockRejectedValue(unreadable());
    give(outbox, 1);
    outbox.markTried(keyOf(1));
    outbox.takeBack(keyOf(1));
    sender.wake();
    await vi.waitFor(() => expect(outbox.find(keyOf(1))).toBeNull());
    expect(events.onSent).not.toHaveBeenCalled();
    expect(events.onRefused).not.toHaveBeenCalled();
  });
});
