import { includesScope, type MemberRole, type RouteAccess } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import type { Actor } from './context.js';

export interface Access {
  canManage: boolean;
  canAnnotate: boolean;
}

/**
 * Admins do everything; engineers manage the projects they are engineers of. Annotators label in theirs, whatever a membership
 * of earlier days says: it counts again once they are engineers again.
 */
export function accessOf(actor: Actor, memberRole: MemberRole | null): Access | null {
  if (actor.role === 'admin') return { canManage: true, canAnnotate: true };
  if (memberRole === null) return null;
  return { canManage: actor.role === 'engineer' && memberRole === 'engineer', canAnnotate: true };
}

/** The actor's rights in a project; null where there is none that the actor may know of. */
export async function findAccess(db: Transaction, actor: Actor, projectId: string): Promise<Access | null> {
  if (actor.key?.projectId && actor.key.projectId !== projectId) return null;
  // One statement, since nearly every request asks.
  const [project] = await db.$queryRaw<{ role: MemberRole | null }[]>`
    SELECT member.role FROM project
    LEFT JOIN member ON member.project_id = project.id AND member.user_id = ${actor.id}
    WHERE project.id = ${projectId} AND project.removed_at IS NULL`;
  return project ? accessOf(actor, project.role) : null;
}

/**
 * The actor's rights in a project.
 *
 * @throws project_not_found also where the project exists but is not the actor's, so that ids tell nothing
 */
export async function getAccess(db: Transaction, actor: Actor, projectId: string): Promise<Access> {
  const access = await findAccess(db, actor, projectId);
  if (!access)
    throw new DomainError('project_not_found', 'This project does not exist, or you are not a member of it.');
  return access;
}

/** @throws project_not_found, forbidden */
export async function requireManager(db: Transaction, actor: Actor, projectId: string): Promise<void> {
  const { canManage } = await getAccess(db, actor, projectId);
  if (!canManage) {
    throw new DomainError(
      'forbidden',
      'Only engineers of this project and admins may do this. Please ask one of them.',
    );
  }
}

/** @throws forbidden; key_not_allowed, since what admins do is about all projects */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw new DomainError('forbidden', 'Only admins may do this. Please ask one of them.');
  requireEveryProject(actor);
}

/** @throws key_not_allowed for a key of one project */
export function requireEveryProject({ key }: Actor): void {
  if (key?.projectId)
    throw new DomainError(
      'key_not_allowed',
      'This key is for one project, and this is about others too. Use a key that is for all of your projects.',
    );
}

/** Whether the actor comes as a route asks for. @throws key_not_allowed for a key of a smaller scope, or any where none may */
export function requireAccess({ key }: Actor, access: RouteAccess): void {
  if (!key || access === 'public') return;
  if (access === 'session')
    throw new DomainError('key_not_allowed', 'No key may do this: it gives rights. Sign in, and do it in the browser.');
  if (!includesScope(key.scope, access))
    throw new DomainError(
      'key_not_allowed',
      `This needs a key of the scope “${access}”, and this one has “${key.scope}”. Make another one on your account page.`,
    );
}

/** Annotators label in projects that others make. @throws forbidden */
export function requireMaker(actor: Actor): void {
  if (actor.role === 'annotator')
    throw new DomainError('forbidden', 'Annotators label in projects that others make. Ask an engineer or an admin.');
}
