'use client';
import { ApiError } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { say } from '@/ui/say';

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
      say('The link works no more.');
      router.refresh();
    } catch (error) {
      // It was used or withdrawn meanwhile: the list says what is left.
      if (error instanceof ApiError && !error.canRetry) router.refresh();
      throw error;
    }
  });
  return (
    <div className="grid justify-items-end gap-1">
      <Button disabled={isRunning} onClick={() => void run()}>
        Withdraw
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}
