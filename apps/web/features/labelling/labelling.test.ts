import {
  type Annotation,
  ApiError,
  type Card,
  ERRORS,
  type ErrorCode,
  type SubmitAnnotation,
} from '@querent/contracts';
import { describe, expect, it, vi } from 'vitest';
import { dealHand, emptyDeck, playCard, returnCard } from './deck';
import { actionOf, keysOf } from './keys';
import { type OutboxEntry, type OutboxStorage, openOutbox } from './outbox';
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

const entry = (at: number): OutboxEntry => ({
  at,
  answer: {
    recordId: `r${at}`,
    roundId: 'round',
    outcome: 'label',
    label: 1,
    seconds: 1,
    idempotencyKey: `key-${at}-long`,
  },
  imageUrl: '/x',
  name: 'x',
});
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
    for (const at of [3, 1, 2]) openOutbox(storage, 'ann.p').put(entry(at));
    expect(
      openOutbox(storage, 'ann.p')
        .list()
        .map(({ at }) => at),
    ).toEqual([1, 2, 3]);
    expect(openOutbox(storage, 'bob.p').list()).toEqual([]);
  });

  it('passes over what something else has written there', () => {
    const storage = memory();
    storage.setItem('querent.outbox.ann.p.broken', '{');
    openOutbox(storage, 'ann.p').put(entry(1));
    expect(openOutbox(storage, 'ann.p').list()).toHaveLength(1);
  });
});

describe('the sender', () => {
  function setUp(submit: (answer: SubmitAnnotation) => Promise<unknown>) {
    const outbox = openOutbox(memory(), 'ann.p');
    const events = { onSent: vi.fn(), onRefused: vi.fn(), onSignedOut: vi.fn(), onChange: vi.fn() };
    return {
      outbox,
      events,
      sender: createSender(outbox, submit as (answer: SubmitAnnotation) => Promise<Annotation>, events),
    };
  }

  it('sends everything in order, one after the other', async () => {
    const sent: string[] = [];
    const { outbox, sender } = setUp(async ({ recordId }) => sent.push(recordId));
    for (const at of [2, 1, 3]) outbox.put(entry(at));
    sender.wake();
    sender.wake();
    await vi.waitFor(() => expect(sent).toEqual(['r1', 'r2', 'r3']));
    expect(outbox.list()).toEqual([]);
  });

  it('keeps an answer until the network is back, and sends it under the same key', async () => {
    const keys: string[] = [];
    let isDown = true;
    const { outbox, sender } = setUp(async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (isDown) throw offline();
    });
    outbox.put(entry(1));
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
    for (const at of [1, 2]) outbox.put(entry(at));
    sender.wake();
    await vi.waitFor(() => expect(outbox.list()).toEqual([]));
    expect(events.onRefused).toHaveBeenCalledOnce();
    expect(events.onSent).toHaveBeenCalledOnce();
  });

  it.each<ErrorCode>(['not_signed_in', 'unavailable', 'internal'])(
    'keeps the answer where the server says %s',
    async (code) => {
      const { outbox, events, sender } = setUp(() => Promise.reject(refusal(code)));
      outbox.put(entry(1));
      sender.wake();
      await vi.waitFor(() => expect(events.onChange).toHaveBeenCalled());
      expect(outbox.list()).toHaveLength(1);
      expect(events.onSignedOut).toHaveBeenCalledTimes(code === 'not_signed_in' ? 1 : 0);
      sender.stop();
    },
  );
});

describe('keys', () => {
  const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const press = (key: string, rest = {}) =>
    actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, isInField: false, ...rest }, digits);

  it('digits are their own keys, other classes get 1 to 9 and 0', () => {
    expect(keysOf(digits)).toEqual(digits);
    expect(keysOf(['cat', 'dog'])).toEqual(['1', '2']);
    expect(keysOf(Array.from({ length: 11 }, (_, i) => `c${i}`)).slice(8)).toEqual(['9', '0', null]);
  });

  it('each action has its key', () => {
    expect(press('7')).toEqual({ type: 'label', label: 7 });
    expect(press(' ')).toEqual({ type: 'skip' });
    expect(press('u')).toEqual({ type: 'undo' });
    expect(press('z', { ctrlKey: true })).toEqual({ type: 'undo' });
  });

  it('nothing happens in text fields, with modifiers, or while a key is held down', () => {
    for (const rest of [{ isInField: true }, { altKey: true }, { ctrlKey: true }, { repeat: true }])
      expect(press('7', rest)).toBeNull();
    expect(press('x')).toBeNull();
  });
});

describe('the deck', () => {
  const card = (recordId: string) => ({ recordId }) as Card;
  const hand = (...ids: string[]) => ({ cards: ids.map(card), answered: 0, empty: 'none' as const });
  const ids = (deck: { cards: Card[] }) => deck.cards.map(({ recordId }) => recordId);

  it('keeps the card on the screen when a new round deals anew', () => {
    expect(ids(dealHand(dealHand(emptyDeck, hand('a', 'b')), hand('c', 'a', 'd')))).toEqual(['a', 'c', 'd']);
  });

  it('never shows an answered card again, unless it is taken back', () => {
    const played = playCard(dealHand(emptyDeck, hand('a', 'b')));
    expect(ids(dealHand(played, hand('a', 'b', 'c')))).toEqual(['b', 'c']);
    expect(ids(returnCard(played, card('a')))).toEqual(['a', 'b']);
  });

  it('says why it is empty only when nothing is left', () => {
    expect(dealHand(emptyDeck, { ...hand(), empty: 'all_labelled' }).empty).toBe('all_labelled');
    expect(playCard(emptyDeck)).toBe(emptyDeck);
  });
});
