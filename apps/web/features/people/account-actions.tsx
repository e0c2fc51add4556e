'use client';
import type { Person } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { ShownOnce } from '@/features/shell/shown-once';
import { useAction } from '@/features/shell/use-action';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Dialog } from '@/ui/dialog';
import { Menu } from '@/ui/menu';
import { say } from '@/ui/say';

export interface AccountActionsProps {
  person: Person;
}

/** What an admin does with somebody else's account. */
export function AccountActions({ person }: AccountActionsProps) {
  const router = useRouter();
  const { name } = person;
  const params = { personId: person.id };
  const [link, setLink] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const reset = useAction(async () => {
    const made = await api('POST /people/{personId}/reset-link', { params });
    setLink(window.location.origin + made.link);
  });
  const change = useAction(async (isActive: boolean) => {
    await api('PATCH /people/{personId}', { params, body: { isActive } });
    say(`The account of ${name} is ${isActive ? 'active again' : 'deactivated'}.`);
    router.refresh();
  });
  const actions = [
    { title: 'Make a link for a new password', onSelect: () => void reset.run() },
    { title: 'Deactivate', isDanger: true, onSelect: () => setAsking(true) },
  ];
  return (
    <div className="grid justify-items-end gap-1">
      <Menu
        title="Account"
        label={`Account of ${name}`}
        items={person.isActive ? actions : [{ title: 'Activate', onSelect: () => void change.run(true) }]}
        isDisabled={reset.isRunning || change.isRunning}
      />
      <ErrorNote text={reset.error ?? change.error} />
      <ConfirmDialog
        title={`Deactivate ${name}`}
        question="The account is signed out at once, everywhere, and its open links and API keys end. The answers stay, and the account can be activated again."
        action="Deactivate"
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={() => void change.run(false)}
      />
      <Dialog title={`A new password for ${name}`} isOpen={link !== null} onClose={() => setLink(null)}>
        <ShownOnce
          value={link ?? ''}
          text={`Send this link to ${name}. It sets a new password, works once, for a day, and is not shown again.`}
        />
      </Dialog>
    </div>
  );
}
