'use client';
import { type Limits, sizeInWords } from '@querent/contracts';
import { type ChangeEvent, useRef } from 'react';
import { Button } from '@/ui/button';
import { AddressForm } from './address-form';
import type { Parcel } from './parcel';
import { PasteForm } from './paste-form';
import { placedFiles } from './use-file-drop';
import type { PlacedFile } from './zip-source';

export interface WaysInProps {
  limits: Limits;
  /** Something is held over the page. */
  isOver: boolean;
  onFiles: (files: Promise<PlacedFile[]>) => void;
  onParcel: (parcel: Parcel) => void;
  onAddress: (url: string) => Promise<void>;
}

/** Everything by which records can be brought, on one screen. */
export function WaysIn({ limits, isOver, onFiles, onParcel, onAddress }: WaysInProps) {
  const [files, folder] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const { currentTarget } = event;
    onFiles(
      placedFiles(event.nativeEvent).finally(() => {
        currentTarget.value = ''; // the same may be chosen again
      }),
    );
  };
  return (
    <section className="panel grid grid-cols-1 gap-6 p-0" aria-label="Ways to bring records">
      <div
        className={`m-3 grid justify-items-center gap-4 rounded-xl border-2 border-dashed px-4 py-10 text-center sm:py-14 ${isOver ? 'border-accent bg-wash' : 'border-line'}`}
      >
        <p className="text-lg">{isOver ? 'Let go to bring it' : 'Drop files or a folder anywhere on this page'}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" onClick={() => files.current?.click()}>
            Choose files
          </Button>
          <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
        </div>
        <p className="hint max-w-xl">
          Tables (CSV, TSV), JSON, pictures in folders or a ZIP, matrices (.npy): up to{' '}
          {sizeInWords(limits.uploadBytes).replace(' ', '\u00a0')}. Nothing is stored in a project before you have seen
          what it is.
        </p>
        <input ref={files} type="file" multiple hidden onChange={take} data-testid="files" />
        <input ref={folder} type="file" hidden onChange={take} data-testid="folder" {...FOLDER} />
      </div>
      <div className="grid grid-cols-1 gap-6 px-5 pb-5 md:grid-cols-2">
        <PasteForm onParcel={onParcel} />
        <AddressForm onAddress={onAddress} />
      </div>
    </section>
  );
}

/** Known to every browser, and not to the types of React. */
const FOLDER = { webkitdirectory: '' };
