'use client';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface WithdrawButtonProps {
  invitationId: string;
}

export function WithdrawButton({ invitationId }: WithdrawButtonProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async () => {
    // It may have been used or withdrawn meanwhile: the list says what is left either way.
    await api('DELETE /invitations/{invitationId}', { params: { invitationId } }).finally(() => router.refresh());
  });
  return (
    <span className="flex items-center gap-3">
      <ErrorNote text={error} />
      <button type="button" className="button" disabled={isRunning} onClick={() => void run()}>
        Withdraw
      </button>
    </span>
  );
}
