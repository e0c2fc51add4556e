import { type Annotation, ApiError, type RecentAnnotation, type SubmitAnnotation } from '@querent/contracts';
import { type Failure, failureOf, reasonOf } from './failure';
import type { Outbox } from './outbox';
import type { OutboxEntry } from './outbox-entry';

export interface SenderApi {
  submit(answer: SubmitAnnotation): Promise<Annotation>;
  undo(annotationId: string): Promise<unknown>;
  /** The person's last answers that stand, as the server has them. */
  recent(): Promise<RecentAnnotation[]>;
  /** Whether what the server has is what was sent. */
  isSame(stored: Annotation, sent: SubmitAnnotation): boolean;
  /** Runs `send` while no other tab sends. */
  alone(send: () => Promise<void>): Promise<unknown>;
}

export interface SenderEvents {
  onSent(entry: OutboxEntry, annotation: Annotation): void;
  /** The server will not do what was asked; the outbox keeps the answer as refused. */
  onRefused(entry: OutboxEntry): void;
  /** Nothing can be sent for now. */
  onDelayed(failure: Failure, reason: string): void;
  onChange(): void;
}

export interface Sender {
  /** Begins to send what waits, unless it is doing so already. */
  wake(): void;
  stop(): void;
}

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 15_000];
/** How often an answer is sent whose replies cannot be read. */
const MOST_UNREADABLE = 4;

/**
 * Sends answers one after the other in the order they were given, and tries again until the server has spoken. Sending
 * one twice, from two tabs or after a lost reply, is harmless: its idempotency key makes it one. An answer that was
 * taken back on its way is stored and then undone, before anything that was answered after it is sent.
 */
export function createSender(outbox: Outbox, api: SenderApi, events: SenderEvents): Sender {
  const unreadable = new Map<string, number>();
  let isRunning = false;
  let isStopped = false;
  let isWokenAgain = false;
  let wait = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    timer = setTimeout(wake, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  };
  const submit = (answer: SubmitAnnotation) =>
    orLookFor(
      () => api.submit(answer),
      async () => (await api.recent()).find((stored) => api.isSame(stored, answer)),
    );
  const undo = (annotationId: string) =>
    orLookFor(
      () => api.undo(annotationId).then(() => true),
      async () => !(await api.recent()).some(({ id }) => id === annotationId),
    );
  async function send(entry: OutboxEntry) {
    const { key, answer } = entry;
    // Read each time: it may have been taken back while it was on its way.
    const isTakenBack = () => outbox.find(key)?.isTakenBack ?? false;
    let stored: Annotation | null = null;
    try {
      stored = await submit(answer);
      const isUndone = isTakenBack() && (await undo(stored.id));
      outbox.remove(key);
      if (!isUndone) events.onSent(entry, stored);
    } catch (error) {
      if (!isRefused(key, error)) throw error;
      if (stored) events.onSent(entry, stored); // the undo was refused, so it stands
      if (!stored && isTakenBack()) return outbox.remove(key);
      outbox.refuse(key, reasonOf(error));
      events.onRefused(entry);
    }
  }
  function isRefused(key: string, error: unknown): boolean {
    const failure = failureOf(error);
    if (failure !== 'unreadable') return failure === 'refused' || failure === 'gone';
    const times = (unreadable.get(key) ?? 0) + 1;
    unreadable.set(key, times % MOST_UNREADABLE);
    return times === MOST_UNREADABLE;
  }
  async function drain() {
    for (let [entry] = outbox.read().waiting; entry && !isStopped; [entry] = outbox.read().waiting) {
      if (!outbox.markTried(entry.key)) continue;
      try {
        await send(entry);
        wait = FIRST_WAIT_MS;
      } catch (error) {
        events.onDelayed(failureOf(error), reasonOf(error));
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

/**
 * Where the reply cannot be read the server may have done what was asked, and an answer that it has already may be this
 * one, given in another tab: its list of answers tells.
 */
async function orLookFor<T>(ask: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isAnswered = error instanceof ApiError && error.problem?.code === 'already_annotated';
    const found = isAnswered || failureOf(error) === 'unreadable' ? await look() : undefined;
    if (found === undefined || found === false) throw error;
    return found;
  }
}
