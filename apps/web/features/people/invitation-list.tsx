import type { Invitation } from '@querent/contracts';
import { WithdrawButton } from './withdraw-button';

export interface InvitationListProps {
  invitations: Invitation[];
  /** The one whose link is on the page. */
  newestId: string | null;
  onWithdrawn: (invitationId: string) => void;
}

/** The links that wait. */
export function InvitationList({ invitations, newestId, onWithdrawn }: InvitationListProps) {
  if (invitations.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-2 text-sm" aria-label="Open links">
      {invitations.map(({ id, role, projectName, creatorName, createdAt, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-line border-t pt-2">
          <span className="min-w-52 flex-1">
            An open link for one {role}
            {projectName && ` into “${projectName}”`}
            {id === newestId && ': the one above'}
            <span className="hint block">
              made {timeOf(createdAt)}
              {creatorName && ` by ${creatorName}`}, until {expiresAt.slice(0, 10)}
            </span>
          </span>
          <WithdrawButton invitationId={id} onWithdrawn={() => onWithdrawn(id)} />
        </li>
      ))}
    </ul>
  );
}

/** As the server and every browser write it: pages are drawn by both. */
const timeOf = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
