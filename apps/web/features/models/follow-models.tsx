'use client';
import { api } from '@/features/shell/api';
import { useRefresh } from '@/features/shell/use-refresh';

export interface FollowModelsProps {
  projectId: string;
}

/** Models that come, and figures of the newest, without a reload. */
export function FollowModels({ projectId }: FollowModelsProps) {
  useRefresh(() => api('GET /projects/{projectId}/models', { params: { projectId }, query: { limit: 1 } }));
  return null;
}
