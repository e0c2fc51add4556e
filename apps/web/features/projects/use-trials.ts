'use client';
import type { StartTrial, Trial } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from '@/features/shell/api';

const EVERY_MS = 1_000;

/** Whether a trial waits or computes. */
export const isUnderWay = ({ state }: Pick<Trial, 'state'>) => state === 'queued' || state === 'running';

/** The trials of a project, newest first, asked for again as long as one is under way. */
export function useTrials(projectId: string, initial: Trial[]) {
  const [trials, setTrials] = useState(initial);
  const params = { projectId };
  const isWaiting = trials.some(isUnderWay);
  useEffect(() => {
    if (!isWaiting) return;
    let isGone = false;
    const ask = async () => {
      if (document.hidden) return;
      // Without an answer what is on the page stays.
      const answer = await api('GET /projects/{projectId}/trials', { params: { projectId } }).catch(() => null);
      if (answer && !isGone) setTrials(answer.items);
    };
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [isWaiting, projectId]);
  const put = (trial: Trial) => setTrials((earlier) => [trial, ...earlier.filter(({ id }) => id !== trial.id)]);
  return {
    trials,
    isWaiting,
    start: async (body: StartTrial) => put(await api('POST /projects/{projectId}/trials', { params, body })),
    stop: async (trialId: string) => {
      const stopped = await api('POST /trials/{trialId}/cancel', { params: { trialId } });
      setTrials((earlier) => earlier.map((one) => (one.id === trialId ? stopped : one)));
    },
  };
}
