import { z } from 'zod';
import { GivenRecord } from '../given-records.js';
import {
  MOST_PREDICTED,
  PredictionFileQuery,
  PredictionSet,
  Predictions,
  PredictQuery,
  StartPredictions,
} from '../predictions.js';
import { Done, ProjectParams, type RouteEntry } from './route-entry.js';

const SetParams = z.object({ predictionsId: z.string() });
const OF_MODEL = ['no_model', 'model_not_found', 'model_freed', 'model_stale'] as const;

export const predictionRoutes = {
  'POST /projects/{projectId}/predict': {
    access: 'read',
    summary: `What the model that serves says of up to ${MOST_PREDICTED.toLocaleString('en')} records, in the form in which records are added, as JSON or JSONL: answer, probabilities, uncertainty. Nothing is kept of them`,
    params: ProjectParams,
    query: PredictQuery,
    body: z.array(GivenRecord),
    isStream: true,
    response: Predictions,
    errors: [
      ...(['project_not_found', 'forbidden', ...OF_MODEL] as const),
      ...(['model_not_ready', 'predictions_busy', 'training_failed', 'record_corrupt', 'method_unsuitable'] as const),
      ...(['object_not_found', 'object_corrupt', 'storage_failed'] as const),
    ],
  },
  'POST /projects/{projectId}/predictions': {
    access: 'manage',
    summary: 'Have a model say of all records of the project what they are, in the background',
    params: ProjectParams,
    body: StartPredictions,
    response: PredictionSet,
    errors: ['project_not_found', 'forbidden', ...OF_MODEL, 'predictions_running'],
  },
  'GET /projects/{projectId}/predictions': {
    access: 'read',
    summary: 'What models have said of all records, and how far that is: the newest first',
    params: ProjectParams,
    response: z.object({ items: z.array(PredictionSet) }),
    errors: ['project_not_found', 'forbidden'],
  },
  'GET /predictions/{predictionsId}/file': {
    access: 'read',
    summary:
      'The records with what the model says of them, as CSV or JSON Lines: prediction, probabilities, uncertainty, model. One that breaks off is not whole',
    params: SetParams,
    query: PredictionFileQuery,
    response: ['text/csv', 'application/x-ndjson'],
    errors: ['predictions_not_found', 'forbidden', 'predictions_unfinished', 'object_not_found', 'storage_failed'],
  },
  'DELETE /predictions/{predictionsId}': {
    access: 'manage',
    summary: 'Stop predictions of all records, or remove them',
    params: SetParams,
    response: Done,
    errors: ['predictions_not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
