'use client';
import type { Answer, Card, Project, Task, TaskSettings } from '@querent/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { browserStorage } from '@/features/shell/browser-storage';
import { preload } from '@/record-kinds/preload';
import { recordViewOf } from '@/record-kinds/registry';
import { taskViewOf } from '@/task-kinds/registry';
import { alone } from './alone';
import { isSameAnswer } from './answer-given';
import { openDraftStore } from './draft-store';
import { adaptDrafts, draftAgain, draftsKept } from './drafts';
import { failureOf, reasonOf } from './failure';
import { labellingServer } from './labelling-server';
import {
  type LabellingEvent,
  openLabelling,
  type RecentAnswer,
  recentAnswers,
  reduceLabelling,
} from './labelling-state';
import { createLister } from './lister';
import { newKey } from './new-key';
import { openOtherTabs } from './other-tabs';
import { openOutbox } from './outbox';
import { refillDelayMs } from './refill';
import { saveFile } from './save-file';
import { createSender, type Sender } from './sender';

const NO_ROOM =
  'This browser has no room to keep the answer, so it was not taken. Allow this page to keep site data, or free some, and try again.';

const NOT_LISTED = 'Your last answers could not be loaded, so none was taken back. Try again in a moment.';

/**
 * Everything the labelling page does: it carries out what a person asks for and tells the state what came of it.
 *
 * @param task as it is now: its classes may change under the open page
 * @param news a value that changes when the cards should be asked for anew, such as with a new round
 */
export function useLabelling(project: Project, task: Task<TaskSettings>, personId: string, news: unknown) {
  const projectId = project.id;
  const [state, setState] = useState(openLabelling);
  const latest = useRef(state);
  const scope = `${personId}.${projectId}`;
  const chosen = useMemo(
    () => (typeof window === 'undefined' ? null : openDraftStore(browserStorage(), scope)),
    [scope],
  );
  // At once, and not at the next render: a second key press finds the next card.
  const tell = useCallback(
    (event: LabellingEvent) => {
      const { drafts } = latest.current;
      latest.current = reduceLabelling(latest.current, event);
      chosen?.follow(drafts, latest.current.drafts);
      setState(latest.current);
    },
    [chosen],
  );
  const asked = useRef(task);
  useEffect(() => {
    const [shown] = latest.current.deck.cards;
    const adapted = adaptDrafts(latest.current.drafts, asked.current.classes, task, shown?.recordId);
    asked.current = task;
    if (adapted) tell({ type: 'adapted', ...adapted });
  }, [task, tell]);
  const shownAt = useRef(0);
  const senderRef = useRef<Sender | null>(null);
  const isAsking = useRef(false);

  const outbox = useMemo(() => (typeof window === 'undefined' ? null : openOutbox(browserStorage(), scope)), [scope]);
  const readOutbox = useCallback(() => outbox && tell({ type: 'kept', kept: outbox.read() }), [outbox, tell]);
  const server = useMemo(() => labellingServer(projectId), [projectId]);

  const claim = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const [shown] = latest.current.deck.cards;
      // What has been chosen for a card is not lost to a new round, nor to a reload.
      const keep = new Set([...(shown ? [shown.recordId] : []), ...Object.keys(chosen?.read() ?? {})]);
      const hand = await server.claim(keep);
      hand.cards.forEach(fetchAhead);
      // What could not be sent a moment ago need not wait for its next turn.
      if (latest.current.cutOff !== null) senderRef.current?.wake();
      tell({ type: 'dealt', hand, atMs: Date.now() });
      const { deck, drafts } = latest.current;
      const inHand = deck.cards.map(({ recordId }) => recordId);
      const bare = inHand.filter((id) => !(id in drafts));
      const again = draftsKept(chosen?.read() ?? {}, bare, asked.current, inHand[0]);
      if (again) tell({ type: 'adapted', drafts: { ...drafts, ...again.drafts }, text: again.text });
      chosen?.keepOnly(inHand);
    } catch (error) {
      tell({ type: 'not dealt', failure: failureOf(error), reason: reasonOf(error), atMs: Date.now() });
      if (latest.current.isGone) chosen?.keepOnly([]);
    } finally {
      isAsking.current = false;
    }
  }, [server, chosen, tell]);
  const lister = useMemo(
    () =>
      createLister(
        server.recent,
        () => latest.current.stored,
        (recent) => tell({ type: 'listed', recent }),
      ),
    [server, tell],
  );
  const tabs = useRef<ReturnType<typeof openOtherTabs> | null>(null);

  useEffect(() => {
    if (!outbox) return;
    tabs.current = openOtherTabs(scope, ({ recordId, stands }) => {
      tell({ type: 'elsewhere', recordId, stands });
      void lister.ask();
    });
    const sender = createSender(
      outbox,
      {
        ...server,
        isSame: (stored, sent) => isSameAnswer(stored, sent, asked.current),
        alone: (send) => alone(`querent.outbox.${scope}`, send),
      },
      {
        onSent(entry, annotation) {
          tell({ type: 'sent', entry, annotation });
          tabs.current?.tell({ recordId: annotation.recordId, stands: true });
          if (!entry.content) void lister.ask();
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
      void lister.ask();
    };
    // Answers may have been given on another device meanwhile.
    const look = () => document.hidden || wake();
    readOutbox(); // answers of an earlier visit that still wait must not be asked again meanwhile
    wake();
    window.addEventListener('online', wake);
    window.addEventListener('storage', readOutbox);
    document.addEventListener('visibilitychange', look);
    return () => {
      sender.stop();
      tabs.current?.close();
      window.removeEventListener('online', wake);
      window.removeEventListener('storage', readOutbox);
      document.removeEventListener('visibilitychange', look);
    };
  }, [outbox, server, scope, claim, lister, readOutbox, tell]);

  // A new model has opened a round: what lies under the card on the screen is dealt anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the news are the reason to ask again
  useEffect(() => {
    void claim();
  }, [claim, news]);
  const { deck, lastAsked, isGone } = state;
  const cardsInHand = deck.cards.length;
  useEffect(() => {
    const delay = isGone ? null : refillDelayMs(cardsInHand, lastAsked, Date.now());
    if (delay === null) return;
    const timer = setTimeout(claim, delay);
    return () => clearTimeout(timer);
  }, [cardsInHand, lastAsked, isGone, claim]);

  const [card] = deck.cards;
  const cardId = card?.recordId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts with the card
  useEffect(() => {
    shownAt.current = performance.now();
  }, [cardId]);

  const answer = useCallback(
    (outcome: 'label' | 'skip', given: Answer | null) => {
      const [shown] = latest.current.deck.cards;
      if (!shown || !outbox) return;
      const { recordId, roundId } = shown;
      const seconds = Math.min(86_400, (performance.now() - shownAt.current) / 1_000);
      try {
        const sent = { recordId, roundId, outcome, answer: given, seconds, idempotencyKey: newKey() };
        outbox.add(sent, shown, Date.now());
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
    (recordId: string, returned: Card | null, former: Answer | null) => {
      if (returned) {
        fetchAhead(returned);
        return tell({ type: 'returned', card: returned, ...draftAgain(former, asked.current) });
      }
      tell({ type: 'taken back', recordId });
      void claim();
    },
    [claim, tell],
  );
  const takeBack = useCallback(
    async (chosen?: RecentAnswer) => {
      // Which answer was the last one, the server knows: others may have been given in another tab or on another device.
      const last = () => recentAnswers(latest.current, asked.current.classes)[0];
      const isSure = chosen || last()?.isStored === false;
      if (!isSure) await (lister.pending() ?? (latest.current.isListed ? null : lister.ask()));
      const target = chosen ?? last();
      if (!target || !outbox)
        return tell({
          type: 'failed',
          text: latest.current.isListed ? 'There is no answer to take back.' : NOT_LISTED,
        });
      if (!target.isStored) {
        const entry = outbox.find(target.id);
        if (!entry || entry.refusedBecause !== null) return; // sent since it was drawn; it stands among the stored ones at once
        outbox.takeBack(target.id);
        readOutbox();
        giveBack(target.recordId, entry.card, target.answer);
        senderRef.current?.wake();
        return;
      }
      try {
        const undone = await server.undo(target.id);
        tell({ type: 'undone', id: target.id });
        tabs.current?.tell({ recordId: target.recordId, stands: false });
        giveBack(target.recordId, undone.card, undone.annotation.answer);
      } catch (error) {
        // A reply that this page cannot read: the server's list tells whether the answer still stands.
        const recent = failureOf(error) === 'unreadable' ? await lister.ask() : null;
        if (recent && !recent.some(({ id }) => id === target.id)) giveBack(target.recordId, null, null);
        else tell({ type: 'failed', text: reasonOf(error) });
      }
    },
    [outbox, server, readOutbox, giveBack, lister, tell],
  );
  const undoing = useRef<Promise<void>>(Promise.resolve());
  /** Pressed twice it takes two back: which the second is, is known after the first. */
  const undo = useCallback(
    (chosen?: RecentAnswer) => {
      undoing.current = undoing.current.then(() => takeBack(chosen));
    },
    [takeBack],
  );

  const { kept, saved } = state;
  return {
    ...state,
    card,
    recent: recentAnswers(state, task.classes),
    /** What is chosen for the card on the screen. */
    draft:
      cardId !== undefined && cardId in state.drafts ? state.drafts[cardId] : taskViewOf(task.settings).draftOf(null),
    choose: (draft: unknown) => tell({ type: 'drafted', draft }),
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

const fetchAhead = ({ content }: Card) => {
  for (const url of recordViewOf(content).picturesOf(content)) void preload(url);
};
