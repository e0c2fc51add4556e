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
 * Curves and questions: asked for when a round or the labels have moved, at most once a second. Without an answer those on
 * the page stay, and it is asked again; a page loaded anew at that moment would be lost.
 */
export function useFigures(
  projectId: string,
  { openRound, workingRound, counts, import: running }: ProjectEvent,
  initial: Figures,
): Figures {
  const router = useRouter();
  const [figures, setFigures] = useState(initial);
  const roundId = openRound?.id ?? null;
  const seen = `${roundId} ${workingRound?.id} ${workingRound?.state} ${counts.labelled} ${running?.state}`;
  const last = useRef(seen);
  useEffect(() => {
    if (last.current === seen) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout>;
    const load = async () => {
      try {
        const [statistics, query] = await Promise.all([
          api('GET /projects/{projectId}/statistics', { params: { projectId } }),
          roundId && api('GET /rounds/{roundId}/query', { params: { roundId } }),
        ]);
        if (isGone) return;
        last.current = seen;
        setFigures({ statistics, query: query || null });
      } catch (error) {
        if (isGone) return;
        // The server has answered: it leads those who no longer manage the project elsewhere.
        if (error instanceof ApiError && error.problem?.code === 'forbidden') return router.refresh();
        timer = setTimeout(load, AGAIN_MS);
      }
    };
    timer = setTimeout(load, REFRESH_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [seen, roundId, projectId, router]);
  return figures;
}
