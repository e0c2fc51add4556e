import type { MemberRole } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { accessOf } from '../context/access.js';
import type { Actor } from '../context/context.js';

interface Grant {
  role: string;
  projectId: string | null;
}

/** Admins invite anybody; engineers invite annotators into the projects they are engineers of. */
const mayInvite = (actor: Actor, memberRole: MemberRole | null, { projectId, role }: Grant): boolean =>
  actor.role === 'admin' ||
  (projectId !== null && role === 'annotator' && accessOf(actor, memberRole)?.canManage === true);

/** Whether whoever made a link could make it today. The first admin's link was made by nobody. */
export async function stillGrants(tx: Transaction, invitation: Grant & { createdBy: string | null }): Promise<boolean> {
  const { createdBy, projectId } = invitation;
  if (projectId && !(await tx.project.findUnique({ where: { id: projectId, removedAt: null } }))) return false;
  if (createdBy === null) return true;
  const creator = await tx.user.findUnique({
    where: { id: createdBy, deactivatedAt: null },
    select: { role: true, memberships: { where: { projectId: projectId ?? '' }, select: { role: true } } },
  });
  if (!creator) return false;
  const actor = { id: createdBy, role: creator.role };
  return mayInvite(actor, creator.memberships[0]?.role ?? null, invitation);
}

/** Ends the open links that a person could no longer make. Called after every change of what the person may do. */
export async function endLostInvitations(tx: Transaction, personId: string): Promise<void> {
  const open = await tx.invitation.findMany({ where: { createdBy: personId, usedAt: null } });
  for (const invitation of open) {
    if (await stillGrants(tx, invitation)) continue;
    await tx.invitation.deleteMany({ where: { id: invitation.id, usedAt: null } });
  }
}
