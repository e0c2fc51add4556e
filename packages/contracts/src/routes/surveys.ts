import { z } from 'zod';
import { Survey, SurveyUpload } from '../surveys.js';
import type { RouteEntry } from './route-entry.js';

export const surveyRoutes = {
  'POST /uploads/{uploadId}/survey': {
    access: 'manage',
    summary:
      'What a file seems to be and what would become of it: columns, records, labels, what is refused. Nothing is stored; send the options back with what you have changed',
    params: z.object({ uploadId: z.string() }),
    body: SurveyUpload,
    response: Survey,
    errors: [
      'upload_not_found',
      'upload_unfinished',
      'file_unreadable',
      'encoding_unknown',
      'project_not_found',
      'forbidden',
      'object_not_found',
      'storage_failed',
    ],
  },
} as const satisfies Record<string, RouteEntry>;
