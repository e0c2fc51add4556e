'use client';
import type { WaitingFile } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { ConfirmButton } from '@/ui/confirm-button';
import { say } from '@/ui/say';

export interface ThrowAwayButtonProps {
  file: WaitingFile;
}

export function ThrowAwayButton({ file }: ThrowAwayButtonProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async () => {
    await api('DELETE /uploads/{uploadId}', { params: { uploadId: file.id } });
    say(`${file.name} is thrown away.`);
    router.refresh();
  });
  return (
    <div className="grid justify-items-end gap-1">
      <ConfirmButton
        title="Throw away"
        label={`Throw ${file.name} away`}
        question={`${file.personName} would have to bring it again. Records that were imported from it stay.`}
        isDisabled={isRunning}
        onConfirm={() => void run()}
      />
      <ErrorNote text={error} />
    </div>
  );
}
