import type { Annotation, Answer, Card, Class, Hand, RecentAnnotation, RecordContent } from '@querent/contracts';
import { answerGiven } from './answer-given';
import { type Deck, dealHand, emptyDeck, forgetAnswer, markAnswered, playCard, returnCard } from './deck';
import type { Drafts } from './draft-store';
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
  answer: Answer | null;
  content: RecordContent | null;
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
  /** What has been chosen for cards in hand and is no answer yet, by their records; only the task knows what it is. */
  drafts: Drafts;
  note: Note | null;
}

export type LabellingEvent =
  | { type: 'dealt'; hand: Hand; atMs: number }
  | { type: 'not dealt'; failure: Failure; reason: string; atMs: number }
  | { type: 'kept'; kept: Kept }
  | { type: 'drafted'; draft: unknown }
  | { type: 'adapted'; drafts: Drafts; text: string | null }
  | { type: 'answered' }
  | { type: 'sent'; entry: OutboxEntry; annotation: Annotation }
  | { type: 'delayed'; failure: Failure; reason: string }
  | { type: 'refused'; recordId: string }
  | { type: 'listed'; recent: RecentAnnotation[] }
  | { type: 'elsewhere'; recordId: string; stands: boolean }
  | { type: 'undone'; id: string }
  | { type: 'returned'; card: Card; draft: unknown; text: string | null }
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
  drafts: {},
  note: null,
};

/** A draft lasts as long as its card is in hand: it is nobody's answer. */
export function reduceLabelling(before: LabellingState, event: LabellingEvent): LabellingState {
  const state = reduce(before, event);
  const { cards } = state.deck;
  const drafts = Object.entries(state.drafts).filter(([id]) => cards.some(({ recordId }) => recordId === id));
  return drafts.length === Object.keys(state.drafts).length ? state : { ...state, drafts: Object.fromEntries(drafts) };
}

function reduce(state: LabellingState, event: LabellingEvent): LabellingState {
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
    case 'drafted': {
      const [shown] = deck.cards;
      return shown ? { ...state, drafts: { ...state.drafts, [shown.recordId]: event.draft } } : state;
    }
    case 'adapted':
      return {
        ...state,
        drafts: event.drafts,
        note: event.text === null ? state.note : { text: event.text, isBad: false },
      };
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
    case 'returned': {
      const drafts = { ...state.drafts, [event.card.recordId]: event.draft };
      const note = event.text === null ? null : { text: event.text, isBad: false };
      return { ...state, deck: returnCard(deck, event.card), drafts, note };
    }
    case 'taken back':
      return { ...state, deck: forgetAnswer(deck, event.recordId), note: TAKEN_BACK };
    case 'saved':
      return { ...state, saved: [...state.saved, ...event.keys] };
    case 'failed':
      return { ...state, note: { text: event.text, isBad: true } };
  }
}

/**
 * The last answers, newest first, those that wait before those that are stored: each can be taken back.
 *
 * @param classes of the project, in which answers of earlier pages find what they name
 */
export const recentAnswers = ({ kept, stored }: LabellingState, classes: readonly Class[]): RecentAnswer[] =>
  [
    ...standing(kept)
      .map((entry) => toWaiting(entry, classes))
      .reverse(),
    ...stored,
  ].slice(0, SHOWN);

const standing = ({ waiting }: Kept) => waiting.filter(({ isTakenBack }) => !isTakenBack);
const isIn = (cards: Card[], { recordId }: Card) => cards.some((card) => card.recordId === recordId);
const shown = ({ name, content }: OutboxEntry) => ({ name: name ?? 'a record', content });
const toStored = (given: Annotation & Pick<RecentAnswer, 'name' | 'content'>): RecentAnswer => {
  const { id, recordId, outcome, answer, name, content } = given;
  return { id, recordId, outcome, answer, name, content, isStored: true };
};
const toWaiting = (entry: OutboxEntry, classes: readonly Class[]): RecentAnswer => {
  const { recordId, outcome } = entry.answer;
  const answer = answerGiven(entry.answer, classes);
  return { id: entry.key, recordId, outcome, answer, ...shown(entry), isStored: false };
};
