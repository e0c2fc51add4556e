import { type Answer, type Card, ERRORS } from '@querent/contracts';
import type { Answer as Reply } from '../e2e/api.ts';

const [WAIT_MS, REPLY_WITHIN_MS] = [400, 15_000];

/** What was acknowledged. */
export interface Book {
  answers: BookLine[];
  failures: number;
}
export interface BookLine {
  personId: string;
  recordId: string;
  answer: Answer;
  id: string;
  /** Null while it is under way: either is right until the server has spoken. */
  isUndone: boolean | null;
}

interface Place {
  address: string;
  cookie: string;
  signal: AbortSignal;
}
interface Annotator extends Place {
  personId: string;
  projectId: string;
  answerOf: (name: string) => Answer;
  thinkMs: number;
  book: Book;
  random: () => number;
}

/**
 * Somebody who answers through everything, as the page does: sends again under the same key until the server has spoken, and
 * now and then takes an answer back. What was acknowledged is written down.
 */
export async function answerThrough({
  address,
  cookie,
  personId,
  projectId,
  answerOf,
  thinkMs,
  signal,
  book,
  random,
}: Annotator) {
  const ask = <Path extends string>(path: Path, body?: object) =>
    untilAnswered({ address, cookie, signal }, path, body, () => book.failures++);
  let cards: Card[] = [];
  for (let turn = 0; !signal.aborted; turn++) {
    if (cards.length === 0) {
      const hand = await ask(`/projects/${projectId}/hand`, { count: 5 });
      cards = hand?.cards ?? [];
      if (cards.length === 0) await pause(WAIT_MS);
      continue;
    }
    await pause(thinkMs * (0.5 + random()));
    const { recordId, roundId, name } = cards.shift()!;
    const answer = answerOf(name);
    const stored = await ask(`/projects/${projectId}/annotations`, {
      recordId,
      roundId,
      outcome: 'label',
      answer,
      seconds: 1,
      idempotencyKey: `chaos-${personId}-${turn}`,
    });
    if (!stored) continue;
    const line: BookLine = { personId, recordId, answer, id: stored.id, isUndone: false };
    book.answers.push(line);
    if (random() < 0.1) {
      line.isUndone = null;
      const undone = await ask(`/annotations/${stored.id}/undo`);
      if (undone) line.isUndone = true;
    }
  }
}

/** @returns the answer; null where it was refused for good or the time is over */
async function untilAnswered<Path extends string>(
  { address, cookie, signal }: Place,
  path: Path,
  body: object | undefined,
  onFailure: () => void,
): Promise<Reply<'POST', Path> | null> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${address}/api/v1${path}`, {
        method: 'POST',
        headers: { cookie, origin: address, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(REPLY_WITHIN_MS),
      });
      const answer: Reply<'POST', Path> = await response.json();
      if (response.ok) return answer;
      if (answer.code && !ERRORS[answer.code].retry) return null;
    } catch {
      // No answer, or half of one.
    }
    onFailure();
    await pause(WAIT_MS);
  }
  return null;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
