import type { ExportForm } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import type { ExportFile } from '../exports/export-records.js';
import { exportNameOf, getToldModel } from './model-export.js';

/** An ONNX file that has been made. @throws model_not_found, forbidden, export_not_ready; object_not_found, storage_failed */
export async function getModelFile(
  context: Context,
  { modelId, form }: { modelId: string; form: ExportForm },
): Promise<ExportFile> {
  const { db, store } = context;
  const model = await getToldModel(context, modelId);
  const row = await db.modelExport.findUnique({ where: { modelId_form: { modelId, form } } });
  if (row?.state !== 'done' || row.objectKey === null)
    throw new DomainError(
      'export_not_ready',
      row?.error ?? 'Nobody has had this file made, or it is still being made. Ask for it, and wait until it is done.',
    );
  return {
    name: exportNameOf(model, form),
    mediaType: 'application/octet-stream',
    bytes: await store.getStream(row.objectKey),
  };
}
