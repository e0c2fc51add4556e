'use client';
import { ApiError, ProjectEvent } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from '@/features/shell/api';

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1_000, 15_000];

/** Why the page hears of the project no more: nobody is signed in, or it is gone, or no longer this person's. */
export type Ending = 'signed-out' | 'gone';

/**
 * The moving state of a project, kept up to date by server-sent events. A browser connects again by itself after a lost
 * connection but never after an error status, and does not tell which one it was: there the state is asked for, as it is
 * asked for now and then by somebody with more pages open than may follow, and the stream is tried again, unless the refusal is
 * for good, which `ending` tells. A hidden tab lets go, since a browser has six connections for all tabs of a site; one that is shown begins anew.
 */
export function useProjectEvents(
  projectId: string,
  initial: ProjectEvent,
): { state: ProjectEvent; ending: Ending | null } {
  const [state, setState] = useState(initial);
  const [ending, setEnding] = useState<Ending | null>(null);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | undefined;
    let wait = FIRST_WAIT_MS;
    const close = () => {
      clearTimeout(timer);
      asking?.abort();
      source?.close();
    };
    const open = () => {
      close();
      const opened = new EventSource(`/api/v1/projects/${projectId}/events`);
      source = opened;
      opened.onmessage = ({ data }) => {
        wait = FIRST_WAIT_MS;
        const event = ProjectEvent.safeParse(JSON.parse(data));
        setEnding(null);
        if (event.success) setState(event.data);
        else console.error('An event of the project is not understood. Reload the page.', event.error);
      };
      opened.onerror = () => {
        if (opened.readyState === EventSource.CLOSED) void ask();
      };
    };
    const ask = async () => {
      const own = new AbortController();
      asking = own;
      try {
        setState(await api('GET /projects/{projectId}/state', { params: { projectId }, signal: own.signal }));
      } catch (error) {
        if (error instanceof ApiError && !error.canRetry)
          return setEnding(error.problem?.code === 'not_signed_in' ? 'signed-out' : 'gone');
      }
      if (own.signal.aborted) return;
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    };
    const follow = () => (document.hidden ? close() : open());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [projectId]);
  return { state, ending };
}
