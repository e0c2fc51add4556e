'use client';
import { many } from '@querent/contracts';
import { useParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { browserStorage } from '@/features/shell/browser-storage';
import { useMe } from '@/features/shell/use-me';
import { openOutbox } from './outbox';
import { saveFile } from './save-file';
import { SaveOrDismiss } from './save-or-dismiss';

/** Answers to a project that is gone: they can be saved as a file, and dismissed after that. */
export function LeftAnswers() {
  const me = useMe();
  const { projectId } = useParams<{ projectId: string }>();
  const [left, setLeft] = useState<{ key: string; stored: unknown }[]>([]);
  const [isSaved, setSaved] = useState(false);
  const scope = me && `${me.id}.${projectId}`;
  useEffect(() => {
    if (!scope) return;
    const { waiting, refused, unreadable } = openOutbox(browserStorage(), scope).read();
    setLeft([...waiting, ...refused, ...unreadable.map(({ key, text }) => ({ key, stored: text }))]);
  }, [scope]);
  if (!scope || left.length === 0) return null;
  const save = () => {
    saveFile(
      'querent-left-answers.json',
      left.map(({ stored }) => stored),
    );
    setSaved(true);
  };
  const dismiss = () => {
    const outbox = openOutbox(browserStorage(), scope);
    for (const { key } of left) outbox.remove(key);
    setLeft([]);
  };
  return (
    <section
      role="alert"
      className="grid w-full gap-2 rounded-lg bg-bad-wash px-3 py-2 text-left text-bad text-sm"
      data-testid="left-answers"
    >
      <p>
        <b>
          {many(left.length, 'answer')} of yours to this project {left.length === 1 ? 'was' : 'were'} not taken
        </b>{' '}
        and {left.length === 1 ? 'is' : 'are'} kept in this browser. Should you become a member again, you find{' '}
        {left.length === 1 ? 'it' : 'them'} on the labelling page; otherwise save {left.length === 1 ? 'it' : 'them'} as
        a file for whoever looks after the project.
      </p>
      <SaveOrDismiss isSaved={isSaved} onSave={save} onDismiss={dismiss} />
    </section>
  );
}
