'use client';
import { ProjectEvent } from '@querent/contracts';
import { useEffect, useState } from 'react';

/** The moving state of a project, kept up to date by server-sent events; the browser connects again by itself. */
export function useProjectEvents(projectId: string, initial: ProjectEvent): ProjectEvent {
  const [state, setState] = useState(initial);
  useEffect(() => {
    const source = new EventSource(`/api/v1/projects/${projectId}/events`);
    source.onmessage = ({ data }) => {
      const event = ProjectEvent.safeParse(JSON.parse(data));
      if (event.success) setState(event.data);
    };
    return () => source.close();
  }, [projectId]);
  return state;
}
