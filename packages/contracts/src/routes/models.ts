import { z } from 'zod';
import { ExportForm, ModelExport, ModelExports, RequestModelExport } from '../model-exports.js';
import {
  Comparison,
  Evaluation,
  Model,
  ModelChange,
  Models,
  SaidQuery,
  SaidRecords,
  Serving,
  ServingChange,
} from '../models.js';
import { PageQuery } from '../page.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

const ModelParams = z.object({ modelId: z.string() });

export const modelRoutes = {
  'GET /projects/{projectId}/models': {
    access: 'read',
    summary: 'The models of a project, the newest first, and which one serves',
    params: ProjectParams,
    query: PageQuery,
    response: Models,
    errors: ['project_not_found', 'forbidden'],
  },
  'PATCH /projects/{projectId}/serving': {
    access: 'manage',
    summary: 'Which model serves, and of how many the files are kept',
    params: ProjectParams,
    body: ServingChange,
    response: Serving,
    errors: ['project_not_found', 'forbidden', 'model_not_found', 'model_freed', 'not_evaluated'],
  },
  'PATCH /models/{modelId}': {
    access: 'manage',
    summary: 'Pin a model, so that its files stay, or let go of it',
    params: ModelParams,
    body: ModelChange,
    response: Model,
    errors: ['model_not_found', 'forbidden', 'model_freed'],
  },
  'GET /models/{modelId}/evaluation': {
    access: 'read',
    summary: 'How a model does on the holdout: by class, calibration, confusion, doubt',
    params: ModelParams,
    response: Evaluation,
    errors: ['model_not_found', 'forbidden', 'not_evaluated'],
  },
  'GET /models/{modelId}/holdout': {
    access: 'read',
    summary: 'What a model says of the records of the holdout, the worst first',
    params: ModelParams,
    query: SaidQuery,
    response: SaidRecords,
    errors: ['model_not_found', 'forbidden', 'not_evaluated'],
  },
  'GET /models/{modelId}/comparison/{otherId}': {
    access: 'read',
    summary: 'Two models on the holdout records that both were measured on',
    params: ModelParams.extend({ otherId: z.string() }),
    response: Comparison,
    errors: ['model_not_found', 'forbidden', 'not_evaluated', 'not_comparable'],
  },
  'GET /models/{modelId}/exports': {
    access: 'read',
    summary: 'The ONNX files of a model, made or not, with examples of how to run them',
    params: ModelParams,
    response: ModelExports,
    errors: ['model_not_found', 'forbidden'],
  },
  'POST /models/{modelId}/exports': {
    access: 'manage',
    summary: 'Have an ONNX file made of a model, in the background; one that is there already stays',
    params: ModelParams,
    body: RequestModelExport,
    response: ModelExport,
    errors: ['model_not_found', 'forbidden', 'model_freed'],
  },
  'GET /models/{modelId}/exports/{form}/file': {
    access: 'read',
    summary: 'The ONNX file',
    params: ModelParams.extend({ form: ExportForm }),
    response: ['application/octet-stream'],
    errors: ['model_not_found', 'forbidden', 'export_not_ready', 'object_not_found'],
  },
  'GET /models/{modelId}/card': {
    access: 'read',
    summary: 'The model card: what a model is for, what it learned from, how good it is, where it fails',
    params: ModelParams,
    response: ['text/markdown'],
    errors: ['model_not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
