import type { Invitation } from '@querent/contracts';
import { WithdrawButton } from './withdraw-button';

export interface InvitationListProps {
  invitations: Invitation[];
}

/** The links that wait. */
export function InvitationList({ invitations }: InvitationListProps) {
  if (invitations.length === 0) return null;
  return (
    <ul className="grid gap-2 text-sm" aria-label="Open links">
      {invitations.map(({ id, role, expiresAt }) => (
        <li key={id} className="flex items-center justify-between gap-3 border-line border-t pt-2">
          <span>
            An open link for one {role}, until {expiresAt.slice(0, 10)}
          </span>
          <WithdrawButton invitationId={id} />
        </li>
      ))}
    </ul>
  );
}
