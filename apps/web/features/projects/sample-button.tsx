'use client';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';

export interface SampleButtonProps {
  isSecondary?: boolean;
}

export function SampleButton({ isSecondary = false }: SampleButtonProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async () => {
    const { id } = await api('POST /projects/sample', { body: {} });
    router.push(`/projects/${id}`);
  });
  return (
    <div className="grid justify-items-center gap-3">
      <Button
        {...(isSecondary ? {} : { className: 'min-h-12 px-6 text-base' })}
        disabled={isRunning}
        onClick={() => void run()}
      >
        {isSecondary ? 'Add the sample project' : 'Start with handwritten digits'}
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}
