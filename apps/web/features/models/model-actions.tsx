'use client';
import type { Model } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Menu } from '@/ui/menu';
import { say } from '@/ui/say';

export interface ModelActionsProps {
  model: Model;
}

/** Lets a model serve, or pins it; nothing where its files have been freed. */
export function ModelActions({ model: { id, projectId, version, isServing, isPinned, hasFiles } }: ModelActionsProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (act: () => Promise<unknown>, done: string) => {
    await act();
    say(done);
    router.refresh();
  });
  if (!hasFiles) return null;
  const serve = () =>
    run(
      () => api('PATCH /projects/{projectId}/serving', { params: { projectId }, body: { modelId: id } }),
      `${version} serves from now on.`,
    );
  const pin = () =>
    run(
      () => api('PATCH /models/{modelId}', { params: { modelId: id }, body: { isPinned: !isPinned } }),
      isPinned ? `${version} is not pinned any more.` : `The files of ${version} stay.`,
    );
  return (
    <>
      <Menu
        title="Change"
        label={`Change ${version}`}
        isDisabled={isRunning}
        items={[
          ...(isServing ? [] : [{ title: 'Let it serve', onSelect: () => void serve() }]),
          { title: isPinned ? 'Unpin' : 'Pin its files', onSelect: () => void pin() },
        ]}
      />
      <ErrorNote text={error} />
    </>
  );
}
