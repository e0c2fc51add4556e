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
