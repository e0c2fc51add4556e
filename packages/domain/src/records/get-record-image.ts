import type { PictureType } from '@querent/contracts';
import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { smallerPicture } from './kinds/picture.js';

/**
 * The picture of a record, or beside it; brought to a longest side where one is said. Everything imported was made a fresh PNG or JPEG, and goes out as nothing else.
 *
 * @throws record_not_found, object_not_found
 */
export async function getRecordImage(
  { db, store, actor }: Context,
  { recordId, side }: { recordId: string; side?: number | undefined },
) {
  const record = await db.record.findUnique({ where: { id: recordId }, select: { projectId: true, objectKey: true } });
  const access = record && (await findAccess(db, actor, record.projectId));
  if (!access) throw new DomainError('record_not_found', 'This record does not exist, or its project is not yours.');
  if (record.objectKey === null) throw new DomainError('object_not_found', 'This record has no picture.');
  const kept = await store.get(record.objectKey);
  const bytes = side === undefined ? kept : await smallerPicture(kept, side);
  return { bytes, contentType: typeOf(bytes) };
}

/** A JPEG begins with its marker; what does not is handed out as the PNG that it should be. */
const typeOf = ([first, second, third]: Uint8Array): PictureType =>
  first === 0xff && second === 0xd8 && third === 0xff ? 'image/jpeg' : 'image/png';
