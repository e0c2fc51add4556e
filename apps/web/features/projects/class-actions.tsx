'use client';
import { type Class, classesInUse } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Menu } from '@/ui/menu';
import { Select } from '@/ui/select';
import { ClassForm } from './class-form';

export interface ClassActionsProps {
  one: Class;
  /** Those of the project, in their order. */
  classes: Class[];
}

const ANSWERS = { 'Ask again': 'ask-again', 'Leave out of training': 'leave-out' } as const;
type Answers = keyof typeof ANSWERS;

/** What is done with a class while people label. */
export function ClassActions({ one, classes }: ClassActionsProps) {
  const router = useRouter();
  const params = { classId: one.id };
  const [open, setOpen] = useState<'edit' | 'merge' | 'archive' | null>(null);
  const [intoName, setIntoName] = useState<string>();
  const [answers, setAnswers] = useState<Answers>('Ask again');
  const others = classes.filter(({ id }) => id !== one.id);
  const used = classesInUse(classes);
  const place = used.findIndex(({ id }) => id === one.id);
  const { run, isRunning, error } = useAction(async (action: () => Promise<unknown>) => {
    await action();
    setOpen(null);
    router.refresh();
  });
  const moveTo = (order: number) => run(() => api('PATCH /classes/{classId}', { params, body: { order } }));
  const [before, after] = [used[place - 1], used[place + 1]];
  const inUse = [
    { title: 'Edit', onSelect: () => setOpen('edit') },
    ...(before ? [{ title: 'Move up', onSelect: () => void moveTo(others.indexOf(before)) }] : []),
    ...(after ? [{ title: 'Move down', onSelect: () => void moveTo(others.indexOf(after) + 1) }] : []),
    ...(used.length > 1 ? [{ title: 'Merge into …', onSelect: () => setOpen('merge') }] : []),
    { title: 'Archive …', isDanger: true, onSelect: () => setOpen('archive') },
  ];
  const restore = () => void run(() => api('POST /classes/{classId}/restore', { params }));
  const into = used.find(({ id, name }) => name === intoName && id !== one.id);
  return (
    <div className="grid justify-items-end gap-1">
      <Menu
        title="Change"
        label={`Change ${one.name}`}
        items={place < 0 ? [{ title: 'Use it again', onSelect: restore }] : inUse}
        isDisabled={isRunning}
      />
      <ErrorNote text={error} />
      <Dialog title={`Edit ${one.name}`} isOpen={open === 'edit'} onClose={() => setOpen(null)}>
        <ClassForm
          given={one}
          submitText="Save the class"
          onSubmit={async (body) => {
            await api('PATCH /classes/{classId}', { params, body });
            setOpen(null);
            router.refresh();
          }}
        />
      </Dialog>
      <ConfirmDialog
        title={`Merge ${one.name} into another class`}
        question="Its answers count for that one from now on, and the next model learns so. It can be undone."
        action="Merge"
        isOpen={open === 'merge'}
        canConfirm={into !== undefined}
        onOpenChange={(isOpen) => isOpen || setOpen(null)}
        onConfirm={() =>
          void run(async () => into && api('POST /classes/{classId}/merge', { params, body: { intoId: into.id } }))
        }
      >
        <Field label="Into" name="into" isButton>
          <Select
            options={used.filter(({ id }) => id !== one.id).map(({ name }) => name)}
            value={intoName}
            onChange={setIntoName}
          />
        </Field>
      </ConfirmDialog>
      <ConfirmDialog
        title={`Archive ${one.name}`}
        question="Nobody is offered it any more and no model learns it. Its answers stay in the history, and it can be used again."
        action="Archive"
        isOpen={open === 'archive'}
        onOpenChange={(isOpen) => isOpen || setOpen(null)}
        onConfirm={() =>
          void run(() => api('POST /classes/{classId}/archive', { params, body: { answers: ANSWERS[answers] } }))
        }
      >
        <Field label="Records with this answer" name="answers" isButton>
          <Select options={Object.keys(ANSWERS) as Answers[]} value={answers} onChange={setAnswers} />
        </Field>
      </ConfirmDialog>
    </div>
  );
}
