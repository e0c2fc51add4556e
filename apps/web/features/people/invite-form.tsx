'use client';
import type { CreatedInvitation, Invitation, Role } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { ShownOnce } from '@/features/shell/shown-once';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { InvitationsTable } from './invitations-table';

export interface InviteFormProps {
  projectId: string | null;
  roles: Role[];
  /** Links that wait. */
  invitations: ShownList<Invitation>;
}

/** Makes a one-time link, and lists those that wait. A link is shown here and nowhere else: only its hash is kept. */
export function InviteForm({ projectId, roles, invitations }: InviteFormProps) {
  const router = useRouter();
  const [role, setRole] = useState<Role>(roles[0] ?? 'annotator');
  const [made, setMade] = useState<CreatedInvitation | null>(null);
  const { run, isRunning, error } = useAction(async () => {
    setMade(await api('POST /invitations', { body: { role, projectId } }));
    router.refresh();
  });
  const forget = useCallback((id: string) => setMade((shown) => (shown?.id === id ? null : shown)), []);
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end gap-3">
        {roles.length > 1 && (
          <Field label="Role" name="role" className="w-40" isButton>
            <Select options={roles} value={role} onChange={setRole} />
          </Field>
        )}
        <Button disabled={isRunning} onClick={() => void run()}>
          Make an invitation link
        </Button>
      </div>
      <ErrorNote text={error} />
      {made && (
        <ShownOnce
          value={window.location.origin + made.link}
          text="Send this link to somebody new. It works once, for seven days, and is not shown again."
        />
      )}
      <InvitationsTable invitations={invitations.items} newestId={made?.id ?? null} onWithdrawn={forget} />
      <ShowMore name="invitations" more={invitations.more} />
    </div>
  );
}
