'use client';
import type { ProjectEvent, Query, Round, RoundDetails } from '@querent/contracts';
import { useLatest } from '@/features/progress/use-latest';
import { api } from '@/features/shell/api';

/** All rounds of a project, asked for anew when one has moved. */
export function useRounds(projectId: string, state: ProjectEvent, initial: Round[]): Round[] {
  const { openRound, workingRound, counts } = state;
  const seen = `${openRound?.id} ${openRound?.answers} ${workingRound?.id} ${workingRound?.state} ${counts.labelled}`;
  const load = async () => (await api('GET /projects/{projectId}/statistics', { params: { projectId } })).rounds;
  return useLatest(load, seen, initial);
}

export interface FollowedRound {
  details: RoundDetails;
  query: Query;
}

/** One round, asked for anew when it, or another one after it, has moved. */
export function useRound(roundId: string, { openRound, workingRound, counts }: ProjectEvent, initial: FollowedRound) {
  const isIt = workingRound?.id === roundId;
  const moved = isIt ? JSON.stringify(workingRound.progress) : '';
  const seen = `${openRound?.id} ${workingRound?.id} ${workingRound?.state} ${counts.labelled} ${counts.skipped} ${moved}`;
  const load = async (): Promise<FollowedRound> => {
    const params = { roundId };
    const [details, query] = await Promise.all([
      api('GET /rounds/{roundId}/details', { params }),
      api('GET /rounds/{roundId}/query', { params }),
    ]);
    return { details, query };
  };
  return useLatest(load, seen, initial);
}
