import { describe, expect, it } from 'vitest';
import { openOutbox } from './outbox';
import { answerOf, cardOf, give, keyOf, memory, recordsIn } from './outbox.fixtures';

describe('the outbox', () => {
  it('keeps answers in order, over a reload, apart by person', () => {
    const storage = memory();
    for (const n of [3, 1, 2]) give(openOutbox(storage, 'ann.p'), n);
    expect(recordsIn(openOutbox(storage, 'ann.p'))).toEqual(['r3', 'r1', 'r2']);
    expect(openOutbox(storage, 'bob.p').read().waiting).toEqual([]);
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
    expect(outbox.read().waiting).toMatchObject([{ answer: { recordId: 'r2' }, isTakenBack: true, card: cardOf(2) }]);
    expect(outbox.markTried(keyOf(1))).toBe(false);
  });

  it('sends an answer by its own fields, whatever the page that wrote it knew of cards', () => {
    const { reason: _, ...older } = cardOf(1);
    const cards = [older, { ...cardOf(1), score: 'high' }, { title: 'x' }, 'x', null, undefined];
    const read = cards.map((card) => keptOf({ at: 1, answer: answerOf(1), card, isTried: false }).waiting[0]);
    expect(read.map((entry) => entry?.answer)).toEqual(cards.map(() => answerOf(1)));
    expect(read.map((entry) => entry?.card)).toEqual(cards.map(() => null));
    expect(read.map((entry) => entry && [entry.name, entry.imageUrl])).toEqual([
      ['x1', '/x'],
      ['x1', '/x'],
      ...[1, 2, 3, 4].map(() => [null, null]),
    ]);
  });

  it('takes an answer without marks for one that the server may have', () => {
    const [entry] = keptOf({ answer: answerOf(1) }).waiting;
    expect(entry).toMatchObject({ at: 0, isTried: true, isTakenBack: false, refusedBecause: null });
  });

  it('leaves in an answer what this page does not know', () => {
    const storage = memory();
    const place = `querent.outbox.ann.p.${keyOf(1)}`;
    const stored = { at: 1, answer: { ...answerOf(1), mood: 'sure' }, card: { kind: 'text' }, isTried: false, tab: 7 };
    storage.setItem(place, JSON.stringify(stored));
    const outbox = openOutbox(storage, 'ann.p');
    outbox.markTried(keyOf(1));
    outbox.takeBack(keyOf(1));
    expect(JSON.parse(storage.getItem(place) ?? '')).toMatchObject({ ...stored, isTried: true, isTakenBack: true });
  });

  it('shows what it cannot read as it stands, and neither sends nor deletes it', () => {
    const storage = memory();
    const { label: _, ...noLabel } = answerOf(1);
    const texts = [
      '{"answer":',
      '',
      '7',
      '{}',
      '{"answer":{}}',
      JSON.stringify({ at: 1, answer: noLabel, card: cardOf(1) }),
    ];
    for (const [n, text] of texts.entries()) storage.setItem(`querent.outbox.ann.p.${keyOf(n)}`, text);
    const outbox = openOutbox(storage, 'ann.p');
    give(outbox, 9);
    expect(outbox.read().waiting).toHaveLength(1);
    expect(outbox.read().unreadable).toEqual(texts.map((text, n) => ({ key: keyOf(n), text })));
    expect(outbox.markTried(keyOf(0))).toBe(false);
    outbox.remove(keyOf(0));
    expect(outbox.read().unreadable).toHaveLength(texts.length - 1);
  });

  it('leaves alone what others have in the same storage', () => {
    const storage = memory();
    for (const place of ['querent.outbox.bob.p.key', 'querent.outbox.ann.p2.key', 'theme']) storage.setItem(place, '{');
    expect(openOutbox(storage, 'ann.p').read()).toEqual({ waiting: [], refused: [], unreadable: [] });
    expect(storage.length).toBe(3);
  });

  it('keeps a refused answer with its reason over a reload, until it waits again or is dismissed', () => {
    const storage = memory();
    const outbox = openOutbox(storage, 'ann.p');
    for (const n of [1, 2]) give(outbox, n);
    outbox.refuse(keyOf(1), 'No such class.');
    const { waiting, refused } = openOutbox(storage, 'ann.p').read();
    expect(waiting.map(({ key }) => key)).toEqual([keyOf(2)]);
    expect(refused).toMatchObject([{ key: keyOf(1), answer: answerOf(1), refusedBecause: 'No such class.' }]);
    outbox.retry(keyOf(1));
    expect(recordsIn(outbox)).toEqual(['r1', 'r2']);
    outbox.remove(keyOf(1));
    expect(recordsIn(outbox)).toEqual(['r2']);
  });

  it('takes no answer without room, and marks those it has all the same', () => {
    const storage = memory();
    const outbox = openOutbox(storage, 'ann.p');
    give(outbox, 1);
    storage.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    expect(() => give(outbox, 2)).toThrow();
    outbox.markTried(keyOf(1));
    outbox.refuse(keyOf(1), 'No such class.');
    expect(outbox.read()).toMatchObject({
      waiting: [],
      refused: [{ isTried: true, refusedBecause: 'No such class.' }],
    });
    outbox.remove(keyOf(1));
    expect(outbox.find(keyOf(1))).toBeNull();
  });
});

/** What the outbox makes of a value that some page has stored. */
function keptOf(value: unknown) {
  const storage = memory();
  storage.setItem(`querent.outbox.ann.p.${keyOf(1)}`, JSON.stringify(value));
  return openOutbox(storage, 'ann.p').read();
}
