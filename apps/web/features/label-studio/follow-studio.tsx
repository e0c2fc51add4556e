'use client';
import { api } from '@/features/shell/api';
import { useRefresh } from '@/features/shell/use-refresh';

export interface FollowStudioProps {
  projectId: string;
}

/** How the connection goes, without a reload. */
export function FollowStudio({ projectId }: FollowStudioProps) {
  useRefresh(() => api('GET /projects/{projectId}/label-studio', { params: { projectId } }));
  return null;
}
