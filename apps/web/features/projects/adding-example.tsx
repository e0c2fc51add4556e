'use client';
import type { Project } from '@querent/contracts';
import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { CodeBlock } from '@/features/shell/code-block';
import { addingCommands } from './adding-commands';

export interface AddingExampleProps {
  project: Project;
}

const never = () => () => {};

/** How to add records to a project that has none. */
export function AddingExample({ project }: AddingExampleProps) {
  // The server does not know by which address it is reached.
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
  const commands = addingCommands(origin, project);
  return (
    <>
      <p className="hint">
        Records are added through the API, one a line, as many as there are. Beside its content, a record may have a
        label (<code>"label"</code>) and a place: <code>"split": "holdout"</code> keeps it for measuring models. A key
        that may manage is made on <Link href="/account#keys">your account page</Link>. The file{' '}
        <code>docs/projects-by-api.md</code> says the rest.
      </p>
      <CodeBlock code={commands} label="Commands that add records" testId="adding-example" />
    </>
  );
}
