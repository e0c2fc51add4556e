import type { ProjectEvent } from '@querent/contracts';

const COALESCE_MS = 200;
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events: the state at once, then again whenever `subscribe` calls back, at most five times a second.
 *
 * @param load gives the present state
 */
export function eventStream(
  load: () => Promise<ProjectEvent>,
  subscribe: (onMoved: () => void) => () => void,
  signal: AbortSignal,
): Response {
  const encoder = new TextEncoder();
  let close = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let timer: NodeJS.Timeout | undefined;
      let isSending = false;
      let isStale = false;
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          close();
        }
      };
      const push = async () => {
        timer = undefined;
        if (isSending) {
          isStale = true;
          return;
        }
        isSending = true;
        try {
          send(`data: ${JSON.stringify(await load())}\n\n`);
        } catch {
          close(); // the browser connects again and learns why
        } finally {
          isSending = false;
          if (isStale) {
            isStale = false;
            schedule();
          }
        }
      };
      const schedule = () => {
        timer ??= setTimeout(push, COALESCE_MS);
      };
      const unsubscribe = subscribe(schedule);
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      close = () => {
        unsubscribe();
        clearInterval(heartbeat);
        clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // closed by the other side
        }
      };
      signal.addEventListener('abort', close);
      send('retry: 1000\n\n');
      void push();
    },
    cancel: () => close(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
