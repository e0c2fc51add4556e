import type { SystemContext } from '../context/context.js';
import type { RoundCompute } from './compute.js';
import { runRound } from './run-round.js';
import { runScorePart } from './run-score-part.js';

/** Runs a round, and the parts that it waits for, as the queue would. */
export async function runThrough(system: SystemContext, compute: RoundCompute, roundId: string): Promise<void> {
  const context = { ...system, compute };
  const { signal } = new AbortController();
  for (let isDone = false; !isDone; ) {
    const parts = await runRound(context, { roundId }, signal);
    for (const { name, payload } of parts) if (name === 'round.score') await runScorePart(context, payload, signal);
    isDone = parts.length === 0;
  }
}

/** Of computations that are done at once and find nothing. */
export const findsNothing: RoundCompute = {
  prepare: () => Promise.reject(new Error('Nothing is to be encoded.')),
  encode: () => Promise.reject(new Error('Nothing is to be encoded.')),
  coldStart: async () => ({ indices: [] }),
  train: async () => ({ stateKey: 'ab'.repeat(32), bytes: 1, temperature: null, backend: 'test', seconds: 1 }),
  draw: async () => ({ graphKey: 'cd'.repeat(32), bytes: 1 }),
  scorePart: async () => ({ objectKey: 'ef'.repeat(32) }),
  select: async () => ({ ranking: [], scored: 0, figures: [], judgedKey: null, selectSeconds: 1, measureSeconds: 1 }),
  predict: async () => ({ objectKey: 'ef'.repeat(32) }),
  exportModel: async ({ form }) => ({
    ...{ objectKey: 'cd'.repeat(32), bytes: 1 },
    input: { name: form, dtype: 'uint8', shape: [4, 4, 1], before: '' },
  }),
  tryFold: async () => ({ objectKey: 'ef'.repeat(32), seconds: 1 }),
  tryRanking: async () => ({ objectKey: 'ef'.repeat(32), seconds: 1 }),
  compareTrial: () => Promise.reject(new Error('Nothing is to be tried.')),
  evaluate: async () => ({ figures: [], records: 0 }),
};
