'use client';
import { ApiError, type ProjectEvent, type Query, type Statistics } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/features/shell/api';

export interface Figures {
  statistics: Statistics;
  /** The questions of the open round. */
  query: Query | null;
}

const [REFRESH_MS, AGAIN_MS] = [1_000, 5_000];

/**
 * Curves and questions: asked for when a round or the labels have moved, at most once a second, one answer after the other.
 * Without an answer those on the page stay, and it is asked again; a page loaded anew at that moment would be lost.
 *
 * @param initial no older than the state that is given first
 */
export function useFigures(
  projectId: string,
  { openRound, workingRound, counts, import: running }: ProjectEvent,
  initial: Figures,
): Figures {
  const router = useRouter();
  const [figures, setFigures] = useState(initial);
  const [isAsking, setAsking] = useState(false);
  const roundId = openRound?.id ?? null;
  const seen = `${roundId} ${workingRound?.id} ${workingRound?.state} ${counts.labelled} ${running?.state}`;
  const last = useRef(seen);
  const restUntil = useRef(0);
  useEffect(() => {
    if (isAsking || last.current === seen) return;
    const ask = async () => {
      setAsking(true);
      let restMs = REFRESH_MS;
      try {
        const [statistics, query] = await Promise.all([
          api('GET /projects/{projectId}/statistics', { params: { projectId } }),
          roundId && api('GET /rounds/{roundId}/query', { params: { roundId } }),
        ]);
        last.current = seen;
        setFigures({ statistics, query: query || null });
      } catch (error) {
        // The server has answered: it leads those who no longer manage the project elsewhere.
        if (error instanceof ApiError && error.problem?.code === 'forbidden') return router.refresh();
        restMs = AGAIN_MS;
      }
      restUntil.current = Date.now() + restMs;
      setAsking(false);
    };
    const timer = setTimeout(ask, Math.max(0, restUntil.current - Date.now()));
    return () => clearTimeout(timer);
  }, [seen, isAsking, roundId, projectId, router]);
  return figures;
}
