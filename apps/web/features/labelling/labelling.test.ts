import type { Card } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { dealHand, emptyDeck, playCard, returnCard } from './deck';
import { actionOf, pageKeys } from './keys';
import { refillDelayMs } from './refill';

describe('keys', () => {
  const answers: Record<string, string> = { '7': 'it is a seven', s: 'it is an S' };
  const press = (key: string, rest = {}, ofTask = (key: string) => (key === '7' ? answers[key]! : null)) =>
    actionOf(
      {
        key,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        repeat: false,
        isInField: false,
        isHelpOpen: false,
        isOnControl: false,
        ...rest,
      },
      ofTask,
    );

  it('each action has its key, and what answers nothing is the card’s', () => {
    expect(press('7')).toEqual({ type: 'task', action: 'it is a seven' });
    expect(press(' ')).toEqual({ type: 'skip' });
    expect(press('u')).toEqual({ type: 'undo' });
    expect(press('z', { ctrlKey: true })).toEqual({ type: 'undo' });
    expect(press('PageDown')).toEqual({ type: 'card', key: 'PageDown' });
  });

  it('those of the task go before those of the page, and the page says which are left', () => {
    const ofTask = (key: string) => answers[key] ?? null;
    expect(press('s', {}, ofTask)).toEqual({ type: 'task', action: 'it is an S' });
    expect(pageKeys((key) => ofTask(key) !== null)).toEqual({ skip: ['space'], undo: ['u', '⌫', 'ctrl+z'] });
    expect(pageKeys(() => false).skip).toEqual(['s', 'space']);
  });

  it('nothing happens in text fields or with modifiers, and a key that is held down only scrolls', () => {
    for (const rest of [{ isInField: true }, { altKey: true }, { ctrlKey: true }]) expect(press('7', rest)).toBeNull();
    expect(press('7', { repeat: true })).toBeNull();
    expect(press('ArrowDown', { repeat: true })).toEqual({ type: 'card', key: 'ArrowDown' });
    expect(press('z', { ctrlKey: true, repeat: true })).toBeNull();
  });

  it('letters count with caps lock on', () => {
    expect([press('S'), press('U')]).toEqual([{ type: 'skip' }, { type: 'undo' }]);
  });

  it('nothing reaches the card under the list of keys', () => {
    expect(press('7', { isHelpOpen: true })).toBeNull();
    expect(press('?', { isHelpOpen: true })).toEqual({ type: 'help' });
  });

  it('Space and Enter belong to a button that was reached with the Tab key', () => {
    for (const key of [' ', 'Enter']) expect(press(key, { isOnControl: true }, () => 'an answer')).toBeNull();
    expect(press('7', { isOnControl: true })).toMatchObject({ type: 'task' });
  });
});

describe('filling the hand', () => {
  it('asks soon while there is more, now and then when there was nothing new, and not at all with a full hand', () => {
    expect(refillDelayMs(5, { atMs: 1_000, isFruitful: true }, 1_000)).toBe(150);
    expect(refillDelayMs(5, { atMs: 1_000, isFruitful: false }, 1_000)).toBe(4_000);
    expect(refillDelayMs(0, { atMs: 1_000, isFruitful: false }, 9_000)).toBe(0);
    expect(refillDelayMs(12, { atMs: 0, isFruitful: true }, 1_000)).toBeNull();
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
