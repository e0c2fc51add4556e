'use client';
import type { ExportForm, ModelExport } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';

const EVERY_MS = 1_500;
const isComing = ({ state }: ModelExport) => state === 'queued' || state === 'running';

/** The files of a model: looked after while one is being made. */
export function useModelExports(modelId: string, initial: ModelExport[]) {
  const [items, setItems] = useState(initial);
  const isWaiting = items.some(isComing);
  useEffect(() => {
    if (!isWaiting) return;
    const look = async () => {
      // Without an answer it is asked for again.
      const now = await api('GET /models/{modelId}/exports', { params: { modelId } }).catch(() => null);
      if (now) setItems(now.items);
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [modelId, isWaiting]);
  const { run, isRunning, error } = useAction(async (form: ExportForm) => {
    const made = await api('POST /models/{modelId}/exports', { params: { modelId }, body: { form } });
    setItems((before) => before.map((one) => (one.form === form ? made : one)));
  });
  return { items, make: run, isAsking: isRunning, error };
}
