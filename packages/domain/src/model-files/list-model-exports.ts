import type { ModelExport } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { FORMS, getToldModel, toModelExport } from './model-export.js';

/** The files of a model, one a form, made or not. @throws model_not_found, forbidden */
export async function listModelExports(
  context: Context,
  { modelId }: { modelId: string },
): Promise<{ items: ModelExport[] }> {
  const model = await getToldModel(context, modelId);
  const rows = await context.db.modelExport.findMany({ where: { modelId } });
  const rowOf = (form: string) => rows.find((row) => row.form === form) ?? null;
  return { items: await Promise.all(FORMS.map((form) => toModelExport(model, form, rowOf(form)))) };
}
