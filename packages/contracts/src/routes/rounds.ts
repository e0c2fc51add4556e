import { z } from 'zod';
import { Awaited, PostPredictions, PredictionsQuery, WantedQuery, WantedRecords } from '../outside.js';
import { Query, Round, RoundDetails, Statistics } from '../rounds.js';
import { Training } from '../training.js';
import { ProjectParams, type RouteEntry } from './route-entry.js';

const RoundParams = z.object({ roundId: z.string() });

export const roundRoutes = {
  'GET /projects/{projectId}/statistics': {
    access: 'read',
    summary: 'Rounds with their metrics, and labels per class',
    params: ProjectParams,
    response: Statistics,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/rounds': {
    access: 'manage',
    summary: 'Train now, without waiting for more labels',
    params: ProjectParams,
    response: Round,
    errors: ['project_not_found', 'forbidden', 'round_running', 'no_new_labels', 'import_running'],
  },
  'POST /projects/{projectId}/pause': {
    access: 'manage',
    summary: 'No round begins by itself any more; labelling goes on, and “train now” trains',
    params: ProjectParams,
    response: Training,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/resume': {
    access: 'manage',
    summary: 'Rounds begin by themselves again; a stopping rule that paused them counts from anew',
    params: ProjectParams,
    response: Training,
    errors: ['project_not_found', 'forbidden'],
  },
  'GET /rounds/{roundId}': {
    access: 'read',
    summary: 'One round',
    params: RoundParams,
    response: Round,
    errors: ['round_not_found'],
  },
  'GET /rounds/{roundId}/details': {
    access: 'read',
    summary: 'One round with its stages, losses, log, answers, and what its settings changed',
    params: RoundParams,
    response: RoundDetails,
    errors: ['round_not_found', 'forbidden'],
  },
  'POST /rounds/{roundId}/cancel': {
    access: 'manage',
    summary: 'Stop a round that waits or computes; it can be tried again',
    params: RoundParams,
    response: Round,
    errors: ['round_not_found', 'forbidden', 'round_not_running'],
  },
  'POST /rounds/{roundId}/retry': {
    access: 'manage',
    summary: 'Try a failed or stopped round again',
    params: RoundParams,
    response: Round,
    errors: ['round_not_found', 'forbidden', 'round_not_failed'],
  },
  'GET /rounds/{roundId}/wanted': {
    access: 'read',
    summary: 'The records that a round waits for predictions of, by an outside model, and how many have come',
    params: RoundParams,
    query: WantedQuery,
    response: WantedRecords,
    errors: ['round_not_found', 'forbidden', 'not_waiting', 'object_not_found', 'storage_failed'],
  },
  'POST /rounds/{roundId}/predictions': {
    access: 'manage',
    summary:
      'What an outside model says of some of the records that a round waits for: JSON, an array of numpy, or a table of Arrow with a column for each class. The same again changes nothing. The round goes on once all have come',
    params: RoundParams,
    query: PredictionsQuery,
    body: PostPredictions,
    also: ['application/x-npy', 'application/vnd.apache.arrow.stream'],
    response: Awaited,
    errors: [
      ...(['round_not_found', 'forbidden', 'not_waiting', 'predictions_twice', 'predictions_refused'] as const),
      ...(['record_not_found', 'object_not_found', 'storage_failed'] as const),
    ],
  },
  'GET /rounds/{roundId}/query': {
    access: 'read',
    summary: 'The records a round asked about, with scores and answers',
    params: RoundParams,
    response: Query,
    errors: ['round_not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteEntry>;
