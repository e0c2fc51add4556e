import { ERRORS } from '@querent/contracts';

const [WAIT_MS, REPLY_WITHIN_MS] = [400, 15_000];

/**
 * Somebody who answers through everything, as the page does: sends again under the same key until the server has spoken, and
 * now and then takes an answer back. What was acknowledged is written down.
 *
 * @param book { answers: [{ personId, recordId, label, id, isUndone }], refused: [], failures: n }
 */
export async function answerThrough({
  address,
  cookie,
  personId,
  projectId,
  answerKey,
  thinkMs,
  signal,
  book,
  random,
}) {
  const ask = (method, path, body) =>
    untilAnswered({ address, cookie, method, path, body, signal, onFailure: () => book.failures++ });
  let cards = [];
  for (let turn = 0; !signal.aborted; turn++) {
    if (cards.length === 0) {
      const hand = await ask('POST', `/projects/${projectId}/hand`, { count: 5 });
      cards = hand?.cards ?? [];
      if (cards.length === 0) await pause(WAIT_MS);
      continue;
    }
    await pause(thinkMs * (0.5 + random()));
    const { recordId, roundId, name } = cards.shift();
    const label = Number(answerKey(name));
    const stored = await ask('POST', `/projects/${projectId}/annotations`, {
      recordId,
      roundId,
      outcome: 'label',
      label,
      seconds: 1,
      idempotencyKey: `chaos-${personId}-${turn}`,
    });
    if (!stored) continue;
    const line = { personId, recordId, label, id: stored.id, isUndone: false };
    book.answers.push(line);
    if (random() < 0.1) {
      line.isUndone = null; // under way: either is right until the server has spoken
      const undone = await ask('POST', `/annotations/${stored.id}/undo`);
      if (undone) line.isUndone = true;
    }
  }
}

/** @returns the answer; null where it was refused for good or the time is over */
async function untilAnswered({ address, cookie, method, path, body, signal, onFailure }) {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${address}/api/v1${path}`, {
        method,
        headers: { cookie, origin: address, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(REPLY_WITHIN_MS),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      if (ERRORS[answer.code]?.retry === false) return null;
    } catch {
      // No answer, or half of one.
    }
    onFailure();
    await pause(WAIT_MS);
  }
  return null;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
