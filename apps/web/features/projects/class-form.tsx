'use client';
import { type Class, inWords, NewClass } from '@querent/contracts';
import type { FormEvent } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { TextField } from '@/ui/text-field';

export interface ClassFormProps {
  /** As it is; null for a new one. */
  given: Class | null;
  submitText: string;
  onSubmit: (values: NewClass) => Promise<void>;
}

/** Name, key, colour and description of a class. */
export function ClassForm({ given, submitText, onSubmit }: ClassFormProps) {
  const { run, isRunning, error, forget } = useAction(async (form: HTMLFormElement) => {
    const values = new FormData(form);
    const text = (name: string) => String(values.get(name) ?? '').trim();
    const parsed = NewClass.safeParse(
      {
        ...{ name: text('name'), description: text('description') },
        ...{ key: text('key').toLowerCase() || null, colour: text('colour').toLowerCase() || null },
      },
      { error: inWords },
    );
    if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => `${message}.`).join(' '));
    await onSubmit(parsed.data);
    if (!given) form.reset();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(event.currentTarget);
  };
  return (
    <Form onSubmit={submit} onChange={forget} className="grid grid-cols-1 gap-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_5rem_8rem]">
        <TextField label="Name" name="name" defaultValue={given?.name} required maxLength={200} autoComplete="off" />
        <TextField label="Key" name="key" defaultValue={given?.key ?? ''} maxLength={1} autoComplete="off" />
        <TextField
          label="Colour"
          name="colour"
          defaultValue={given?.colour ?? ''}
          placeholder="#3366cc"
          maxLength={7}
          autoComplete="off"
        />
      </div>
      <TextField label="What belongs to it" name="description" defaultValue={given?.description} maxLength={5000} />
      <ErrorNote text={error} />
      <Button type="submit" className="justify-self-start" disabled={isRunning}>
        {submitText}
      </Button>
    </Form>
  );
}
