import type { CreatedInvitation, CreateInvitation, Invitation, Role } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { requireAdmin, requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { hashToken, newToken } from './tokens.js';

const VALID_DAYS = 7;

interface InvitationRow {
  id: string;
  role: string;
  projectId: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const toInvitation = ({ id, role, projectId, createdAt, expiresAt }: InvitationRow): Invitation => ({
  id,
  role: role as Role,
  projectId,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** Makes a link without asking who may: used at the first start and by `createInvitation`. */
export async function issueInvitation(
  db: Transaction,
  { role, projectId }: CreateInvitation,
): Promise<CreatedInvitation> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  const row = await db.invitation.create({ data: { tokenHash: hashToken(token), role, projectId, expiresAt } });
  return { ...toInvitation(row), link: `/welcome?token=${token}` };
}

/**
 * A one-time link with which somebody makes an account. Admins invite anybody; engineers invite annotators into their
 * own projects.
 *
 * @throws forbidden, project_not_found
 */
export async function createInvitation({ db, actor }: Context, input: CreateInvitation): Promise<CreatedInvitation> {
  if (input.projectId !== null) await requireManager(db, actor, input.projectId);
  if (input.projectId === null || input.role !== 'annotator') requireAdmin(actor);
  return issueInvitation(db, input);
}

/** @throws forbidden */
export async function listInvitations({ db, actor }: Context): Promise<Invitation[]> {
  requireAdmin(actor);
  const waiting = { usedAt: null, expiresAt: { gt: new Date() } };
  return (await db.invitation.findMany({ where: waiting, orderBy: { createdAt: 'desc' } })).map(toInvitation);
}

/** @throws forbidden, invitation_invalid */
export async function withdrawInvitation({ db, actor }: Context, input: { invitationId: string }): Promise<void> {
  requireAdmin(actor);
  const { count } = await db.invitation.deleteMany({ where: { id: input.invitationId, usedAt: null } });
  if (count === 0) throw new DomainError('invitation_invalid', 'This invitation has already been used or withdrawn.');
}
