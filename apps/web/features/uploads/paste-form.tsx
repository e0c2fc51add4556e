'use client';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import { type Parcel, parcelOfText } from './parcel';

export interface PasteFormProps {
  onParcel: (parcel: Parcel) => void;
}

/** Rows that are pasted, from a spreadsheet for instance. */
export function PasteForm({ onParcel }: PasteFormProps) {
  const [text, setText] = useState('');
  const parcel = parcelOfText(text);
  return (
    <form
      className="grid grid-cols-1 content-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (parcel) onParcel(parcel);
      }}
    >
      <TextField
        label="Paste rows"
        name="rows"
        hint="From a spreadsheet, whose first row names the columns, or a text a line."
        isLong
        rows={3}
        value={text}
        onValueChange={setText}
        spellCheck={false}
      />
      <Button type="submit" className="justify-self-start" disabled={!parcel}>
        Look at the rows
      </Button>
    </form>
  );
}
