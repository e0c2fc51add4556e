'use client';
import { type Limits, messageOf, type Upload } from '@querent/contracts';
import { useState } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { BegunUploads } from './begun-uploads';
import { type Parcel, parcelOf } from './parcel';
import { UploadProgress } from './upload-progress';
import { useFileDrop } from './use-file-drop';
import { useUploading } from './use-uploading';
import { WaysIn } from './ways-in';
import type { PlacedFile } from './zip-source';

export interface BringPageProps {
  limits: Limits;
  onHere: (upload: Upload) => void;
  /** Why what was brought before is not there. */
  problem: string | null;
}

/** Brings what is dropped, chosen, pasted or named by its address, and hands over what has come whole. */
export function BringPage({ limits, onHere, problem: before }: BringPageProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isGathering, setGathering] = useState(false);
  const { uploading, send, fetchFrom, cancel, again } = useUploading(onHere);
  const attempt = (work: Promise<unknown>) => {
    setProblem(null);
    work.catch((error) => setProblem(messageOf(error)));
  };
  const bring = (parcel: Parcel) => {
    if (parcel.bytes <= limits.uploadBytes) return attempt(send(parcel));
    setProblem(
      `${parcel.name} is larger than what can be brought here at once. Bring less, or ask an admin to raise the limit.`,
    );
  };
  const take = (files: Promise<PlacedFile[]>) => {
    setGathering(true);
    attempt(
      files
        .then((found) => {
          const parcel = parcelOf(found);
          if (parcel) bring(parcel);
          else setProblem('There is no file in what you have brought.');
        })
        .finally(() => setGathering(false)),
    );
  };
  const isOver = useFileDrop(uploading === null, take);
  return (
    <div className="grid grid-cols-1 gap-5" aria-busy={isGathering}>
      <ErrorNote text={problem ?? before} />
      {uploading ? (
        <UploadProgress uploading={uploading} onCancel={() => attempt(cancel())} onAgain={again} />
      ) : (
        <>
          <WaysIn limits={limits} isOver={isOver} onFiles={take} onParcel={bring} onAddress={fetchFrom} />
          <BegunUploads onGoOn={onHere} />
        </>
      )}
    </div>
  );
}
