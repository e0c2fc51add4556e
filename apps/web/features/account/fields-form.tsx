'use client';
import { type FormEvent, useRef, useState } from 'react';
import type { z } from 'zod';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { say } from '@/ui/say';
import { TextField } from '@/ui/text-field';

export interface FieldsFormProps<Values> {
  /** Of the contract: what it refuses is said at the field before anything is sent. */
  schema: z.ZodType<Values>;
  fields: { name: string; title: string; type: string; autoComplete: string; defaultValue?: string }[];
  /** What the schema asks for and nobody types, such as the token of a link. */
  given?: object;
  submitText: string;
  /** Said once it is done, where the page stays. */
  doneText?: string;
  onSubmit: (values: Values) => Promise<void>;
}

/** A form of an account: name, e-mail, passwords. */
export function FieldsForm<Values>(props: FieldsFormProps<Values>) {
  const { schema, fields, given, submitText, doneText, onSubmit } = props;
  const form = useRef<HTMLFormElement>(null);
  const [issues, setIssues] = useState<Record<string, string>>({});
  const { run, isRunning, error } = useAction(async () => {
    const typed = Object.fromEntries(new FormData(form.current ?? undefined));
    const parsed = schema.safeParse({ ...given, ...typed });
    setIssues(parsed.success ? {} : Object.fromEntries(parsed.error.issues.map((i) => [String(i.path[0]), i.message])));
    if (!parsed.success) return;
    await onSubmit(parsed.data);
    if (!doneText) return;
    say(doneText);
    for (const { name, type } of fields) {
      const input = form.current?.elements.namedItem(name);
      if (type === 'password' && input instanceof HTMLInputElement) input.value = '';
    }
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run();
  };
  return (
    <Form ref={form} errors={issues} onSubmit={submit} className="grid gap-4">
      {fields.map(({ title, ...field }) => (
        <TextField key={field.name} label={title} {...field} aria-required />
      ))}
      <ErrorNote text={error} />
      {/* As wide as the fields where it is all that the page is for. */}
      <Button type="submit" look="primary" className={doneText ? 'justify-self-start' : 'w-full'} disabled={isRunning}>
        {submitText}
      </Button>
    </Form>
  );
}
