'use client';
import type { Person } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ConfirmButton } from '@/features/shell/confirm-button';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { OnceLink } from './once-link';

export interface AccountActionsProps {
  person: Person;
}

/** What an admin does with somebody else's account. */
export function AccountActions({ person }: AccountActionsProps) {
  const router = useRouter();
  const params = { personId: person.id };
  const [link, setLink] = useState<string | null>(null);
  const reset = useAction(async () => {
    const made = await api('POST /people/{personId}/reset-link', { params });
    setLink(window.location.origin + made.link);
  });
  const change = useAction(async (isActive: boolean) => {
    await api('PATCH /people/{personId}', { params, body: { isActive } });
    setLink(null); // it has ended
    router.refresh();
  });
  const name = person.name;
  return (
    <>
      <div className="flex flex-wrap gap-2 sm:w-76 sm:justify-end">
        {person.isActive && (
          <button
            type="button"
            className="button"
            aria-label={`Make a link with which ${name} sets a new password`}
            disabled={reset.isRunning}
            onClick={() => void reset.run()}
          >
            New password
          </button>
        )}
        {person.isActive ? (
          <ConfirmButton
            title="Deactivate"
            label={`Deactivate ${name}`}
            question={`Deactivate the account of ${name}? It is signed out at once, everywhere, and its open links end. The answers stay, and the account can be activated again.`}
            isDisabled={change.isRunning}
            onConfirm={() => void change.run(false)}
          />
        ) : (
          <button
            type="button"
            className="button"
            aria-label={`Activate ${name}`}
            disabled={change.isRunning}
            onClick={() => void change.run(true)}
          >
            Activate
          </button>
        )}
      </div>
      <div className="grid basis-full gap-2 empty:hidden">
        <ErrorNote text={reset.error ?? change.error} />
        {link && (
          <OnceLink
            link={link}
            text={`Send this link to ${name}. It sets a new password, works once, for a day, and is not shown again.`}
          />
        )}
      </div>
    </>
  );
}
