'use client';
import { FetchUpload } from '@querent/contracts';
import { useState } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

export interface AddressFormProps {
  onAddress: (url: string) => Promise<void>;
}

/** A file that the server fetches itself. */
export function AddressForm({ onAddress }: AddressFormProps) {
  const [url, setUrl] = useState('');
  const { run, isRunning, error, forget } = useAction(async () => {
    const parsed = FetchUpload.safeParse({ url: url.trim() });
    if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => `${message}.`).join(' '));
    await onAddress(parsed.data.url);
  });
  return (
    <form
      className="grid grid-cols-1 content-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <TextField
        label="Or an address"
        name="url"
        inputMode="url"
        placeholder="https://"
        autoComplete="off"
        hint="The server fetches the file from there."
        value={url}
        onValueChange={(text) => {
          setUrl(text);
          forget();
        }}
      />
      <Button type="submit" className="justify-self-start" disabled={isRunning || url.trim() === ''}>
        Fetch it
      </Button>
      <ErrorNote text={error} />
    </form>
  );
}
