import type { Answer, Card } from '@querent/contracts';
import { messageOf } from '../tools/errors.mjs';
import type { Api } from './client.ts';

const [HAND, REFILL_UNDER] = [14, 12];

/** Keeps the page's event stream open and counts what comes. */
export function watch(address: string, cookie: string, projectId: string, signal: AbortSignal) {
  const seen: { events: number; error?: string } = { events: 0 };
  const read = async () => {
    const { body } = await fetch(`${address}/api/v1/projects/${projectId}/events`, { headers: { cookie }, signal });
    for await (const chunk of body!) if (Buffer.from(chunk).includes('data:')) seen.events++;
  };
  read().catch((error) => {
    if (!signal.aborted) seen.error = messageOf(error);
  });
  return seen;
}

export interface Times {
  claim: number[];
  submit: number[];
}
interface Annotator {
  call: Api;
  projectId: string;
  /** One after the other is given. */
  answers: readonly Answer[];
  thinkMs: number;
  signal: AbortSignal;
  /** Gets how long each claim and each answer took, once `isMeasuring`. */
  times: Times;
  isMeasuring: () => boolean;
}

/**
 * Answers as the labelling page does until told to stop: a hand of 14, filled again under 12, a pause before each answer.
 * Nobody begins at the same moment as the others.
 */
export async function annotate({ call, projectId, answers, thinkMs, signal, times, isMeasuring }: Annotator) {
  let cards: Card[] = [];
  let keys = 0;
  const timed = async <Value>(list: number[], work: () => Promise<Value>) => {
    const since = performance.now();
    const result = await work();
    if (isMeasuring()) list.push(performance.now() - since);
    return result;
  };
  const claim = async () => {
    const keep = cards.slice(0, 1).map(({ recordId }) => recordId);
    ({ cards } = await timed(times.claim, () => call('POST', `/projects/${projectId}/hand`, { count: HAND, keep })));
  };
  await new Promise((resolve) => setTimeout(resolve, thinkMs * Math.random()));
  await claim();
  for (let next = cards.shift(); !signal.aborted && next; next = cards.shift()) {
    await new Promise((resolve) => setTimeout(resolve, thinkMs * (0.5 + Math.random())));
    const { recordId, roundId } = next;
    const answer = answers[keys % answers.length];
    const given = { recordId, roundId, outcome: 'label', answer, seconds: thinkMs / 1_000 };
    const idempotencyKey = `bench-${recordId}-${keys++}`;
    await timed(times.submit, () => call('POST', `/projects/${projectId}/annotations`, { ...given, idempotencyKey }));
    if (cards.length < REFILL_UNDER) await claim();
  }
}
