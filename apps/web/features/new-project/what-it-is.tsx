'use client';
import { encodingName, many, recordKindOf, type Survey } from '@querent/contracts';
import type { ReactNode } from 'react';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { formatTitle } from './format-title';
import { ReadingOptions } from './reading-options';

export interface WhatItIsProps {
  fileName: string;
  survey: Survey;
  isLooking: boolean;
  onFormat: (id: string) => void;
  /** As they were changed last. */
  options: Record<string, unknown>;
  onOption: (name: string, value: unknown) => void;
  /** To bring something else. */
  children: ReactNode;
}

/** What a file seems to be, and what cannot come in as it is. */
export function WhatItIs({ fileName, survey, isLooking, onFormat, options, onOption, children }: WhatItIsProps) {
  const { format, formats, encoder, notices } = survey;
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="file">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id="file" className="[overflow-wrap:anywhere]">
            {fileName}
          </h2>
          <p className="hint digits mt-1" data-testid="what-it-is">
            {describe(survey)}
          </p>
        </div>
        {children}
      </div>
      {formats.length > 1 && (
        <Field label="Read as" name="format" isButton className="max-w-xs">
          <Select
            options={formats.map(({ id }) => id)}
            titles={{
              ...Object.fromEntries(formats.map(({ id, title }) => [id, title])),
              [format.id]: formatTitle(survey),
            }}
            value={format.id}
            onChange={onFormat}
          />
        </Field>
      )}
      <ReadingOptions options={options} onOption={onOption} />
      {encoder && (
        <p className="text-sm">
          A model reads it by: <span className="font-semibold">{encoder.title}</span>.{' '}
          <span className="hint">{encoder.reason}</span>
        </p>
      )}
      {notices.length > 0 && (
        <ul className="hint grid list-disc gap-1 pl-5">
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      <p className="sr-only" role="status">
        {isLooking ? 'Looking at the file.' : `${describe(survey)}.`}
      </p>
    </section>
  );
}

function describe(survey: Survey): string {
  const { counts, recordKind, options } = survey;
  const { singular, plural } = recordKind ? recordKindOf(recordKind) : { singular: 'record', plural: 'records' };
  const records = `${counts.isWhole ? '' : 'about '}${many(counts.records, singular, plural)}`;
  const encoding = options.encoding;
  return [formatTitle(survey), records, ...(typeof encoding === 'string' ? [encodingName(encoding)] : [])].join(' · ');
}
