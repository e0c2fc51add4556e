import { z } from 'zod';

/** What an exported model takes: rows of features, as the project's encoder gives them, or records as they lie in memory. */
export const ExportForm = z.enum(['features', 'records']);
export type ExportForm = z.infer<typeof ExportForm>;

export const RequestModelExport = z.strictObject({ form: ExportForm });
export type RequestModelExport = z.infer<typeof RequestModelExport>;

/** What a model takes: an array of records, the first axis being any number of them. */
export const ModelInput = z.object({
  name: z.string(),
  dtype: z.enum(['uint8', 'float32']),
  shape: z.array(z.int()).describe('Of one record'),
  before: z.string().describe('What has to be done to a record first, in sentences'),
});
export type ModelInput = z.infer<typeof ModelInput>;

/** Code that runs a file, complete. */
export const ModelExample = z.object({
  title: z.string(),
  file: z.string().describe('What it may be called'),
  needs: z.string().describe('What has to be installed, in words'),
  code: z.string(),
});
export type ModelExample = z.infer<typeof ModelExample>;

/** A model as an ONNX file in one of the forms, made or not. */
export const ModelExport = z.object({
  form: ExportForm,
  state: z.enum(['none', 'queued', 'running', 'done', 'failed']).describe('`none`: nobody has asked for it'),
  reason: z.string().nullable().describe('Why it cannot be made; null where it can'),
  file: z.string().describe('What it is called'),
  bytes: z.int().nullable().describe('Null until it is made'),
  isOutdated: z
    .boolean()
    .describe('It was made before classes or the project were renamed; asked for, it is made anew'),
  error: z.string().nullable().describe('Why it failed'),
  input: ModelInput.nullable().describe('Null until it is made'),
  examples: z.array(ModelExample).describe('With its name; none until it is made'),
});
export type ModelExport = z.infer<typeof ModelExport>;

export const ModelExports = z.object({ items: z.array(ModelExport).describe('One a form') });
