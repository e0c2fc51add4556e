'use client';
import { ProjectEvent } from '@querent/contracts';
import { useEffect, useState } from 'react';

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1_000, 15_000];

/**
 * The moving state of a project, kept up to date by server-sent events. A browser connects again by itself after a lost
 * connection but never after an error status, such as that of a server that is starting: there it is done here. A hidden
 * tab lets go, since a browser has six connections for all tabs of a site.
 */
export function useProjectEvents(projectId: string, initial: ProjectEvent): ProjectEvent {
  const [state, setState] = useState(initial);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT_MS;
    const close = () => {
      clearTimeout(timer);
      source?.close();
    };
    const open = () => {
      close();
      const opened = new EventSource(`/api/v1/projects/${projectId}/events`);
      source = opened;
      opened.onmessage = ({ data }) => {
        wait = FIRST_WAIT_MS;
        const event = ProjectEvent.safeParse(JSON.parse(data));
        if (event.success) setState(event.data);
        else console.error('An event of the project is not understood. Reload the page.', event.error);
      };
      opened.onerror = () => {
        if (opened.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(open, wait);
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      };
    };
    const follow = () => (document.hidden ? close() : open());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [projectId]);
  return state;
}
