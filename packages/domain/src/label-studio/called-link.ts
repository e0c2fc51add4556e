import { requireAccess, requireManager } from '../context/access.js';
import { DomainError } from '../errors.js';
import { actorOfKey } from '../keys/actor-of-key.js';
import { notLinked, type StudioRow, type StudioSystemContext } from './link.js';

/** A call of Label Studio, as it came. */
export interface StudioCall {
  /** The last part of the address. */
  path: string;
  /** The header of that name. */
  authorization: string | undefined;
  /** Of who calls. */
  address: string;
}

type Calling = Pick<StudioSystemContext, 'db'>;

const NO_KEY =
  'Give Label Studio a key of this project as the password of Basic authentication: make one on your account page, of the scope “read” and for this project. The user name may be anything.';

/**
 * The connection that a call is for, where it brings a key of somebody who manages the project. What is wrong with the key stands
 * in the row too, since Label Studio shows little of it.
 *
 * @throws studio_not_linked, not_signed_in, key_invalid, key_not_allowed, too_many_attempts, project_not_found, forbidden
 */
export async function calledLink({ db }: Calling, { path, authorization, address }: StudioCall): Promise<StudioRow> {
  const link = await findCalled({ db }, path);
  try {
    const unverifiedKey = passwordIn(authorization);
    if (!unverifiedKey) throw new DomainError('not_signed_in', NO_KEY);
    const actor = await actorOfKey({ db }, { unverifiedKey, address });
    requireAccess(actor, 'read');
    await requireManager(db, actor, link.projectId);
  } catch (error) {
    const said = error instanceof DomainError ? `Label Studio called without a key that works. ${error.detail}` : null;
    if (said)
      await db.studioLink.updateMany({
        where: { id: link.id, failures: 0 },
        data: { error: said, failedAt: new Date() },
      });
    throw error;
  }
  noteCall({ db }, link);
  // What was wrong with the key is not any more; what Label Studio did not answer is another matter.
  if (link.error && link.failures === 0)
    await db.studioLink.updateMany({ where: { id: link.id, failures: 0 }, data: { error: null, failedAt: null } });
  return link;
}

/** @throws studio_not_linked */
export async function findCalled({ db }: Calling, path: string): Promise<StudioRow> {
  const link = await db.studioLink.findFirst({ where: { path, project: { removedAt: null } } });
  if (!link) throw notLinked();
  return link;
}

const NOTE_EVERY_MS = 2_000;

/** Beside the call, which does not wait for it. */
export function noteCall({ db }: Calling, { id, calledAt }: StudioRow): void {
  if (calledAt && Date.now() - calledAt.getTime() < NOTE_EVERY_MS) return;
  void db.$executeRaw`UPDATE studio_link SET called_at = now() WHERE id = ${id}`.catch(() => {});
}

function passwordIn(authorization = ''): string | null {
  const [, encoded] = /^Basic\s+([\w+/=-]+)$/i.exec(authorization) ?? [];
  const given = encoded ? Buffer.from(encoded, 'base64').toString() : '';
  return given.includes(':') ? given.slice(given.indexOf(':') + 1) : null;
}
