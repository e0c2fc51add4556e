import {
  type CreatedInvitation,
  type CreateInvitation,
  type Invitation,
  type InvitationsQuery,
  MemberRole,
  type Page,
} from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import { accessOf, requireAdmin, requireManager } from '../context/access.js';
import type { Actor, Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { DomainError } from '../errors.js';
import { hashToken, newToken } from './tokens.js';

const VALID_DAYS = 7;

const include = {
  project: { select: { name: true } },
  creator: { select: { name: true } },
} satisfies Prisma.InvitationInclude;
type InvitationRow = Prisma.InvitationGetPayload<{ include: typeof include }>;

const toInvitation = ({ id, role, projectId, project, creator, createdAt, expiresAt }: InvitationRow): Invitation => ({
  id,
  role,
  projectId,
  projectName: project?.name ?? null,
  creatorName: creator?.name ?? null,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** Makes a link without asking who may: used at the first start, where nobody makes it, and by `createInvitation`. */
export async function issueInvitation(
  db: Transaction,
  { role, projectId, createdBy }: CreateInvitation & { createdBy: string | null },
): Promise<CreatedInvitation> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  const row = await db.invitation.create({
    data: { tokenHash: hashToken(token), role, projectId, createdBy, expiresAt },
    include,
  });
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
  return issueInvitation(db, { ...input, createdBy: actor.id });
}

/** Admins see all links; others those into the projects they manage, whoever made them. */
const visibleTo = (actor: Actor): Prisma.InvitationWhereInput => {
  const only = actor.key?.projectId;
  const project = { id: only ?? undefined, removedAt: null };
  if (actor.role === 'admin') return only ? { project } : { OR: [{ projectId: null }, { project }] };
  const roles = MemberRole.options.filter((role) => accessOf(actor, role)?.canManage);
  return { project: { ...project, members: { some: { userId: actor.id, role: { in: roles } } } } };
};

/** The links that still wait and that the actor may withdraw, newest first. @throws invalid_input */
export async function listInvitations(
  { db, actor }: Context,
  { projectId, ...page }: InvitationsQuery,
): Promise<Page<Invitation>> {
  const rows = await db.invitation.findMany({
    where: {
      id: idsAfter(page.cursor, 'desc'),
      usedAt: null,
      expiresAt: { gt: new Date() },
      AND: [visibleTo(actor), projectId === undefined ? {} : { projectId }],
    },
    include,
    orderBy: { id: 'desc' },
    take: page.limit + 1,
  });
  return toPage(rows, page, ({ id }) => id, toInvitation);
}

/** @throws invitation_invalid also where the link is not the actor's to see, so that ids tell nothing */
export async function withdrawInvitation({ db, actor }: Context, input: { invitationId: string }): Promise<void> {
  const where = { id: input.invitationId, usedAt: null, ...visibleTo(actor) };
  const { count } = await db.invitation.deleteMany({ where });
  if (count === 0) throw new DomainError('invitation_invalid', 'This invitation has already been used or withdrawn.');
}
