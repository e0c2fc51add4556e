'use client';
import {
  CreateProject,
  inWords,
  issueInWords,
  RecordKind,
  recordKindOf,
  TaskKind,
  taskKindOf,
} from '@querent/contracts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/choice-list';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { namesIn } from './choices';

const KINDS = Object.fromEntries(RecordKind.options.map((kind) => [kind, recordKindOf(kind).title]));

/** A project without records: they are added by the API, or brought later. */
export function EmptyProjectPage() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [recordKind, setRecordKind] = useState<RecordKind>('text');
  const [task, setTask] = useState<TaskKind>('single_choice');
  const [classes, setClasses] = useState('');
  const { run, isRunning, error, forget } = useAction(async () => {
    const hasClasses = taskKindOf(task).leastClasses > 0;
    const parsed = CreateProject.safeParse(
      { name, recordKind, task: { kind: task }, classes: hasClasses ? namesIn(classes) : [] },
      { error: inWords },
    );
    if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issueInWords(issue)}.`).join(' '));
    const { id } = await api('POST /projects', { body: parsed.data });
    router.push(`/projects/${id}`);
  });
  return (
    <div className="mx-auto grid max-w-2xl grid-cols-1 gap-5">
      <div>
        <Link href="/projects/new" className="hint hover:underline">
          ← New project
        </Link>
        <h1 className="mt-1">An empty project</h1>
        <p className="hint mt-1.5">
          Its page shows the call that adds records through the API; files can be brought too.
        </p>
      </div>
      <form
        className="panel grid grid-cols-1 gap-5"
        onChange={forget}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextField
          label="Name"
          name="name"
          required
          maxLength={200}
          autoComplete="off"
          value={name}
          onValueChange={setName}
        />
        <Field label="Records are" name="recordKind" isButton className="max-w-xs">
          <Select options={RecordKind.options} titles={KINDS} value={recordKind} onChange={setRecordKind} />
        </Field>
        <ChoiceList
          label="What is asked"
          choices={TaskKind.options.map((value) => ({
            ...{ value, title: taskKindOf(value).title, hint: taskKindOf(value).description },
          }))}
          value={task}
          onChange={setTask}
        />
        {taskKindOf(task).leastClasses > 0 && (
          <TextField
            label="Classes"
            name="classes"
            hint="One a line, or all in one line with commas between them. More can be added later."
            isLong
            rows={4}
            value={classes}
            onValueChange={setClasses}
          />
        )}
        <ErrorNote text={error} />
        <Button type="submit" look="primary" className="justify-self-start" disabled={isRunning}>
          Create project
        </Button>
      </form>
    </div>
  );
}
