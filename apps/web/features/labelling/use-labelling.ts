'use client';
import { ApiError, type Card, type Project, type RecentAnnotation } from '@querent/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '@/features/shell/api';
import { alone } from './alone';
import { type Deck, dealHand, emptyDeck, playCard, returnCard } from './deck';
import { newKey } from './new-key';
import { type OutboxEntry, openOutbox } from './outbox';
import { preload } from './preload';
import { HAND, type LastAsked, refillDelayMs } from './refill';
import { createSender, type Sender } from './sender';

const REPLY_WITHIN_MS = 20_000;

export interface RecentAnswer {
  /** The idempotency key while it waits, the annotation's id once it is stored. */
  id: string;
  recordId: string;
  isStored: boolean;
  outcome: 'label' | 'skip';
  label: number | null;
  imageUrl: string;
  name: string;
}

/** An answer that the server will not store. */
export interface Refusal {
  id: string;
  name: string;
  reason: string;
}

const fromStored = (a: RecentAnnotation): RecentAnswer => ({ ...a, isStored: true });
const fromWaiting = ({ answer, card: { imageUrl, name } }: OutboxEntry): RecentAnswer => ({
  ...answer,
  id: answer.idempotencyKey,
  isStored: false,
  imageUrl,
  name,
});

/** Everything the labelling page does: the hand of cards, the outbox, answering, skipping, undoing. */
export function useLabelling(
  project: Project,
  personId: string,
  initialRecent: RecentAnnotation[],
  openRoundId: string | null,
) {
  const projectId = project.id;
  const [deck, setDeck] = useState(emptyDeck);
  const [lastAsked, setLastAsked] = useState<LastAsked>({ atMs: 0, isFruitful: true });
  const [isLoaded, setLoaded] = useState(false);
  const [isCutOff, setCutOff] = useState(false);
  const [stored, setStored] = useState(() => initialRecent.map(fromStored));
  const [waiting, setWaiting] = useState<OutboxEntry[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [isSignedOut, setSignedOut] = useState(false);
  const deckRef = useRef(deck);
  const shownAt = useRef(0);
  const senderRef = useRef<Sender | null>(null);
  const isClaiming = useRef(false);

  const outbox = useMemo(
    () => (typeof window === 'undefined' ? null : openOutbox(window.localStorage, `${personId}.${projectId}`)),
    [personId, projectId],
  );
  const refreshOutbox = useCallback(() => setWaiting(outbox?.list() ?? []), [outbox]);
  // At once, and not at the next render: a second key press finds the next card.
  const changeDeck = useCallback((change: (deck: Deck) => Deck) => {
    deckRef.current = change(deckRef.current);
    setDeck(deckRef.current);
  }, []);

  const claim = useCallback(async () => {
    if (isClaiming.current) return;
    isClaiming.current = true;
    let isFruitful = false;
    try {
      const before = new Set(deckRef.current.cards.map(({ recordId }) => recordId));
      const keep = deckRef.current.cards.slice(0, 1).map(({ recordId }) => recordId);
      const signal = AbortSignal.timeout(REPLY_WITHIN_MS);
      const hand = await api('POST /projects/{projectId}/hand', {
        params: { projectId },
        body: { count: HAND, keep },
        signal,
      });
      for (const { imageUrl } of hand.cards) void preload(imageUrl);
      changeDeck((current) => dealHand(current, hand));
      isFruitful = deckRef.current.cards.some(({ recordId }) => !before.has(recordId));
      setLoaded(true);
      setCutOff(false);
      setSignedOut(false);
    } catch (error) {
      // Without a network the hand lasts a while; it is asked for again until the server speaks.
      const problem = error instanceof ApiError ? error.problem : null;
      if (problem?.code === 'not_signed_in') setSignedOut(true);
      else if (problem && problem.status < 500) setNote(problem.detail);
      else setCutOff(true);
    } finally {
      isClaiming.current = false;
      setLastAsked({ atMs: Date.now(), isFruitful });
    }
  }, [projectId, changeDeck]);

  useEffect(() => {
    if (!outbox) return;
    // Answers of an earlier visit that still wait must not be asked again meanwhile.
    const standing = outbox.list().filter(({ isTakenBack }) => !isTakenBack);
    changeDeck((current) => ({
      ...current,
      answered: [...current.answered, ...standing.map(({ answer }) => answer.recordId)],
    }));
    const signal = () => AbortSignal.timeout(REPLY_WITHIN_MS);
    const sender = createSender(
      outbox,
      {
        submit: (answer) =>
          api('POST /projects/{projectId}/annotations', { params: { projectId }, body: answer, signal: signal() }),
        undo: (annotationId) =>
          api('POST /annotations/{annotationId}/undo', { params: { annotationId }, signal: signal() }),
        alone: (send) => alone(`querent.outbox.${personId}.${projectId}`, send),
      },
      {
        onSent: ({ card: { imageUrl, name } }, annotation) => {
          setSignedOut(false);
          const sent = fromStored({ ...annotation, imageUrl, name });
          setStored((recent) => [sent, ...recent.filter(({ id }) => id !== sent.id)].slice(0, 10));
        },
        onRefused: ({ answer: { idempotencyKey: id }, card: { name } }, reason) =>
          setRefusals((refused) => [...refused.filter((r) => r.id !== id), { id, name, reason }]),
        onSignedOut: () => setSignedOut(true),
        onChange: refreshOutbox,
      },
    );
    senderRef.current = sender;
    const wake = () => {
      sender.wake();
      void claim();
    };
    refreshOutbox();
    wake();
    window.addEventListener('online', wake);
    window.addEventListener('storage', refreshOutbox);
    return () => {
      sender.stop();
      window.removeEventListener('online', wake);
      window.removeEventListener('storage', refreshOutbox);
    };
  }, [outbox, personId, projectId, claim, changeDeck, refreshOutbox]);

  // A new model has opened a round: what lies under the card on the screen is dealt anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is the reason to ask again
  useEffect(() => {
    void claim();
  }, [claim, openRoundId]);
  const cardsInHand = deck.cards.length;
  useEffect(() => {
    const delay = refillDelayMs(cardsInHand, lastAsked, Date.now());
    if (delay === null) return;
    const timer = setTimeout(claim, delay);
    return () => clearTimeout(timer);
  }, [cardsInHand, lastAsked, claim]);

  const [card] = deck.cards;
  const cardId = card?.recordId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts with the card
  useEffect(() => {
    shownAt.current = performance.now();
  }, [cardId]);

  const answer = useCallback(
    (outcome: 'label' | 'skip', label: number | null) => {
      const [shown] = deckRef.current.cards;
      if (!shown || !outbox) return;
      const { recordId, roundId } = shown;
      const seconds = Math.min(86_400, (performance.now() - shownAt.current) / 1_000);
      try {
        outbox.add({ recordId, roundId, outcome, label, seconds, idempotencyKey: newKey() }, shown, Date.now());
      } catch {
        setNote('This browser has no room to keep the answer, so it was not taken. Free some site data and try again.');
        return;
      }
      setNote(null);
      changeDeck(playCard);
      refreshOutbox();
      senderRef.current?.wake();
    },
    [outbox, changeDeck, refreshOutbox],
  );

  const returnToDeck = useCallback(
    (returned: Card) => {
      void preload(returned.imageUrl);
      changeDeck((current) => returnCard(current, returned));
      setNote(null);
    },
    [changeDeck],
  );
  const undo = useCallback(
    async (chosen?: RecentAnswer) => {
      if (!outbox) return;
      const queued = outbox.list().filter(({ isTakenBack }) => !isTakenBack);
      const target = chosen ?? [...queued.map(fromWaiting).reverse(), ...stored][0];
      if (!target) return setNote('There is no answer to take back.');
      const entry = queued.find(({ answer: { idempotencyKey } }) => idempotencyKey === target.id);
      if (entry) {
        outbox.takeBack(target.id);
        refreshOutbox();
        returnToDeck(entry.card);
        senderRef.current?.wake();
        return;
      }
      if (!target.isStored) return; // sent since it was drawn; it stands among the stored ones at once
      try {
        const undone = await api('POST /annotations/{annotationId}/undo', { params: { annotationId: target.id } });
        setStored((recent) => recent.filter(({ id }) => id !== target.id));
        if (undone.card) returnToDeck(undone.card);
      } catch (error) {
        setNote((error as Error).message);
      }
    },
    [outbox, refreshOutbox, returnToDeck, stored],
  );

  const standing = waiting.filter(({ isTakenBack }) => !isTakenBack);
  const recent = [...standing.map(fromWaiting).reverse(), ...stored].slice(0, 10);
  return {
    card,
    empty: deck.empty,
    isLoaded,
    isCutOff,
    waiting: waiting.length,
    recent,
    note,
    refusals,
    dismiss: (id: string) => setRefusals((refused) => refused.filter((refusal) => refusal.id !== id)),
    isSignedOut,
    answer,
    undo,
  };
}
