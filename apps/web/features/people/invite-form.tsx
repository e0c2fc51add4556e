'use client';
import { type CreatedInvitation, type Invitation, Role } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { InvitationList } from './invitation-list';
import { OnceLink } from './once-link';

export interface InviteFormProps {
  projectId: string | null;
  roles: Role[];
  /** Links that wait. */
  invitations: Invitation[];
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
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end gap-3">
        {roles.length > 1 && (
          <label className="grid gap-1.5 text-sm">
            Role
            <select className="field w-40" value={role} onChange={(event) => setRole(Role.parse(event.target.value))}>
              {roles.map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="button" disabled={isRunning} onClick={() => void run()}>
          Make an invitation link
        </button>
      </div>
      <ErrorNote text={error} />
      {made && (
        <OnceLink
          link={window.location.origin + made.link}
          text="Send this link to somebody new. It works once, for seven days, and is not shown again."
        />
      )}
      <InvitationList
        invitations={invitations}
        newestId={made?.id ?? null}
        onWithdrawn={(id) => id === made?.id && setMade(null)}
      />
    </div>
  );
}
