'use client';
import type { ProjectEvent, Query, Statistics } from '@querent/contracts';
import { useLatest } from '@/features/progress/use-latest';
import { api } from '@/features/shell/api';

export interface Figures {
  statistics: Statistics;
  /** The questions of the open round. */
  query: Query | null;
}

/** Curves and questions: asked for when a round or the labels have moved. @param initial no older than the state that is given first */
export function useFigures(
  projectId: string,
  { openRound, workingRound, counts, import: running }: ProjectEvent,
  initial: Figures,
): Figures {
  const roundId = openRound?.id ?? null;
  const seen = `${roundId} ${workingRound?.id} ${workingRound?.state} ${counts.labelled} ${running?.state}`;
  const load = async () => {
    const [statistics, query] = await Promise.all([
      api('GET /projects/{projectId}/statistics', { params: { projectId } }),
      roundId && api('GET /rounds/{roundId}/query', { params: { roundId } }),
    ]);
    return { statistics, query: query || null };
  };
  return useLatest(load, seen, initial);
}
