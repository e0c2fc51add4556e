/** How many heartbeats in a row a reader may miss before its stream is ended. */
const MOST_MISSED = 4;

export const EVENT_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export interface EventStream {
  readonly response: Response;
  /** Sends an event. A reader that is behind gets the latest one once it has caught up, and none of those before. */
  send(event: string): void;
  /** Keeps the connection open; ends it where nobody has read for a minute. */
  beat(): void;
  /** Ends it; the browser connects again by itself. */
  end(): void;
}

/**
 * A stream of server-sent events in which nothing piles up: at most one event waits for a slow reader.
 *
 * @param onEnd is called once, whoever ends it
 */
export function openEventStream(signal: AbortSignal, onEnd: () => void): EventStream {
  const encoder = new TextEncoder();
  let latest: string | null = null;
  let missed = 0;
  let isEnded = false;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const isBehind = () => (controller.desiredSize ?? 0) <= 0;
  const flush = () => {
    if (latest === null || isEnded || isBehind()) return;
    const event = latest;
    latest = null; // a reader that waits pulls within `enqueue`
    controller.enqueue(encoder.encode(event));
  };
  const end = () => {
    if (isEnded) return;
    isEnded = true;
    signal.removeEventListener('abort', end);
    try {
      controller.close();
    } catch {
      // closed by the other side
    }
    onEnd();
  };
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
    },
    pull: flush,
    cancel: end,
  });
  signal.addEventListener('abort', end);
  return {
    response: new Response(body, { headers: EVENT_HEADERS }),
    send(event) {
      latest = `data: ${event}\n\n`;
      flush();
    },
    beat() {
      missed = isBehind() ? missed + 1 : 0;
      if (missed >= MOST_MISSED) return end();
      if (missed === 0 && !isEnded) controller.enqueue(encoder.encode(': still here\n\n'));
    },
    end,
  };
}
