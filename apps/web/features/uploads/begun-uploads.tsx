'use client';
import { ApiError, sizeInWords, type Upload } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { forgetUpload, isWaiting, keptUploads } from './kept-uploads';
import { throwAway } from './use-uploading';

export interface BegunUploadsProps {
  onGoOn: (upload: Upload) => void;
}

/** So many are shown at first, the latest. */
const SHOWN = 4;

/** What this browser has begun to send before: whole files go on at once, others as soon as they are chosen again. */
export function BegunUploads({ onGoOn }: BegunUploadsProps) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    let isGone = false;
    void Promise.all(keptUploads().map(({ uploadId }) => findUpload(uploadId))).then(
      (found) => isGone || setUploads(found.filter((upload) => upload !== null).filter((upload) => isWaiting(upload))),
    );
    return () => {
      isGone = true;
    };
  }, []);
  const { run, isRunning, error } = useAction(async ({ id }: Upload) => {
    await throwAway(id);
    setUploads((now) => now.filter((upload) => upload.id !== id));
  });
  if (uploads.length === 0) return null;
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="begun">
      <h2 id="begun">Begun before</h2>
      <ul className="grid gap-3">
        {(isAll ? uploads : uploads.slice(0, SHOWN)).map((upload) => (
          <li key={upload.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
            <p className="min-w-0 flex-1 basis-64">
              <span className="font-semibold">{upload.name}</span>{' '}
              <span className="hint digits">{describe(upload)}</span>
            </p>
            <div className="flex gap-2">
              {upload.isWhole && (
                <Button onClick={() => onGoOn(upload)} aria-label={`Go on with ${upload.name}`}>
                  Go on
                </Button>
              )}
              <Button disabled={isRunning} onClick={() => void run(upload)} aria-label={`Throw ${upload.name} away`}>
                Throw away
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {!isAll && uploads.length > SHOWN && (
        <Button className="justify-self-start" onClick={() => setAll(true)}>
          Show all {uploads.length}
        </Button>
      )}
      <ErrorNote text={error} />
    </section>
  );
}

const describe = ({ isWhole, receivedBytes, bytes }: Upload) =>
  isWhole
    ? `${sizeInWords(receivedBytes)}, all here`
    : `${sizeInWords(receivedBytes)}${bytes === null ? '' : ` of ${sizeInWords(bytes)}`} are here. Choose or drop the same again, and it goes on from there.`;

/** Null where it has gone meanwhile. */
async function findUpload(uploadId: string): Promise<Upload | null> {
  try {
    return await api('GET /uploads/{uploadId}', { params: { uploadId } });
  } catch (error) {
    if (error instanceof ApiError && error.problem?.code === 'upload_not_found') forgetUpload(uploadId);
    return null;
  }
}
