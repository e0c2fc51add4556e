import type { Annotation, Card, Hand, RecentAnnotation } from '@querent/contracts';
import { type Deck, dealHand, emptyDeck, forgetAnswer, markAnswered, playCard, returnCard } from './deck';
import type { Failure } from './failure';
import type { Kept } from './outbox';
import type { OutboxEntry } from './outbox-entry';
import type { LastAsked } from './refill';

export interface RecentAnswer {
  /** The idempotency key while it waits, the annotation's id once it is stored. */
  id: string;
  recordId: string;
  isStored: boolean;
  outcome: 'label' | 'skip';
  label: number | null;
  imageUrl: string | null;
  name: string;
}

interface Note {
  text: string;
  isBad: boolean;
}

/** All that the labelling page knows, as a plain value. */
export interface LabellingState {
  deck: Deck;
  isLoaded: boolean;
  /** Whether the server has told the last answers: until then nobody knows which the last one is. */
  isListed: boolean;
  lastAsked: LastAsked;
  /** Why no records come for now. */
  cutOff: string | null;
  /** Why no answers go for now. */
  delay: string | null;
  isSignedOut: boolean;
  /** The project is gone, or the person is no member of it any more. */
  isGone: boolean;
  kept: Kept;
  /** Keys of what this page cannot read and somebody has saved to a file. */
  saved: string[];
  /** Newest first. */
  stored: RecentAnswer[];
  note: Note | null;
}

export type LabellingEvent =
  | { type: 'dealt'; hand: Hand; atMs: number }
  | { type: 'not dealt'; failure: Failure; reason: string; atMs: number }
  | { type: 'kept'; kept: Kept }
  | { type: 'answered' }
  | { type: 'sent'; entry: OutboxEntry; annotation: Annotation }
  | { type: 'delayed'; failure: Failure; reason: string }
  | { type: 'refused'; recordId: string }
  | { type: 'listed'; recent: RecentAnnotation[] }
  | { type: 'elsewhere'; recordId: string; stands: boolean }
  | { type: 'undone'; id: string }
  | { type: 'returned'; card: Card }
  | { type: 'taken back'; recordId: string }
  | { type: 'saved'; keys: string[] }
  | { type: 'failed'; text: string };

const SHOWN = 10;
const noKept: Kept = { waiting: [], refused: [], unreadable: [] };
const TAKEN_BACK: Note = { text: 'The answer was taken back. Its record will be asked again.', isBad: false };

export const openLabelling: LabellingState = {
  deck: emptyDeck,
  isLoaded: false,
  isListed: false,
  lastAsked: { atMs: 0, isFruitful: true },
  cutOff: null,
  delay: null,
  isSignedOut: false,
  isGone: false,
  kept: noKept,
  saved: [],
  stored: [],
  note: null,
};

export function reduceLabelling(state: LabellingState, event: LabellingEvent): LabellingState {
  const { deck, stored } = state;
  switch (event.type) {
    case 'dealt': {
      const dealt = dealHand(deck, event.hand);
      const isFruitful = dealt.cards.some((card) => !isIn(deck.cards, card));
      const lastAsked = { atMs: event.atMs, isFruitful };
      return { ...state, deck: dealt, lastAsked, isLoaded: true, cutOff: null, isSignedOut: false, isGone: false };
    }
    case 'not dealt': {
      // Without a network the hand lasts a while; it is asked for again until the server speaks.
      const asked = { ...state, lastAsked: { atMs: event.atMs, isFruitful: false } };
      if (event.failure === 'signed-out') return { ...asked, isSignedOut: true };
      if (event.failure === 'gone') return { ...asked, isGone: true, deck: emptyDeck, note: null };
      if (event.failure === 'later') return { ...asked, cutOff: event.reason };
      return { ...asked, note: { text: event.reason, isBad: true } };
    }
    case 'kept': {
      const answered = standing(event.kept).map(({ answer }) => answer.recordId);
      return { ...state, kept: event.kept, deck: markAnswered(deck, answered) };
    }
    case 'answered':
      return { ...state, deck: playCard(deck), note: null };
    case 'sent': {
      const sent = toStored({ ...shown(event.entry), ...event.annotation });
      const others = stored.filter(({ id }) => id !== sent.id);
      return { ...state, stored: [sent, ...others].slice(0, SHOWN), isSignedOut: false, delay: null };
    }
    case 'delayed':
      return event.failure === 'signed-out' ? { ...state, isSignedOut: true } : { ...state, delay: event.reason };
    case 'refused':
      return { ...state, deck: forgetAnswer(deck, event.recordId), delay: null };
    case 'listed':
      return { ...state, stored: event.recent.map(toStored), isListed: true };
    case 'elsewhere': {
      const { recordId } = event;
      return { ...state, deck: event.stands ? markAnswered(deck, [recordId]) : forgetAnswer(deck, recordId) };
    }
    case 'undone':
      return { ...state, stored: stored.filter(({ id }) => id !== event.id) };
    case 'returned':
      return { ...state, deck: returnCard(deck, event.card), note: null };
    case 'taken back':
      return { ...state, deck: forgetAnswer(deck, event.recordId), note: TAKEN_BACK };
    case 'saved':
      return { ...state, saved: [...state.saved, ...event.keys] };
    case 'failed':
      return { ...state, note: { text: event.text, isBad: true } };
  }
}

/** The last answers, newest first, those that wait before those that are stored: each can be taken back. */
export const recentAnswers = ({ kept, stored }: LabellingState): RecentAnswer[] =>
  [...standing(kept).map(toWaiting).reverse(), ...stored].slice(0, SHOWN);

const standing = ({ waiting }: Kept) => waiting.filter(({ isTakenBack }) => !isTakenBack);
const isIn = (cards: Card[], { recordId }: Card) => cards.some((card) => card.recordId === recordId);
const shown = ({ name, imageUrl }: OutboxEntry) => ({ name: name ?? 'a record', imageUrl });
const toStored = (answer: Annotation & Pick<RecentAnswer, 'name' | 'imageUrl'>): RecentAnswer => {
  const { id, recordId, outcome, label, name, imageUrl } = answer;
  return { id, recordId, outcome, label, name, imageUrl, isStored: true };
};
const toWaiting = (entry: OutboxEntry): RecentAnswer => {
  const { recordId, outcome, label } = entry.answer;
  return { id: entry.key, recordId, outcome, label, ...shown(entry), isStored: false };
};
