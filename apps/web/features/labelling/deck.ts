import type { Card, Hand } from '@querent/contracts';

/** The cards in hand and what has been answered here, as a plain value that the page shows. */
export interface Deck {
  /** The first is on the screen. */
  cards: Card[];
  /** Records answered here whose answers the server may not have yet: its hand may still hold them. */
  answered: string[];
  empty: Hand['empty'];
}

export const emptyDeck: Deck = { cards: [], answered: [], empty: 'none' };

/** A new hand: the card on the screen stays where it is, what has been answered is left out. */
export function dealHand(deck: Deck, hand: Hand): Deck {
  const fresh = hand.cards.filter(({ recordId }) => !deck.answered.includes(recordId));
  const [shown] = deck.cards;
  const cards = shown ? [shown, ...fresh.filter(({ recordId }) => recordId !== shown.recordId)] : fresh;
  return { ...deck, cards, empty: cards.length === 0 && hand.cards.length === 0 ? hand.empty : 'none' };
}

/** The card on the screen has been answered. */
export const playCard = (deck: Deck): Deck =>
  deck.cards[0]
    ? { ...deck, cards: deck.cards.slice(1), answered: [...deck.answered.slice(-200), deck.cards[0].recordId] }
    : deck;

/** These records have been answered, perhaps in an earlier visit or another tab: none of them is asked any more. */
export const markAnswered = (deck: Deck, recordIds: string[]): Deck => ({
  ...deck,
  cards: deck.cards.filter(({ recordId }) => !recordIds.includes(recordId)),
  answered: [...deck.answered, ...recordIds.filter((id) => !deck.answered.includes(id))],
});

/** The answer to a record does not stand: the server may ask for it again. */
export const forgetAnswer = (deck: Deck, recordId: string): Deck => ({
  ...deck,
  answered: deck.answered.filter((id) => id !== recordId),
});

/** A record comes back onto the screen, its answer taken back. */
export const returnCard = (deck: Deck, card: Card): Deck => ({
  cards: [card, ...deck.cards.filter(({ recordId }) => recordId !== card.recordId)],
  answered: forgetAnswer(deck, card.recordId).answered,
  empty: 'none',
});
