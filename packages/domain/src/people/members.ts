import type { AddMember, Member, MemberRole, Page, PageQuery } from '@querent/contracts';
import { notifyPerson, transaction } from '@querent/db';
import { releaseHand } from '../annotations/lease.js';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { DomainError } from '../errors.js';
import { endLostInvitations } from './lost-invitations.js';
import { toPerson } from './person.js';

/** @throws project_not_found, forbidden, invalid_input */
export async function listMembers(
  { db, actor }: Context,
  { projectId, ...page }: PageQuery & { projectId: string },
): Promise<Page<Member>> {
  await requireManager(db, actor, projectId);
  const rows = await db.member.findMany({
    where: { projectId, userId: idsAfter(page.cursor, 'asc') },
    include: { user: true },
    orderBy: { userId: 'asc' },
    take: page.limit + 1,
  });
  return toPage(
    rows,
    page,
    ({ userId }) => userId,
    ({ user, role }) => ({ person: toPerson(user), role }),
  );
}

/**
 * Makes somebody who has an account a member, named by the e-mail address: engineers do not see the list of people.
 *
 * @throws project_not_found, forbidden, person_not_found, already_member, role_too_low
 */
export async function addMember(
  context: Context,
  { projectId, email, role }: AddMember & { projectId: string },
): Promise<Member> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  const person = await db.user.findUnique({
    where: { email: email.toLowerCase() },
    include: { memberships: { where: { projectId } } },
  });
  if (!person)
    throw new DomainError(
      'person_not_found',
      'Nobody here has this e-mail address. Look it over, or make an invitation link for somebody new.',
    );
  if (person.memberships.length > 0)
    throw new DomainError('already_member', `${person.name} is a member already. The role can be changed in the list.`);
  return putMember(context, { projectId, personId: person.id, role });
}

/**
 * Makes somebody a member, or changes the role. Only admins make engineers of people: an annotator is not made one of a project.
 *
 * @throws project_not_found, forbidden, person_not_found, role_too_low
 */
export async function putMember(
  { db, actor }: Context,
  { projectId, personId, role }: { projectId: string; personId: string; role: MemberRole },
): Promise<Member> {
  await requireManager(db, actor, projectId);
  const user = await db.user.findUnique({ where: { id: personId } });
  if (!user) throw new DomainError('person_not_found', 'This person has no account here. Invite them first.');
  if (role === 'engineer' && user.role === 'annotator') {
    throw new DomainError(
      'role_too_low',
      `${user.name} is an annotator here. Ask an admin to make them an engineer on People first.`,
    );
  }
  const key = { projectId, userId: personId };
  await transaction(db, async (tx) => {
    await tx.member.upsert({ where: { projectId_userId: key }, create: { ...key, role }, update: { role } });
    await endLostInvitations(tx, personId);
    await notifyPerson(tx, personId);
  });
  return { person: toPerson(user), role };
}

/**
 * Removes a member and frees the records in their hand; the answers stay.
 *
 * @throws project_not_found, forbidden, person_not_found
 */
export async function removeMember(
  { db, actor }: Context,
  { projectId, personId }: { projectId: string; personId: string },
): Promise<void> {
  await requireManager(db, actor, projectId);
  await transaction(db, async (tx) => {
    const { count } = await tx.member.deleteMany({ where: { projectId, userId: personId } });
    if (count === 0) throw new DomainError('person_not_found', 'This person is not a member of the project.');
    await releaseHand(tx, { projectId, annotatorId: personId });
    await endLostInvitations(tx, personId);
    await notifyPerson(tx, personId);
  });
}
