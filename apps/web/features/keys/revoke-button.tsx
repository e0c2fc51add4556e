'use client';
import { ApiError, type ApiKey } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { ConfirmButton } from '@/ui/confirm-button';
import { say } from '@/ui/say';

export interface RevokeButtonProps {
  apiKey: ApiKey;
  onRevoked?: (keyId: string) => void;
}

export function RevokeButton({ apiKey: { id: keyId, name }, onRevoked }: RevokeButtonProps) {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async () => {
    try {
      await api('DELETE /keys/{keyId}', { params: { keyId } });
      onRevoked?.(keyId);
      say(`The key “${name}” works no more.`);
      router.refresh();
    } catch (error) {
      // It was revoked meanwhile: the list says what is left.
      if (error instanceof ApiError && !error.canRetry) router.refresh();
      throw error;
    }
  });
  return (
    <div className="grid justify-items-end gap-1">
      <ConfirmButton
        title="Revoke"
        label={`Revoke ${name}`}
        question="Whatever uses this key stops at once. It cannot be made to work again; what was done with it stays."
        isDisabled={isRunning}
        onConfirm={() => void run()}
      />
      <ErrorNote text={error} />
    </div>
  );
}
