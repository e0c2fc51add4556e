'use client';
import { Role } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { OnceLink } from './once-link';

export interface InviteFormProps {
  projectId: string | null;
  roles: Role[];
}

/** Makes a one-time link. It is shown here and nowhere else: only its hash is kept. */
export function InviteForm({ projectId, roles }: InviteFormProps) {
  const router = useRouter();
  const [role, setRole] = useState<Role>(roles[0] ?? 'annotator');
  const [link, setLink] = useState<string | null>(null);
  const { run, isRunning, error } = useAction(async () => {
    const invitation = await api('POST /invitations', { body: { role, projectId } });
    setLink(window.location.origin + invitation.link);
    router.refresh();
  });
  return (
    <div className="grid gap-3">
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
      {link && (
        <OnceLink
          link={link}
          text="Send this link to the person. It works once, for seven days, and is not shown again."
        />
      )}
    </div>
  );
}
