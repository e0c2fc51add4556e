'use client';
import { type CreatedKey, CreateKey, Scope } from '@querent/contracts';
import { type FormEvent, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

export interface KeyFormProps {
  projects: { id: string; name: string }[];
  onMade: (key: CreatedKey) => void;
}

const HINTS: Record<Scope, string> = {
  read: 'Sees projects, records and curves, and takes them out.',
  label: 'Also answers records, and takes answers back.',
  manage: 'Also makes and changes projects, records and rounds.',
};
const DAYS = { month: 30, quarter: 90, year: 365, never: null } as const;
const DAYS_TITLES = { month: 'in 30 days', quarter: 'in 90 days', year: 'in a year', never: 'once it is revoked' };
type Days = keyof typeof DAYS;
const ALL = 'all';

/** Makes a key that acts as whoever is signed in. */
export function KeyForm({ projects, onMade }: KeyFormProps) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const [projectId, setProjectId] = useState(ALL);
  const [days, setDays] = useState<Days>('quarter');
  // The same object until the next sending: a field forgets what was wrong once it is changed.
  const [issues, setIssues] = useState<Record<string, string>>({});
  const { run, isRunning, error } = useAction(async () => {
    const body = { name, scope, projectId: projectId === ALL ? null : projectId, days: DAYS[days] };
    const parsed = CreateKey.safeParse(body);
    setIssues(parsed.success ? {} : { name: parsed.error.issues[0]?.message ?? '' });
    if (!parsed.success) return;
    onMade(await api('POST /me/keys', { body }));
    setName('');
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run();
  };
  const titles = { [ALL]: 'all of yours', ...Object.fromEntries(projects.map((one) => [one.id, one.name])) };
  return (
    <Form className="grid grid-cols-1 gap-4" errors={issues} onSubmit={submit}>
      <TextField
        label="What the key is for"
        name="name"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        autoComplete="off"
        placeholder="nightly export"
        aria-required
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        <Field label="It may" name="scope" isButton>
          <Select options={Scope.options} hints={HINTS} value={scope} onChange={setScope} />
        </Field>
        <Field label="Projects" name="project" isButton>
          <Select
            options={[ALL, ...projects.map(({ id }) => id)]}
            titles={titles}
            value={projectId}
            onChange={setProjectId}
          />
        </Field>
        <Field label="It ends" name="days" isButton>
          <Select options={Object.keys(DAYS) as Days[]} titles={DAYS_TITLES} value={days} onChange={setDays} />
        </Field>
      </div>
      <ErrorNote text={error} />
      <Button type="submit" look="primary" className="justify-self-start" disabled={isRunning}>
        Make a key
      </Button>
    </Form>
  );
}
