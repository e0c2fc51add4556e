import { z } from 'zod';
import { GivenRecord } from '../given-records.js';
import { MOST_PREDICTED, Predictions, PredictQuery } from '../predictions.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

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
      ...(['project_not_found', 'forbidden', 'no_model', 'model_not_found', 'model_freed', 'model_stale'] as const),
      ...(['model_not_ready', 'predictions_busy', 'training_failed', 'record_corrupt', 'method_unsuitable'] as const),
      ...(['object_not_found', 'object_corrupt', 'storage_failed'] as const),
    ],
  },
} as const satisfies Record<string, RouteEntry>;
