'use client';
import { SIGNED_OUT, sizeInWords } from '@querent/contracts';
import { Bar } from '@/features/shell/bar';
import { ErrorNote } from '@/features/shell/error-note';
import { formatSeconds } from '@/features/shell/format';
import { Button } from '@/ui/button';
import type { Uploading } from './use-uploading';

export interface UploadProgressProps {
  uploading: NonNullable<Uploading>;
  onCancel: () => void;
  /** Null where trying again is of no use. */
  onAgain: (() => void) | null;
}

/** How much of a file has come, how fast, and how long it will take. */
export function UploadProgress({ uploading, onCancel, onAgain }: UploadProgressProps) {
  const { name, bytes, sent, pace, isWaiting, error } = uploading;
  const share = bytes ? sent / bytes : 0;
  return (
    <section className="panel grid grid-cols-1 gap-4 py-8 sm:px-8" aria-label="File on its way">
      <h2 className="[overflow-wrap:anywhere] text-lg">{name}</h2>
      {(error === null || sent > 0) && (
        <>
          <Bar share={share} label="Sent so far" />
          <p className="hint digits min-h-6" data-testid="upload-status">
            {sizeInWords(sent)}
            {bytes !== null && ` of ${sizeInWords(bytes)}`}
            {isWaiting
              ? ' · The network or the server is away. It goes on by itself.'
              : pace !== null &&
                ` · ${sizeInWords(pace)} a second${bytes === null ? '' : ` · ${formatSeconds((bytes - sent) / pace)} left`}`}
          </p>
          <p className="sr-only" role="status">
            {isWaiting ? 'The network is away.' : `${Math.floor(10 * share) * 10} % sent`}
          </p>
        </>
      )}
      <ErrorNote text={error} />
      {error === SIGNED_OUT && (
        <p className="hint">
          What has come stays. Once you are back, choose or drop the same again: it goes on from there. Or sign in in
          another tab, and try again here.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {error !== null && onAgain && <Button onClick={onAgain}>Try again</Button>}
        <Button onClick={onCancel}>{error === null ? 'Cancel' : 'Bring something else'}</Button>
      </div>
    </section>
  );
}
