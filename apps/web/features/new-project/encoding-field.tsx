'use client';
import { encodingName } from '@querent/contracts';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';

const ENCODINGS = [
  ...['utf-8', 'utf-16le', 'windows-1252', 'windows-1250', 'windows-1251', 'iso-8859-2', 'iso-8859-15'],
  ...['koi8-r', 'ibm866', 'gb18030', 'big5', 'shift_jis', 'euc-kr'],
];

export interface EncodingFieldProps {
  /** Null where nobody knows it yet. */
  encoding: string | null;
  onChange: (encoding: string) => void;
}

/** In which encoding a text is read. */
export function EncodingField({ encoding, onChange }: EncodingFieldProps) {
  const options = encoding === null || ENCODINGS.includes(encoding) ? ENCODINGS : [encoding, ...ENCODINGS];
  return (
    <Field label="Encoding of the letters" name="encoding" isButton>
      <Select
        options={options}
        titles={Object.fromEntries(options.map((one) => [one, encodingName(one)]))}
        value={encoding}
        onChange={onChange}
      />
    </Field>
  );
}
