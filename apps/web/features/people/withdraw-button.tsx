'use client';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';

export interface WithdrawButtonProps {
  invitationId: string;
}

export function WithdrawButton({ invitationId }: WithdrawButtonProps) {
  const router = useRouter();
  const { run, isRunning } = useAction(async () => {
    await api('DELETE /invitations/{invitationId}', { params: { invitationId } });
    router.refresh();
  });
  return (
    <button type="button" className="button" disabled={isRunning} onClick={() => void run()}>
      Withdraw
    </button>
  );
}
