import { type Annotation, ApiError, type SubmitAnnotation } from '@querent/contracts';
import type { Outbox, OutboxEntry } from './outbox';

export interface SenderApi {
  submit(answer: SubmitAnnotation): Promise<Annotation>;
  undo(annotationId: string): Promise<unknown>;
  /** Runs `send` while no other tab sends. */
  alone(send: () => Promise<void>): Promise<unknown>;
}

export interface SenderEvents {
  onSent(entry: OutboxEntry, annotation: Annotation): void;
  /** The server will never do what was asked; the answer has left the outbox. */
  onRefused(entry: OutboxEntry, reason: string): void;
  /** Somebody has to sign in before anything can be sent. */
  onSignedOut(): void;
  onChange(): void;
}

export interface Sender {
  /** Begins to send what waits, unless it is doing so already. */
  wake(): void;
  stop(): void;
}

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 15_000];

/**
 * Sends answers one after the other in the order they were given, and tries again until the server has spoken. Sending
 * one twice, from two tabs or after a lost reply, is harmless: its idempotency key makes it one. An answer that was
 * taken back on its way is stored and then undone, before anything that was answered after it is sent.
 */
export function createSender(outbox: Outbox, api: SenderApi, events: SenderEvents): Sender {
  let isRunning = false;
  let isStopped = false;
  let isWokenAgain = false;
  let wait = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    timer = setTimeout(wake, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  };
  async function send(entry: OutboxEntry) {
    const { idempotencyKey } = entry.answer;
    let stored: Annotation | null = null;
    try {
      stored = await api.submit(entry.answer);
      // Read again: it may have been taken back while it was on its way.
      const isTakenBack = outbox.find(idempotencyKey)?.isTakenBack;
      if (isTakenBack) await api.undo(stored.id);
      outbox.remove(idempotencyKey);
      if (!isTakenBack) events.onSent(entry, stored);
    } catch (error) {
      if (!isFinal(error)) throw error;
      const isTakenBack = outbox.find(idempotencyKey)?.isTakenBack;
      outbox.remove(idempotencyKey);
      if (stored) events.onSent(entry, stored); // the undo was refused, so it stands
      if (stored || !isTakenBack) events.onRefused(entry, (error as Error).message);
    }
  }
  async function drain() {
    for (let entry = outbox.list()[0]; entry && !isStopped; entry = outbox.list()[0]) {
      if (!outbox.markTried(entry.answer.idempotencyKey)) continue;
      try {
        await send(entry);
        wait = FIRST_WAIT_MS;
      } catch (error) {
        if (error instanceof ApiError && error.problem?.code === 'not_signed_in') events.onSignedOut();
        later();
        return;
      } finally {
        events.onChange();
      }
    }
  }
  function wake() {
    if (isStopped) return;
    // What was added after the last look at the outbox is not left behind.
    isWokenAgain = isRunning;
    if (isRunning) return;
    clearTimeout(timer);
    isRunning = true;
    void api
      .alone(drain)
      .catch(later)
      .finally(() => {
        isRunning = false;
        if (isWokenAgain) wake();
      });
  }
  return {
    wake,
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
