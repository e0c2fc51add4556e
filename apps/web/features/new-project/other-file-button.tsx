'use client';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { throwAway } from '@/features/uploads/use-uploading';
import { Button } from '@/ui/button';

export interface OtherFileButtonProps {
  uploadId: string;
  onOther: () => void;
}

/** Throws a file away, and leads back to where one is brought. */
export function OtherFileButton({ uploadId, onOther }: OtherFileButtonProps) {
  const { run, isRunning, error } = useAction(async () => {
    await throwAway(uploadId);
    onOther();
  });
  return (
    <div className="grid gap-1">
      <Button disabled={isRunning} onClick={() => void run()}>
        Bring something else
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}
