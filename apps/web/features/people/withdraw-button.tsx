'use client';
import { ApiError } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

export interface WithdrawButtonProps {
  invitationId: string;
  /** Called where the link works no more. */
  onWithdrawn: () => void;
}

export function WithdrawButton({ invitationId, onWithdrawn }: WithdrawButtonProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async () => {
    try {
      await api('DELETE /invitations/{invitationId}', { params: { invitationId } });
      onWithdrawn();
      router.refresh();
    } catch (error) {
      // It was used or withdrawn meanwhile: the list says what is left.
      if (error instanceof ApiError && !error.canRetry) router.refresh();
      throw error;
    }
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
