import type { Upload } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { getOwnUpload, settle, sizeOf, toUpload, unfinishedOne } from './upload.js';

/** How far a file of one's own has come. @throws forbidden, upload_not_found, storage_failed */
export async function getUpload(context: Context, { uploadId }: { uploadId: string }): Promise<Upload> {
  const row = await getOwnUpload(context, uploadId);
  const size = await sizeOf(context, uploadId);
  const imports = await context.db.import.findMany({ ...unfinishedOne, where: { uploadId, ...unfinishedOne.where } });
  return toUpload(await settle(context, row, size), size, imports);
}
