import type { ProjectEvent } from '@querent/contracts';
import { DomainError, stateWithoutFigures } from '@querent/domain';
import type { EventStream } from './event-stream';

/** At most twice a second. */
const COALESCE_MS = 500;
const [FIRST_REST_MS, LONGEST_REST_MS] = [2_000, 60_000];

export interface ProjectChannel {
  join(stream: EventStream, canManage: boolean): void;
  leave(stream: EventStream): void;
  /** Something in the project has moved. */
  move(): void;
  isEmpty(): boolean;
}

interface ChannelParts {
  /** The present state, as those see it who manage the project. */
  load(): Promise<ProjectEvent>;
  report(error: unknown): void;
}

/**
 * Those who follow one project. Its state is computed once a change for all of them, never twice at the same time, and written
 * out twice: with the figures of the holdout, and without. Where it cannot be computed they wait; a project that is gone ends them.
 */
export function createProjectChannel({ load, report }: ChannelParts): ProjectChannel {
  const streams = new Map<EventStream, boolean>();
  let events: { full: string; reduced: string } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isComputing = false;
  let isStale = false;
  let restMs = FIRST_REST_MS;

  const compute = async () => {
    timer = undefined;
    isComputing = true;
    isStale = false;
    let pauseMs = COALESCE_MS;
    try {
      const state = await load();
      events = { full: JSON.stringify(state), reduced: JSON.stringify(stateWithoutFigures(state)) };
      restMs = FIRST_REST_MS;
      for (const [stream, canManage] of streams) stream.send(canManage ? events.full : events.reduced);
    } catch (error) {
      if (error instanceof DomainError) {
        for (const stream of streams.keys()) stream.end(); // the browser connects again and learns why
      } else {
        report(error);
        isStale = true;
        pauseMs = restMs;
        restMs = Math.min(LONGEST_REST_MS, restMs * 2);
      }
    }
    isComputing = false;
    if (isStale) computeIn(pauseMs);
  };
  const computeIn = (ms: number) => {
    if (streams.size > 0) timer ??= setTimeout(compute, ms);
  };

  return {
    join(stream, canManage) {
      streams.set(stream, canManage);
      if (events) stream.send(canManage ? events.full : events.reduced);
      else if (!isComputing) computeIn(0);
    },
    leave(stream) {
      streams.delete(stream);
      if (streams.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
    },
    move() {
      if (isComputing) isStale = true;
      else computeIn(COALESCE_MS);
    },
    isEmpty: () => streams.size === 0,
  };
}
