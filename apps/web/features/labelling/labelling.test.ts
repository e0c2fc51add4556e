import type { Card } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { dealHand, emptyDeck, playCard, returnCard } from './deck';
import { actionOf, keysOf } from './keys';
import { refillDelayMs } from './refill';

describe('keys', () => {
  const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const press = (key: string, rest = {}) =>
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
      digits,
    );

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

  it('letters count with caps lock on', () => {
    expect([press('S'), press('U')]).toEqual([{ type: 'skip' }, { type: 'undo' }]);
  });

  it('nothing reaches the card under the list of keys', () => {
    expect(press('7', { isHelpOpen: true })).toBeNull();
    expect(press('?', { isHelpOpen: true })).toEqual({ type: 'help' });
  });

  it('Space belongs to a button that was reached with the Tab key', () => {
    expect(press(' ', { isOnControl: true })).toBeNull();
    expect(press('7', { isOnControl: true })).toEqual({ type: 'label', label: 7 });
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
