import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';

/** The picture of a record, or beside it. Everything imported was re-encoded as PNG. @throws record_not_found, object_not_found */
export async function getRecordImage({ db, store, actor }: Context, { recordId }: { recordId: string }) {
  const record = await db.record.findUnique({ where: { id: recordId }, select: { projectId: true, objectKey: true } });
  const access = record && (await findAccess(db, actor, record.projectId));
  if (!access) throw new DomainError('record_not_found', 'This record does not exist, or its project is not yours.');
  if (record.objectKey === null) throw new DomainError('object_not_found', 'This record has no picture.');
  return { bytes: await store.get(record.objectKey), contentType: 'image/png' as const };
}
