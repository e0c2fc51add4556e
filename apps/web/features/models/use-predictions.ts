'use client';
import type { PredictionSet } from '@querent/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api } from '@/features/shell/api';

const EVERY_MS = 1_000;

export const isUnfinished = ({ state }: PredictionSet) => state === 'queued' || state === 'running';

/** Predictions of all records of a project, looked after while some are being made. */
export function usePredictions(projectId: string, initial: PredictionSet[]) {
  const [sets, setSets] = useState(initial);
  const isMoving = sets.some(isUnfinished);
  const look = useCallback(async () => {
    setSets((await api('GET /projects/{projectId}/predictions', { params: { projectId } })).items);
  }, [projectId]);
  useEffect(() => {
    if (!isMoving) return;
    // Without an answer they stay as they are.
    const timer = setInterval(() => document.hidden || void look().catch(() => {}), EVERY_MS);
    return () => clearInterval(timer);
  }, [isMoving, look]);
  return { sets, isMoving, look };
}
