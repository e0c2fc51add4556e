import type { Hand, RecentAnnotation } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { classesOf } from '@/task-kinds/classes.fixtures';
import {
  type LabellingEvent,
  type LabellingState,
  openLabelling,
  recentAnswers as recentIn,
  reduceLabelling,
} from './labelling-state';
import { openOutbox } from './outbox';
import { answerOf, cardOf, give, keyOf, recentOf, storedOf } from './outbox.fixtures';

const recentAnswers = (state: LabellingState) => recentIn(state, classesOf('cat', 'dog'));

const after = (...events: LabellingEvent[]) => events.reduce(reduceLabelling, openLabelling);
const handOf = (...records: number[]): Hand => ({ cards: records.map(cardOf), answered: 0, empty: 'none' });
const dealt = (...records: number[]) => ({ type: 'dealt', hand: handOf(...records), atMs: 5 }) as const;
const notDealt = (failure: 'signed-out' | 'gone' | 'later' | 'refused' | 'unreadable') =>
  ({ type: 'not dealt', failure, reason: 'why', atMs: 5 }) as const;
const listed = (...recent: RecentAnnotation[]) => after({ type: 'listed', recent });
const delayed = { type: 'delayed', failure: 'later', reason: 'why' } as const;
const inHand = ({ deck }: ReturnType<typeof after>) => deck.cards.map(({ recordId }) => recordId);

/** What the browser keeps after answers to the records. */
function keeping(...records: number[]) {
  const outbox = openOutbox(memory(), 'ann.p');
  for (const n of records) give(outbox, n);
  const kept = () => ({ type: 'kept', kept: outbox.read() }) as const;
  const entry = (n: number) => outbox.find(keyOf(n)) ?? expect.unreachable();
  return { outbox, kept, entry };
}

describe('what the labelling page knows', () => {
  it('begins with an empty hand and no answers, and does not take that for the server’s list', () => {
    expect(recentAnswers(openLabelling)).toEqual([]);
    expect(openLabelling).toMatchObject({ isLoaded: false, isListed: false, isSignedOut: false, isGone: false });
    const state = listed(recentOf(answerOf(1)));
    expect(state.isListed).toBe(true);
    expect(recentAnswers(state)).toMatchObject([
      { id: 'stored-r1', isStored: true, name: 'r1', content: { url: '/x' } },
    ]);
  });

  it('dealt: the cards are in hand, and whoever dealt them answers and knows the person', () => {
    const state = after(notDealt('later'), notDealt('signed-out'), dealt(1, 2));
    expect(inHand(state)).toEqual(['r1', 'r2']);
    expect(state).toMatchObject({ isLoaded: true, cutOff: null, isSignedOut: false });
    expect(state.lastAsked).toEqual({ atMs: 5, isFruitful: true });
  });

  it('dealt: nothing new is not fruitful', () => {
    expect(after(dealt(1, 2), dealt(2, 1)).lastAsked.isFruitful).toBe(false);
    expect(after(dealt(1), dealt(1, 2)).lastAsked.isFruitful).toBe(true);
  });

  it('not dealt: says whether to sign in, to wait, or what is wrong, and leaves the hand', () => {
    const before = dealt(1);
    expect(after(before, notDealt('signed-out'))).toMatchObject({ isSignedOut: true, cutOff: null, note: null });
    expect(after(before, notDealt('later'))).toMatchObject({ isSignedOut: false, cutOff: 'why', note: null });
    for (const failure of ['refused', 'unreadable'] as const)
      expect(after(before, notDealt(failure))).toMatchObject({ cutOff: null, note: { text: 'why', isBad: true } });
    const state = after(before, notDealt('later'));
    expect(inHand(state)).toEqual(['r1']);
    expect(state.lastAsked).toEqual({ atMs: 5, isFruitful: false });
  });

  it('kept: answers that wait are shown first, newest first, and not asked again', () => {
    const { kept } = keeping(1, 2);
    const state = [kept(), dealt(1, 2, 3)].reduce(reduceLabelling, listed(recentOf(answerOf(4))));
    expect(recentAnswers(state).map(({ recordId }) => recordId)).toEqual(['r2', 'r1', 'r4']);
    expect(recentAnswers(state)[0]).toMatchObject({
      id: keyOf(2),
      isStored: false,
      name: 'x2',
      content: { url: '/x' },
    });
    expect(inHand(state)).toEqual(['r3']);
  });

  it('kept: a card that is answered in another tab leaves the screen', () => {
    const { kept } = keeping(1);
    expect(inHand(after(dealt(1, 2), kept()))).toEqual(['r2']);
  });

  it('elsewhere: what another tab has answered is asked no more, and what it took back may be', () => {
    const answered = { type: 'elsewhere', recordId: 'r1', stands: true } as const;
    expect(inHand(after(dealt(1, 2), answered, dealt(1, 2)))).toEqual(['r2']);
    expect(inHand(after(dealt(1, 2), answered, { ...answered, stands: false }, dealt(1, 2)))).toEqual(['r2', 'r1']);
  });

  it('not dealt: where the project is gone no card is left, until there are cards again', () => {
    const state = after(dealt(1, 2), notDealt('gone'));
    expect(state).toMatchObject({ isGone: true, note: null });
    expect(inHand(state)).toEqual([]);
    expect(reduceLabelling(state, dealt(1))).toMatchObject({ isGone: false });
  });

  it('kept: what is taken back or refused is not among the answers, and may be asked again', () => {
    const { outbox, kept } = keeping(1, 2);
    outbox.markTried(keyOf(1));
    outbox.takeBack(keyOf(1));
    outbox.refuse(keyOf(2), 'why');
    const state = after(kept(), dealt(1, 2));
    expect(recentAnswers(state)).toEqual([]);
    expect(inHand(state)).toEqual(['r1', 'r2']);
  });

  it('kept: an answer whose card cannot be read has no picture, and is there all the same', () => {
    const storage = memory();
    storage.setItem(`querent.outbox.ann.p.${keyOf(1)}`, JSON.stringify({ at: 1, answer: answerOf(1) }));
    const state = after({ type: 'kept', kept: openOutbox(storage, 'ann.p').read() });
    expect(recentAnswers(state)).toMatchObject([
      { id: keyOf(1), answer: { classId: 'c1' }, name: 'a record', content: null },
    ]);
  });

  it('answered: the next card is on the screen, and old notes are gone', () => {
    const state = after(dealt(1, 2), { type: 'failed', text: 'no' }, { type: 'answered' });
    expect(inHand(state)).toEqual(['r2']);
    expect(state.note).toBeNull();
    expect(inHand(after(dealt(1, 2), { type: 'answered' }, dealt(1, 2)))).toEqual(['r2']);
  });

  it('sent: the answer is stored, once, with the last ten', () => {
    const { entry } = keeping(1);
    const sent = { type: 'sent', entry: entry(1), annotation: storedOf(answerOf(1)) } as const;
    const full = listed(...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => recentOf(answerOf(n))));
    const state = [delayed, sent, sent].reduce(reduceLabelling, full);
    expect(state.stored).toHaveLength(10);
    expect(state.stored[0]).toMatchObject({ id: 'stored-r1', isStored: true, name: 'x1', content: { url: '/x' } });
    expect(state.delay).toBeNull();
  });

  it('sent: the picture is the server’s where the browser has none', () => {
    const bare = { ...keeping(1).entry(1), name: null, content: null };
    const state = after({ type: 'sent', entry: bare, annotation: recentOf(answerOf(1)) });
    expect(state.stored).toMatchObject([{ name: 'r1', content: { url: '/x' } }]);
  });

  it('delayed: says why nothing goes, or to sign in', () => {
    expect(after(delayed)).toMatchObject({ delay: 'why', isSignedOut: false });
    expect(after({ ...delayed, failure: 'signed-out' })).toMatchObject({ delay: null, isSignedOut: true });
  });

  it('refused: the record may be asked again', () => {
    const state = after(dealt(1), { type: 'answered' }, delayed, { type: 'refused', recordId: 'r1' }, dealt(1));
    expect(inHand(state)).toEqual(['r1']);
    expect(state.delay).toBeNull();
  });

  it('listed: the server’s list takes the place of what was shown as stored', () => {
    const other: LabellingEvent = { type: 'listed', recent: [recentOf(answerOf(2))] };
    expect(reduceLabelling(listed(recentOf(answerOf(1))), other).stored).toMatchObject([{ id: 'stored-r2' }]);
  });

  it('undone: the answer is off the list', () => {
    const before = listed(...[1, 2].map((n) => recentOf(answerOf(n))));
    expect(reduceLabelling(before, { type: 'undone', id: 'stored-r1' }).stored).toMatchObject([{ id: 'stored-r2' }]);
  });

  it('returned: the card is on the screen again, before the others', () => {
    const state = after(
      dealt(1, 2),
      { type: 'answered' },
      { type: 'returned', card: cardOf(1), draft: 'former', text: null },
      dealt(1, 2),
    );
    expect(inHand(state)).toEqual(['r1', 'r2']);
    expect(state.drafts).toEqual({ r1: 'former' });
  });

  it('returned: says what of its answer cannot be as it was', () => {
    const state = after(dealt(1), { type: 'returned', card: cardOf(1), draft: null, text: 'gone' });
    expect(state.note).toEqual({ text: 'gone', isBad: false });
  });

  it('drafted: belongs to the card on the screen, over new hands and beside a card that comes back', () => {
    const draft = { type: 'drafted', draft: ['a'] } as const;
    expect(after(draft).drafts).toEqual({});
    const state = after(dealt(1, 2), draft, dealt(3, 1));
    expect(state.drafts).toEqual({ r1: ['a'] });
    const returned: LabellingEvent = { type: 'returned', card: cardOf(7), draft: ['b'], text: null };
    expect(reduceLabelling(state, returned).drafts).toEqual({ r1: ['a'], r7: ['b'] });
  });

  it('drafted: goes with its card, answered here or in another tab', () => {
    const draft = { type: 'drafted', draft: ['a'] } as const;
    expect(after(dealt(1, 2), draft, { type: 'answered' }).drafts).toEqual({});
    expect(after(dealt(1, 2), draft, { type: 'elsewhere', recordId: 'r1', stands: true }).drafts).toEqual({});
    expect(after(dealt(1, 2), draft, { type: 'elsewhere', recordId: 'r2', stands: true }).drafts).toEqual({
      r1: ['a'],
    });
  });

  it('adapted: drafts are what the classes have made of them, and it says so', () => {
    const adapted = { type: 'adapted', drafts: { r1: [], r9: [] }, text: '“Cat” is not used any more.' } as const;
    const state = after(dealt(1, 2), adapted);
    expect(state).toMatchObject({ drafts: { r1: [] }, note: { text: '“Cat” is not used any more.', isBad: false } });
    expect(Object.keys(state.drafts)).toEqual(['r1']);
  });

  it('taken back: without a card it says so, and the record comes when it is dealt', () => {
    const state = after(dealt(1, 2), { type: 'answered' }, { type: 'taken back', recordId: 'r1' });
    expect(inHand(state)).toEqual(['r2']);
    expect(state.note).toMatchObject({ text: expect.stringContaining('asked again'), isBad: false });
    expect(inHand(reduceLabelling(state, dealt(1, 2)))).toEqual(['r2', 'r1']);
  });

  it('saved: remembers what lies in a file, so that only that can be dismissed', () => {
    expect(after({ type: 'saved', keys: ['a'] }, { type: 'saved', keys: ['b'] }).saved).toEqual(['a', 'b']);
  });

  it('failed: says why', () => {
    expect(after({ type: 'failed', text: 'no' }).note).toEqual({ text: 'no', isBad: true });
  });
});
