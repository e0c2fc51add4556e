import { z } from 'zod';
import { Annotation, ClaimCards, Hand, RecentAnnotation, SubmitAnnotation, UndoneAnnotation } from '../annotations.js';
import { Done, ProjectParams, type RouteEntry } from './route-entry.js';

export const annotationRoutes = {
  'POST /projects/{projectId}/hand': {
    access: 'label',
    summary: 'Reserve the next records for yourself; those already in your hand come first',
    params: ProjectParams,
    body: ClaimCards,
    response: Hand,
    errors: ['project_not_found', 'forbidden'],
  },
  'DELETE /projects/{projectId}/hand': {
    access: 'label',
    summary: 'Give all records in your hand back',
    params: ProjectParams,
    response: Done,
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /projects/{projectId}/annotations': {
    access: 'label',
    summary: 'Answer a record, or skip it',
    params: ProjectParams,
    body: SubmitAnnotation,
    response: Annotation,
    errors: [
      'project_not_found',
      'forbidden',
      'record_not_found',
      'round_not_found',
      'already_annotated',
      'key_reused',
    ],
  },
  'GET /projects/{projectId}/annotations/mine': {
    access: 'read',
    summary: 'Your last ten answers, newest first',
    params: ProjectParams,
    response: z.array(RecentAnnotation),
    errors: ['project_not_found', 'forbidden'],
  },
  'POST /annotations/{annotationId}/undo': {
    access: 'label',
    summary: 'Take an answer of yours back and get its record into your hand again',
    params: z.object({ annotationId: z.string() }),
    response: UndoneAnnotation,
    errors: ['annotation_not_found', 'undo_too_late'],
  },
} as const satisfies Record<string, RouteEntry>;
