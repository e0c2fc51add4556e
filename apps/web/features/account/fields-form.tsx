'use client';
import { type FormEvent, useRef, useState } from 'react';
import type { z } from 'zod';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';

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
  const [isDone, setDone] = useState(false);
  const { run, isRunning, error } = useAction(async () => {
    setDone(false);
    const typed = Object.fromEntries(new FormData(form.current ?? undefined));
    const parsed = schema.safeParse({ ...given, ...typed });
    setIssues(parsed.success ? {} : Object.fromEntries(parsed.error.issues.map((i) => [String(i.path[0]), i.message])));
    if (!parsed.success) return;
    await onSubmit(parsed.data);
    if (!doneText) return;
    setDone(true);
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
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      {fields.map(({ title, ...field }) => (
        <label key={field.name} className="grid gap-1.5 text-sm">
          {title}
          <input
            className="field"
            {...field}
            required
            aria-invalid={field.name in issues}
            aria-describedby={`${field.name}-issue`}
          />
          <span id={`${field.name}-issue`} className="text-bad">
            {issues[field.name]}
          </span>
        </label>
      ))}
      <ErrorNote text={error} />
      <div>
        <button type="submit" className="button button-primary w-full" disabled={isRunning}>
          {submitText}
        </button>
        <p role="status" className="mt-2 text-good text-sm empty:hidden">
          {isDone && doneText}
        </p>
      </div>
    </form>
  );
}
