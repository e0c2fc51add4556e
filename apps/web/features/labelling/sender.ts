import { type Annotation, ApiError, type SubmitAnnotation } from '@querent/contracts';
import type { Outbox, OutboxEntry } from './outbox';

export interface SenderEvents {
  onSent(entry: OutboxEntry, annotation: Annotation): void;
  /** The server will never take this answer; it has left the outbox. */
  onRefused(entry: OutboxEntry, reason: string): void;
  /** Somebody has to sign in before anything can be sent. */
  onSignedOut(): void;
  onChange(): void;
}

export interface Sender {
  /** Begins to send what waits, unless it is doing so already. */
  wake(): void;
  /** The answer that is on its way right now. */
  sending(): string | null;
  stop(): void;
}

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 15_000];

/**
 * Sends answers one after the other in the order they were given, and tries again until the server has spoken. Sending
 * one twice, from two tabs or after a lost reply, is harmless: its idempotency key makes it one.
 */
export function createSender(
  outbox: Outbox,
  submit: (answer: SubmitAnnotation) => Promise<Annotation>,
  events: SenderEvents,
): Sender {
  let isRunning = false;
  let isStopped = false;
  let current: string | null = null;
  let wait = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    timer = setTimeout(wake, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  };
  async function drain() {
    for (let entry = outbox.list()[0]; entry && !isStopped; entry = outbox.list()[0]) {
      const { idempotencyKey } = entry.answer;
      current = idempotencyKey;
      try {
        const annotation = await submit(entry.answer);
        wait = FIRST_WAIT_MS;
        outbox.remove(idempotencyKey);
        events.onSent(entry, annotation);
      } catch (error) {
        if (!isFinal(error)) {
          if (error instanceof ApiError && error.problem?.code === 'not_signed_in') events.onSignedOut();
          later();
          return;
        }
        outbox.remove(idempotencyKey);
        events.onRefused(entry, (error as Error).message);
      } finally {
        current = null;
        events.onChange();
      }
    }
  }
  function wake() {
    if (isRunning || isStopped) return;
    clearTimeout(timer);
    isRunning = true;
    void drain().finally(() => {
      isRunning = false;
    });
  }
  return {
    wake,
    sending: () => current,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Refused for good: the request itself is wrong, not the network, the session or the server's health. */
const isFinal = (error: unknown) =>
  error instanceof ApiError &&
  error.problem !== null &&
  error.problem.status >= 400 &&
  error.problem.status < 500 &&
  ![401, 408, 425, 429].includes(error.problem.status);
