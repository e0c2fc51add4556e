'use client';
import { messageOf } from '@querent/contracts';
import { useState } from 'react';

/** Runs an action of a button or form once at a time and keeps its error for display. */
export function useAction<Args extends unknown[]>(action: (...args: Args) => Promise<void>) {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (...args: Args) => {
    if (isRunning) return;
    setRunning(true);
    setError(null);
    try {
      await action(...args);
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      setRunning(false);
    }
  };
  /** What was wrong is being corrected. */
  const forget = () => setError(null);
  return { run, isRunning, error, forget };
}
