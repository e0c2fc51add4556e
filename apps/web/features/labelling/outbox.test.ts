import type { Card } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { openOutbox } from './outbox';
import { answerOf, cardOf, give, keyOf, recordsIn } from './outbox.fixtures';

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
    const { content } = cardOf(1);
    expect(read.map((entry) => entry && [entry.name, entry.content])).toEqual([
      ['x1', content],
      ['x1', content],
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
    const { answer: _, ...noAnswer } = answerOf(1);
    const texts = [
      '{"answer":',
      '',
      '7',
      '{}',
      '{"answer":{}}',
      JSON.stringify({ at: 1, answer: noAnswer, card: cardOf(1) }),
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

  /** As it stood in the storage of a browser after an answer to 0.2. */
  const OF_0_2 =
    '{"at":1795651200000,"answer":{"recordId":"r7","roundId":"round","outcome":"label","label":3,"seconds":1.4,"idempotencyKey":"0d1f6a3e-9f0a-4f0e-8d55-0a3f6f6f1b11"},"card":{"recordId":"r7","roundId":"round","roundNumber":2,"imageUrl":"/api/v1/records/r7/image","name":"digit 4711","score":0.41,"scoreName":"BALD","scoreUnit":"nats","rank":3,"modelVersion":"r2-1a2b","reason":"The model is unsure.","leaseExpiresAt":"2026-11-25T10:00:00.000Z"},"isTried":false,"isTakenBack":false,"refusedBecause":null}';

  it('sends an answer of version 0.2 as it was given, and shows its picture', () => {
    const { waiting } = keptOf(JSON.parse(OF_0_2));
    const { answer, card } = JSON.parse(OF_0_2);
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.answer).toEqual(answer);
    const content = { kind: 'image', url: card.imageUrl, width: null, height: null };
    expect(waiting[0]).toMatchObject({ name: 'digit 4711', content, card: { recordId: 'r7', content } });
  });

  it('sends a skip of version 0.2 as it was given', () => {
    const stored = JSON.parse(OF_0_2);
    const answer = { ...stored.answer, outcome: 'skip', label: null };
    expect(keptOf({ ...stored, answer }).waiting[0]?.answer).toEqual(answer);
  });

  it('keeps an answer whose card has no room, shows the beginning, and brings the card back while the page is open', () => {
    const storage = memory();
    const outbox = openOutbox(storage, 'ann.p');
    const card: Card = { ...cardOf(1), content: { kind: 'text', text: 'word '.repeat(200_000) } };
    outbox.add(answerOf(1), card, 1);
    expect(storage.getItem(`querent.outbox.ann.p.${keyOf(1)}`)?.length).toBeLessThan(2_000);
    expect(outbox.find(keyOf(1))).toMatchObject({ name: 'x1', card });
    const [again] = openOutbox(storage, 'ann.p').read().waiting;
    expect(again).toMatchObject({ answer: answerOf(1), name: 'x1', card: null });
    expect(again?.content).toMatchObject({ kind: 'text', text: expect.stringMatching(/^word word .*…$/) });
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
