'use client';
import { formatCount, type Limits, readCount, readSize, sizeInWords, UpdateLimits } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { TextField } from '@/ui/text-field';

const SIZE = 'Write a size such as 500 MB or 10 GB.';

interface LimitField {
  name: keyof Limits;
  title: string;
  hint: string;
  read(text: string): number | null;
  words(value: number): string;
  /** What to say of a text that cannot be read. */
  wrong: string;
}

const FIELDS: LimitField[] = [
  {
    ...{ name: 'uploadBytes', title: 'Size of a file', read: readSize, words: sizeInWords, wrong: SIZE },
    hint: 'Of a file that is sent or fetched, as it is, packed or not.',
  },
  {
    ...{ name: 'projectRecords', title: 'Records of a project', read: readCount, words: formatCount },
    ...{ wrong: 'Write a whole number, such as 5,000,000 or 5000000.', hint: 'What is there already stays.' },
  },
  {
    ...{ name: 'freeBytes', title: 'Disk that stays free', read: readSize, words: sizeInWords, wrong: SIZE },
    hint: 'No file may use it up: the database needs room to work.',
  },
];

/** What is wrong with a text, in a sentence. */
function flawOf({ name, read, wrong, words }: LimitField, text: string): string | null {
  const value = read(text);
  if (value === null) return wrong;
  const { minimum, maximum } = rangeOf(name);
  if (value < minimum) return `At least ${words(minimum)}.`;
  return value > maximum ? `At most ${words(maximum)}.` : null;
}

/** As the contract has it. */
function rangeOf(name: keyof Limits) {
  const { minValue, maxValue } = UpdateLimits.shape[name].unwrap();
  return { minimum: minValue ?? 0, maximum: maxValue ?? Number.MAX_SAFE_INTEGER };
}

export interface LimitsFormProps {
  limits: Limits;
}

export function LimitsForm({ limits }: LimitsFormProps) {
  const router = useRouter();
  const [issues, setIssues] = useState<Record<string, string>>({});
  const { run, isRunning, error } = useAction(async (form: HTMLFormElement) => {
    const typed = FIELDS.map((field) => ({ field, text: String(new FormData(form).get(field.name) ?? '') }));
    const wrong = typed.flatMap(({ field, text }) => {
      const flaw = flawOf(field, text);
      return flaw ? [[field.name, flaw] as const] : [];
    });
    setIssues(Object.fromEntries(wrong));
    if (wrong.length > 0) return;
    // Words are rounded: what nobody has changed stays as exact as it is.
    const changed = typed.filter(({ field, text }) => text !== field.words(limits[field.name]));
    const body = Object.fromEntries(changed.map(({ field, text }) => [field.name, field.read(text)]));
    await api('PATCH /limits', { body: UpdateLimits.parse(body) });
    say('The limits are saved.');
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(event.currentTarget);
  };
  return (
    <Form className="grid gap-4" errors={issues} onSubmit={submit}>
      {FIELDS.map((field) => (
        <TextField
          key={field.name}
          name={field.name}
          label={field.title}
          hint={field.hint}
          defaultValue={field.words(limits[field.name])}
          validate={(text) => flawOf(field, text)}
          autoComplete="off"
        />
      ))}
      <ErrorNote text={error} />
      <Button type="submit" look="primary" disabled={isRunning} className="justify-self-start">
        Save
      </Button>
    </Form>
  );
}
