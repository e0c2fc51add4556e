export interface Live {
  /** Calls back whenever something in the project moved. @returns how to stop */
  subscribe(projectId: string, onMoved: () => void): () => void;
}

/** Fans the database's notifications out to the pages that look at a project; listens from the first of them on. */
export function createLive(listen: (onMoved: (projectId: string | null) => void) => unknown): Live {
  const subscribers = new Map<string, Set<() => void>>();
  let isListening = false;
  const onMoved = (projectId: string | null) => {
    const moved = projectId === null ? [...subscribers.values()] : [subscribers.get(projectId) ?? []];
    for (const group of moved) for (const call of group) call();
  };
  return {
    subscribe(projectId, onProjectMoved) {
      if (!isListening) listen(onMoved);
      isListening = true;
      const group = subscribers.get(projectId) ?? new Set();
      subscribers.set(projectId, group.add(onProjectMoved));
      return () => {
        group.delete(onProjectMoved);
        if (group.size === 0) subscribers.delete(projectId);
      };
    },
  };
}
