'use client';
import type { ExportFormatView, ExportQuery, Project } from '@querent/contracts';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { exportPath, ROWS, SPLIT, STATUS } from './export-choices';

export interface ExportButtonProps {
  project: Project;
  /** What records of its kind can be written as. */
  formats: ExportFormatView[];
}

/** Of records that have pictures. */
const PICTURES = { 'By their names': false, 'In the file, as base64': true };
type Pictures = keyof typeof PICTURES;

/** Lets whoever manages a project take its records and answers along. */
export function ExportButton({ project, formats }: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [title, setTitle] = useState(formats[0]?.title ?? '');
  const [rows, setRows] = useState(first(ROWS));
  const [status, setStatus] = useState(first(STATUS));
  const [split, setSplit] = useState(first(SPLIT));
  const [chosenPictures, setPictures] = useState<Pictures | null>(null);
  const format = formats.find((one) => one.title === title);
  if (!format) return null;
  const isAsked = project.recordKind === 'image' && format.id !== 'image-folder';
  const pictures = chosenPictures ?? (format.id === 'jsonl' ? 'In the file, as base64' : 'By their names');
  const query = {
    format: format.id,
    rows: ROWS[rows] ?? 'records',
    status: STATUS[status] ?? 'all',
    split: SPLIT[split] ?? 'all',
    ...(isAsked ? { pictures: PICTURES[pictures] } : {}),
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Export</Button>
      <Dialog title="Export" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Field label="Format" name="format" hint={format.description} isButton>
          <Select options={formats.map((one) => one.title)} value={title} onChange={setTitle} />
        </Field>
        <Field label="A row for each of" name="rows" isButton>
          <Select options={Object.keys(ROWS)} value={rows} onChange={setRows} />
        </Field>
        <Field label="Of which records" name="status" isButton>
          <Select options={Object.keys(STATUS)} value={status} onChange={setStatus} />
        </Field>
        <Field label="From" name="split" isButton>
          <Select options={Object.keys(SPLIT)} value={split} onChange={setSplit} />
        </Field>
        {isAsked && (
          <Field label="Pictures" name="pictures" isButton>
            <Select options={Object.keys(PICTURES) as Pictures[]} value={pictures} onChange={setPictures} />
          </Field>
        )}
        <p className="hint">{hintOn(query)}</p>
        <a href={exportPath(project.id, query)} download className="button button-primary justify-self-start">
          Download
        </a>
      </Dialog>
    </>
  );
}

/** What becomes of it where it is imported. */
function hintOn({ rows, pictures }: { rows: ExportQuery['rows']; pictures?: boolean }): string {
  if (pictures === false)
    return 'Names alone do not bring the pictures back where this is imported: take the ZIP for that.';
  return rows === 'answers'
    ? 'Imported again, the first answer to each record is its label.'
    : 'What is exported can be imported again: ids, labels, splits and metadata come back as they are.';
}

const first = (choices: object) => Object.keys(choices)[0] ?? '';
