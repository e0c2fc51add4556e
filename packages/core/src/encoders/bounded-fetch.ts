/** How long a server may take to answer, and to go on once it has begun. */
export interface FetchLimits {
  answerMs: number;
  stallMs: number;
}

/**
 * A `fetch` that never hangs: an answer has to begin within `answerMs`, and its body must not stand still for `stallMs`.
 * Once a host could not be reached every later call fails at once, so that ten files do not wait ten times.
 */
export function boundedFetch({ answerMs, stallMs }: FetchLimits): typeof fetch {
  let failure: unknown = null;
  return async (input, init) => {
    if (failure) throw failure;
    const stop = new AbortController();
    const late = (ms: number) =>
      setTimeout(() => stop.abort(new Error(`no answer within ${ms / 1_000} seconds`)), ms).unref();
    let timer = late(answerMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, stop.signal]) : stop.signal;
    try {
      const response = await fetch(input, { ...init, signal });
      clearTimeout(timer);
      if (!response.body) return response;
      timer = late(stallMs);
      const watch = new TransformStream<Uint8Array, Uint8Array>({
        transform(part, out) {
          clearTimeout(timer);
          timer = late(stallMs);
          out.enqueue(part);
        },
        flush: () => clearTimeout(timer),
      });
      const { status, statusText, headers } = response;
      return new Response(response.body.pipeThrough(watch), { status, statusText, headers });
    } catch (error) {
      clearTimeout(timer);
      failure = error;
      throw error;
    }
  };
}
