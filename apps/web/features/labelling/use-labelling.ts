'use client';
import type { Card, Project, RecentAnnotation } from '@querent/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { alone } from './alone';
import { browserStorage } from './browser-storage';
import { failureOf, reasonOf } from './failure';
import { labellingServer } from './labelling-server';
import {
  type LabellingEvent,
  openLabelling,
  type RecentAnswer,
  recentAnswers,
  reduceLabelling,
} from './labelling-state';
import { newKey } from './new-key';
import { openOutbox } from './outbox';
import { preload } from './preload';
import { refillDelayMs } from './refill';
import { saveFile } from './save-file';
import { createSender, type Sender } from './sender';

const NO_ROOM =
  'This browser has no room to keep the answer, so it was not taken. Allow this page to keep site data, or free some, and try again.';

/** Everything the labelling page does: it carries out what a person asks for and tells the state what came of it. */
export function useLabelling(
  project: Project,
  personId: string,
  initialRecent: RecentAnnotation[],
  openRoundId: string | null,
) {
  const projectId = project.id;
  const [state, setState] = useState(() => openLabelling(initialRecent));
  const latest = useRef(state);
  // At once, and not at the next render: a second key press finds the next card.
  const tell = useCallback((event: LabellingEvent) => {
    latest.current = reduceLabelling(latest.current, event);
    setState(latest.current);
  }, []);
  const shownAt = useRef(0);
  const senderRef = useRef<Sender | null>(null);
  const isAsking = useRef(false);

  const outbox = useMemo(
    () => (typeof window === 'undefined' ? null : openOutbox(browserStorage(), `${personId}.${projectId}`)),
    [personId, projectId],
  );
  const readOutbox = useCallback(() => outbox && tell({ type: 'kept', kept: outbox.read() }), [outbox, tell]);
  const server = useMemo(() => labellingServer(projectId), [projectId]);

  const claim = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const hand = await server.claim(latest.current.deck.cards.slice(0, 1));
      for (const { imageUrl } of hand.cards) void preload(imageUrl);
      // What could not be sent a moment ago need not wait for its next turn.
      if (latest.current.cutOff !== null) senderRef.current?.wake();
      tell({ type: 'dealt', hand, atMs: Date.now() });
    } catch (error) {
      tell({ type: 'not dealt', failure: failureOf(error), reason: reasonOf(error), atMs: Date.now() });
    } finally {
      isAsking.current = false;
    }
  }, [server, tell]);
  const listRecent = useCallback(async () => {
    const recent = await server.recent().catch(() => null); // the list on the screen stays as it is
    if (recent) tell({ type: 'listed', recent });
    return recent;
  }, [server, tell]);

  useEffect(() => {
    if (!outbox) return;
    const sender = createSender(
      outbox,
      { ...server, alone: (send) => alone(`querent.outbox.${personId}.${projectId}`, send) },
      {
        onSent(entry, annotation) {
          tell({ type: 'sent', entry, annotation });
          if (!entry.imageUrl) void listRecent();
        },
        onRefused: ({ answer: { recordId } }) => tell({ type: 'refused', recordId }),
        onDelayed: (failure, reason) => tell({ type: 'delayed', failure, reason }),
        onChange: readOutbox,
      },
    );
    senderRef.current = sender;
    const wake = () => {
      sender.wake();
      void claim();
    };
    readOutbox(); // answers of an earlier visit that still wait must not be asked again meanwhile
    wake();
    window.addEventListener('online', wake);
    window.addEventListener('storage', readOutbox);
    return () => {
      sender.stop();
      window.removeEventListener('online', wake);
      window.removeEventListener('storage', readOutbox);
    };
  }, [outbox, server, personId, projectId, claim, listRecent, readOutbox, tell]);

  // A new model has opened a round: what lies under the card on the screen is dealt anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is the reason to ask again
  useEffect(() => {
    void claim();
  }, [claim, openRoundId]);
  const { deck, lastAsked } = state;
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
      const [shown] = latest.current.deck.cards;
      if (!shown || !outbox) return;
      const { recordId, roundId } = shown;
      const seconds = Math.min(86_400, (performance.now() - shownAt.current) / 1_000);
      try {
        outbox.add({ recordId, roundId, outcome, label, seconds, idempotencyKey: newKey() }, shown, Date.now());
      } catch {
        return tell({ type: 'failed', text: NO_ROOM });
      }
      tell({ type: 'answered' });
      readOutbox();
      senderRef.current?.wake();
    },
    [outbox, readOutbox, tell],
  );

  const giveBack = useCallback(
    (recordId: string, returned: Card | null) => {
      if (returned) void preload(returned.imageUrl);
      tell(returned ? { type: 'returned', card: returned } : { type: 'taken back', recordId });
      if (!returned) void claim();
    },
    [claim, tell],
  );
  const undo = useCallback(
    async (chosen?: RecentAnswer) => {
      const target = chosen ?? recentAnswers(latest.current)[0];
      if (!target || !outbox) return tell({ type: 'failed', text: 'There is no answer to take back.' });
      if (!target.isStored) {
        const entry = outbox.find(target.id);
        if (!entry || entry.refusedBecause !== null) return; // sent since it was drawn; it stands among the stored ones at once
        outbox.takeBack(target.id);
        readOutbox();
        giveBack(target.recordId, entry.card);
        senderRef.current?.wake();
        return;
      }
      try {
        const undone = await server.undo(target.id);
        tell({ type: 'undone', id: target.id });
        giveBack(target.recordId, undone.card);
      } catch (error) {
        // A reply that this page cannot read: the server's list tells whether the answer still stands.
        const recent = failureOf(error) === 'unreadable' ? await listRecent() : null;
        if (recent && !recent.some(({ id }) => id === target.id)) giveBack(target.recordId, null);
        else tell({ type: 'failed', text: reasonOf(error) });
      }
    },
    [outbox, server, readOutbox, giveBack, listRecent, tell],
  );

  const { kept, saved } = state;
  return {
    ...state,
    card,
    recent: recentAnswers(state),
    areUnreadableSaved: kept.unreadable.every(({ key }) => saved.includes(key)),
    answer,
    undo,
    retryRefused() {
      for (const { key } of kept.refused) outbox?.retry(key);
      readOutbox();
      senderRef.current?.wake();
    },
    saveRefused: () =>
      saveFile(
        'querent-refused-answers.json',
        kept.refused.map(({ stored }) => stored),
      ),
    dismissRefused(key: string) {
      outbox?.remove(key);
      readOutbox();
    },
    saveUnreadable() {
      saveFile('querent-unreadable-answers.json', kept.unreadable);
      tell({ type: 'saved', keys: kept.unreadable.map(({ key }) => key) });
    },
    dismissUnreadable() {
      for (const { key } of kept.unreadable) if (saved.includes(key)) outbox?.remove(key);
      readOutbox();
    },
  };
}
