'use client';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';

export interface PauseButtonProps {
  projectId: string;
}

/** Stops rounds from beginning by themselves; the page says so then, with the way back. */
export function PauseButton({ projectId }: PauseButtonProps) {
  const { run, isRunning, error } = useAction(async () => {
    await api('POST /projects/{projectId}/pause', { params: { projectId } });
  });
  return (
    <Button
      disabled={isRunning}
      title={error ?? 'No round begins by itself until you resume'}
      onClick={() => void run()}
    >
      {error ? 'Not paused: try again' : 'Pause training'}
    </Button>
  );
}
