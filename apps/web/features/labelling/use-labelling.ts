'use client';
import type { Card, Project, RecentAnnotation } from '@querent/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '@/features/shell/api';
import { dealHand, emptyDeck, playCard, returnCard } from './deck';
import { newKey } from './new-key';
import { type OutboxEntry, openOutbox } from './outbox';
import { preload } from './preload';
import { createSender, type Sender } from './sender';

/** Enough for ten answers without a network. */
const HAND = 14;
const REFILL_UNDER = 12;
const ASK_AGAIN_MS = 4_000;

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

const fromStored = (a: RecentAnnotation): RecentAnswer => ({ ...a, isStored: true });
const fromWaiting = ({ answer, imageUrl, name }: OutboxEntry): RecentAnswer => ({
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
  const [isLoaded, setLoaded] = useState(false);
  const [stored, setStored] = useState(() => initialRecent.map(fromStored));
  const [waiting, setWaiting] = useState<OutboxEntry[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const [isSignedOut, setSignedOut] = useState(false);
  const deckRef = useRef(deck);
  deckRef.current = deck;
  const shownAt = useRef(0);
  const played = useRef(new Map<string, Card>());
  const senderRef = useRef<Sender | null>(null);
  const isClaiming = useRef(false);

  const outbox = useMemo(
    () => (typeof window === 'undefined' ? null : openOutbox(window.localStorage, `${personId}.${projectId}`)),
    [personId, projectId],
  );
  const refreshOutbox = useCallback(() => setWaiting(outbox?.list() ?? []), [outbox]);

  const claim = useCallback(async () => {
    if (isClaiming.current) return;
    isClaiming.current = true;
    try {
      const keep = deckRef.current.cards.slice(0, 1).map(({ recordId }) => recordId);
      const hand = await api('POST /projects/{projectId}/hand', { params: { projectId }, body: { count: HAND, keep } });
      for (const { imageUrl } of hand.cards) void preload(imageUrl);
      setDeck((current) => dealHand(current, hand));
      setLoaded(true);
    } catch {
      // without a network the hand lasts a while; it is filled again when the network is back
    } finally {
      isClaiming.current = false;
    }
  }, [projectId]);

  useEffect(() => {
    if (!outbox) return;
    // Answers of an earlier visit that still wait must not be asked again meanwhile.
    setDeck((current) => ({
      ...current,
      answered: [...current.answered, ...outbox.list().map(({ answer }) => answer.recordId)],
    }));
    const sender = createSender(
      outbox,
      (answer) => api('POST /projects/{projectId}/annotations', { params: { projectId }, body: answer }),
      {
        onSent: ({ imageUrl, name }, annotation) => {
          setSignedOut(false);
          setStored((recent) =>
            [fromStored({ ...annotation, imageUrl, name }), ...recent.filter(({ id }) => id !== annotation.id)].slice(
              0,
              10,
            ),
          );
        },
        onRefused: (_, reason) => setNote(reason),
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
  }, [outbox, projectId, claim, refreshOutbox]);

  // A new model has opened a round: what lies under the card on the screen is dealt anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is the reason to ask again
  useEffect(() => {
    void claim();
  }, [claim, openRoundId]);
  useEffect(() => {
    if (deck.cards.length >= REFILL_UNDER) return;
    const timer = setTimeout(claim, deck.cards.length > 0 || !isLoaded ? 150 : ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [deck, claim, isLoaded]);

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
      const { recordId, roundId, imageUrl, name } = shown;
      const seconds = Math.min(86_400, (performance.now() - shownAt.current) / 1_000);
      try {
        outbox.put({
          at: Date.now(),
          answer: { recordId, roundId, outcome, label, seconds, idempotencyKey: newKey() },
          imageUrl,
          name,
        });
      } catch {
        setNote('This browser has no room to keep the answer, so it was not taken. Free some site data and try again.');
        return;
      }
      setNote(null);
      played.current.set(recordId, shown);
      // At once, and not at the next render: a second key press finds the next card.
      deckRef.current = playCard(deckRef.current);
      setDeck(deckRef.current);
      refreshOutbox();
      senderRef.current?.wake();
    },
    [outbox, refreshOutbox],
  );

  const undo = useCallback(
    async (chosen?: RecentAnswer) => {
      if (!outbox) return;
      const queued = outbox.list().map(fromWaiting).reverse();
      const target = chosen ?? [...queued, ...stored][0];
      if (!target) return setNote('There is no answer to take back.');
      const isOnItsWay = senderRef.current?.sending() === target.id;
      const known = played.current.get(target.recordId);
      if (!target.isStored && !isOnItsWay && known) {
        outbox.remove(target.id);
        refreshOutbox();
        setDeck((current) => returnCard(current, known));
        return;
      }
      if (!target.isStored) return setNote('This answer is just being sent. Try again in a moment.');
      try {
        const undone = await api('POST /annotations/{annotationId}/undo', { params: { annotationId: target.id } });
        void preload(undone.card.imageUrl);
        setStored((recent) => recent.filter(({ id }) => id !== target.id));
        setDeck((current) => returnCard(current, undone.card));
        setNote(null);
      } catch (error) {
        setNote((error as Error).message);
      }
    },
    [outbox, refreshOutbox, stored],
  );

  const recent = [...waiting.map(fromWaiting).reverse(), ...stored].slice(0, 10);
  return { card, empty: deck.empty, isLoaded, waiting: waiting.length, recent, note, isSignedOut, answer, undo };
}
