const [HAND, REFILL_UNDER] = [14, 12];

/** Keeps the page's event stream open and counts what comes. */
export function watch(address, cookie, projectId, signal) {
  const seen = { events: 0 };
  const read = async () => {
    const { body } = await fetch(`${address}/api/v1/projects/${projectId}/events`, { headers: { cookie }, signal });
    for await (const chunk of body) if (Buffer.from(chunk).includes('data:')) seen.events++;
  };
  read().catch((error) => {
    if (!signal.aborted) seen.error = error.message;
  });
  return seen;
}

/**
 * Answers as the labelling page does until told to stop: a hand of 14, filled again under 12, a pause before each answer.
 * Nobody begins at the same moment as the others.
 *
 * @param times gets how long each claim and each answer took, once `isMeasuring`
 */
export async function annotate({ call, projectId, thinkMs, signal, times, isMeasuring }) {
  let cards = [];
  let keys = 0;
  const timed = async (list, work) => {
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
  while (!signal.aborted && cards.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, thinkMs * (0.5 + Math.random())));
    const { recordId, roundId } = cards.shift();
    const answer = { recordId, roundId, outcome: 'label', label: keys % 3, seconds: thinkMs / 1_000 };
    const idempotencyKey = `bench-${recordId}-${keys++}`;
    await timed(times.submit, () => call('POST', `/projects/${projectId}/annotations`, { ...answer, idempotencyKey }));
    if (cards.length < REFILL_UNDER) await claim();
  }
}
